import * as pulumi from '@pulumi/pulumi';
import { accessPlan, aws, deltaGlider, denyDelete, existingUser, renderAccess, writeOnlyUploader, type RuleLanguage } from '../../src';
import { deployTimeName, StorageAccess, StorageProvider, StorageUser, WriteOnlyUploader } from '../../src/pulumi';
import { proxyFiles } from '../../src/pulumi/proxy-files';
import { declare, outcomeOf, refusal, valueOf } from './mocks';

const proxy = deltaGlider();
const plan = (bucket = 'releases') => accessPlan({
  platform: proxy,
  users: { ci: { grants: [writeOnlyUploader({ bucket, prefix: 'firmware/' })], accessKeys: ['1'] } },
  buckets: { [bucket]: { guards: [denyDelete()] } },
});

test('a plan for DeltaGlider Proxy is a file, letter by letter as without an engine, and no resource', async () => {
  const { result, resources } = await declare(() => {
    const access = new StorageAccess('access', { plan: plan() });
    return { text: access.files.get('access.yaml'), access };
  });
  expect(resources.map(({ type }) => type)).toEqual(['bucket-grants:index:StorageAccess']);
  expect(await valueOf(result.text as pulumi.Output<string>)).toBe(renderAccess(plan()).files?.[0].text);
  expect([result.access.users.size, result.access.groups.size, result.access.roles.size]).toEqual([0, 0, 0]);
  expect(() => result.access.resources).toThrow('NotOfAws');
});

test('a bucket that is an Output is filled in, once it is a name', async () => {
  const { result } = await declare(() => new StorageAccess('access', { plan: plan(deployTimeName(pulumi.output('releases'))) }).files.get('access.yaml'));
  expect(await valueOf(result as pulumi.Output<string>)).toBe(renderAccess(plan()).files?.[0].text);
  // not as a component, whose outputs are registered, so that Pulumi ends the program
  const { result: text } = await declare(() => proxyFiles(plan(deployTimeName(pulumi.output('x", "*'))), proxy.rules as RuleLanguage).get('access.yaml'));
  expect((await outcomeOf(text as pulumi.Output<string>)).error?.code).toBe('InvalidBucketName');
});

test('whoever names the platform as well names the same', async () => {
  await declare(() => { new StorageAccess('access', { plan: plan(), platform: deltaGlider() }); });
  expect((await refusal(() => { new StorageAccess('access', { plan: plan(), platform: aws() }); })).code).toBe('OutsidePlatform');
});

test('nothing is made by itself, and there is no provider', async () => {
  const builds = [
    () => { new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '', platform: proxy }); },
    () => { new StorageUser('ci', { platform: proxy }); },
    () => { new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '', grantee: existingUser('lee'), platform: proxy }); },
    () => { new StorageProvider('store', { platform: proxy }); },
  ];
  for (const build of builds) expect((await refusal(build)).message).toContain('takes the access of all its users as one file');
});
