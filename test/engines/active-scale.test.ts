import { activeScale, everyone, externalPrincipal } from '../../src';
import { kits } from '../terraform/kit';
import type { Fixture } from './fixtures';
import { pulumiAccess } from './pulumi';
import { renderedAccess } from './rendered';
import { terraformAccess } from './terraform';

const [v70, v71] = (['7.0', '7.1'] as const).map((version) => activeScale({ version, iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' }));
const uploads = { bucket: 'releases', prefix: 'firmware/' };
const reads = { bucket: 'downloads', prefix: 'public/' };

/** What reads otherwise there than on AWS: each must read so on every engine. */
const fixtures: readonly Fixture[] = [
  { kind: 'grant', name: 'a home folder of a group', construct: 'PerUserHomeFolder', props: { bucket: 'shared', prefix: 'ho*e/' }, grantee: 'group', platform: v71 },
  { kind: 'grant', name: 'a bucket for a user, whose name is written out', construct: 'PerUserBucket', props: { namePrefix: 'home-' }, grantee: 'user', platform: v70 },
  { kind: 'grant', name: 'uploads of a user of its own', construct: 'WriteOnlyUploader', props: uploads, grantee: 'own user', platform: v70 },
  { kind: 'grant', name: 'reading for a group that exists', construct: 'ReadOnlyPrefix', props: reads, grantee: 'existing group', platform: v71 },
  { kind: 'grant', name: 'an administrator', construct: 'IamAdministrator', props: {}, grantee: 'user', platform: v71 },
  { kind: 'external', name: 'everyone', construct: 'ReadOnlyPrefix', props: { ...reads, listing: false }, to: everyone(), platform: v71 },
  { kind: 'external', name: 'a user elsewhere', construct: 'ReadOnlyPrefix', props: reads, to: externalPrincipal('arn:aws:iam::123456789012:user/reader'), platform: v71 },
  { kind: 'guard', name: 'addresses on a bucket', bucket: 'releases', guards: [{ construct: 'AllowOnlyIpRanges', props: { ipRanges: ['203.0.113.0/24'] } }], platform: v71 },
  { kind: 'guard', name: 'addresses on a user', bucket: 'releases', on: 'user', guards: [{ construct: 'AllowOnlyIpRanges', props: { ipRanges: ['203.0.113.0/24'] } }], platform: v71 },
  { kind: 'guard', name: 'no deletes', bucket: 'releases', guards: [{ construct: 'DenyDelete', props: {} }], platform: v70 },
] as unknown as readonly Fixture[];

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s is the same access on every engine, and what renderAccess says', async (_name, fixture) => {
  const rendered = renderedAccess(fixture);
  expect(Object.keys(rendered).length).toBeGreaterThan(0);
  for (const [engine, kit] of kits) expect({ engine, access: terraformAccess(kit, fixture) }).toEqual({ engine, access: rendered });
  expect(await pulumiAccess(fixture)).toEqual(rendered);
});
