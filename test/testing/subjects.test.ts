import { getPolicyDocumentOutput } from '@pulumi/aws/iam/getPolicyDocument';
import { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import { AccessError } from '../../src';
import { accessMatchers, checkDenies, pulumiRecording, type AccessSubject } from '../../src/testing';
import { kits, type Kit } from '../terraform/kit';
import { exactly, plan, recorded, stackWith, subjects } from './subjects';

expect.extend(accessMatchers);

const firmware = 'releases/firmware/a.bin';

describe.each(subjects)('%s', (_name, make) => {
  test('allows, denies, allows only this and gives nobody', async () => {
    const subject = await make();
    expect(subject).toAllow({ user: 'ci-uploader', action: 's3:PutObject', resource: firmware });
    expect(subject).toAllow({ user: 'lee', action: 's3:GetObject', resource: 'downloads/public/a' });
    expect(subject).toDeny({ user: 'ci-uploader', action: 's3:GetObject', resource: firmware });
    expect(subject).toDeny({ user: 'ci-uploader', action: 's3:PutObject', resource: firmware, context: { 'aws:SecureTransport': false } });
    expect(subject).toDeny({ anonymous: true, action: 's3:PutObject', resource: firmware });
    expect(subject).toGiveNobody('s3:DeleteObject*', ['releases/*', 'downloads/*']);
    expect(subject).toAllowOnly(exactly);
    expect(subject).not.toAllowOnly(exactly.slice(1));
    expect(subject).not.toGiveNobody('s3:Put*', 'releases/*');
  });
});

/** The code that asking is refused with. */
function refusal(subject: unknown): string {
  try {
    checkDenies(subject as AccessSubject, { user: 'dana', action: 's3:GetObject', resource: firmware });
  } catch (error) {
    if (error instanceof AccessError) return `${error.code}: ${error.message.split('\n')[0]}`;
    throw error;
  }
  return 'not refused';
}

describe('what holds no access would pass every test of a denial, so it is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['a recording of nothing', () => pulumiRecording(), 'EmptyRecording: the recording is empty'],
    ['a promise', () => Promise.resolve(plan), 'UnreadableSource: the subject is a promise'],
    ['undefined', () => undefined, 'UnreadableSource: the source is undefined'],
    ['null', () => null, 'UnreadableSource'],
    ['a text that is not JSON', () => 'stack', 'UnreadableSource: the text is not JSON'],
    ['a policy without its holder', () => ({ Version: '2012-10-17', Statement: [] }), 'UnreadableSource: the source is a single policy document'],
  ])('%s', (_, make, message) => {
    expect(refusal(make())).toContain(message);
  });

  test.each(kits)('%s: an app, which is in no stack', (_, kit) => {
    expect(refusal(stackWith(kit).node.root)).toContain('InvalidStack: the app is in no stack');
  });
});

describe.each(kits)('%s: as at synth', (_engine: string, kit: Kit) => {
  test('a stack whose validation fails is refused, with what the validation says', () => {
    const stack = stackWith(kit, (scope) => new kit.S3BucketPolicy(scope, 'second', { bucket: 'releases', policy: '{}' }));
    expect(() => checkDenies(stack, { user: 'dana', action: 's3:GetObject', resource: firmware })).toThrow(/the stack is not valid:\n\[[^\]]*\] [^]*releases[^]*TwoBucketPolicies/);
  });

  test('so is one with a noted error', () => {
    const stack = stackWith(kit, (scope) => scope.node.addMetadata('@cdktf/error', 'not in this region'));
    expect(refusal(stack)).toContain('InvalidStack');
    expect(() => checkDenies(stack, { user: 'dana', action: 's3:GetObject', resource: firmware })).toThrow(/\[storage\] not in this region/);
  });

  test('aspects run, once for each construct however often a test asks', () => {
    let visits = 0;
    const stack = stackWith(kit, (scope) => kit.Aspects.of(scope).add({
      visit: (construct) => {
        if (construct.node.path !== 'storage/dana') return;
        visits++;
        new kit.ReadOnlyPrefix(scope, 'by-aspect', { bucket: 'logs', prefix: '', user: { name: 'auditor' } });
      },
    }));
    expect(stack).toAllow({ user: 'auditor', action: 's3:GetObject', resource: 'logs/a' });
    expect(stack).toAllow({ user: 'auditor', action: 's3:GetObject', resource: 'logs/a' });
    expect(visits).toBe(1);
  });

  test('a construct stands for the stack that it is in, not for the one around that', () => {
    const stack = stackWith(kit, (outer) => {
      const inner = new kit.TerraformStack(outer, 'inner');
      new kit.AwsProvider(inner, 'aws', { region: 'eu-west-1' });
      new kit.ReadOnlyPrefix(inner, 'reader', { bucket: 'logs', prefix: '' });
    });
    const reader = stack.node.findChild('inner').node.findChild('reader');
    expect(reader).toAllow({ user: 'reader', action: 's3:GetObject', resource: 'logs/a' });
    expect(reader).toDeny({ user: 'ci-uploader', action: 's3:PutObject', resource: firmware });
  });
});

describe('a recording of Pulumi', () => {
  test('two resources of one name in two components are both there', async () => {
    const policy = (action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::releases/*' }] });
    const recording = await recorded(() => {
      new UserPolicy('policy', { user: 'dana', policy: policy('s3:GetObject') });
      new UserPolicy('policy', { user: 'lee', policy: policy('s3:PutObject') });
    });
    expect(recording).toAllow({ user: 'dana', action: 's3:GetObject', resource: firmware });
    expect(recording).toAllow({ user: 'lee', action: 's3:PutObject', resource: firmware });
  });

  test('a document that mocks do not compute is unknown, not absent', async () => {
    const recording = await recorded(() => {
      const document = getPolicyDocumentOutput({ statements: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::releases/*'] }] });
      new UserPolicy('policy', { user: 'dana', policy: document.json });
    });
    expect(checkDenies(recording, { user: 'dana', action: 's3:GetObject', resource: firmware })).toMatchObject({ ok: false, violations: [] });
  });
});
