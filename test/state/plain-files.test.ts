import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide, readAccess, type AccessState } from '../../src';
import { readAccessFile } from '../../src/files/read-access-file';
import { decodeText } from '../../src/state/decode-text';
import { readAccessText } from '../../src/state/read-access';

const identity = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] };
const ofBucket = { Version: '2012-10-17', Statement: [{ ...identity.Statement[0], Principal: '*' }] };
const encoded = encodeURIComponent(JSON.stringify(identity));

const folder = (files: Readonly<Record<string, string | Buffer>>) => {
  const root = mkdtempSync(join(tmpdir(), 'plain-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};
const file = (name: string, text: string | Buffer) => join(folder({ [name]: text }), name);
const effect = (state: AccessState, principal: Parameters<typeof decide>[1]['principal'], resource = 'releases/a', action = 's3:GetObject') => decide(state, { principal, action, resource }).effect;

describe('issue 13 A: plain files', () => {
  test('one policy is of a user that is called as its file, or as is said', () => {
    const path = file('ci-uploader.json', JSON.stringify(identity));
    expect([...readAccessFile(path).users.keys()]).toEqual(['ci-uploader']);
    expect(effect(readAccessFile(path, { user: 'dana' }), { user: 'dana' })).toBe('allow');
    expect(effect(readAccess(identity), { user: 'somebody' })).toBe('allow');
  });

  test('one policy with principals is of the bucket that it speaks of, or that is said', () => {
    expect(effect(readAccess(ofBucket), 'anonymous')).toBe('allow');
    expect([...readAccess(ofBucket, { bucket: 'other' }).buckets.keys()]).toEqual(['other']);
    const open = { Version: '2012-10-17', Statement: [{ ...ofBucket.Statement[0], Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }] };
    expect(() => readAccess(open)).toThrow(/its resources don't tell which: "a", "b"[^]*--bucket NAME/);
    expect([...readAccess(open, { bucket: 'a' }).buckets.keys()]).toEqual(['a']);
  });

  test('a policy with principals and without resources is the trust policy of a role', () => {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    expect(readAccess(trust).roles.get('somebody')?.trust?.document?.statements).toHaveLength(1);
  });

  test.each<[string, object, (state: AccessState) => string]>([
    ['s3api get-bucket-policy', { Policy: JSON.stringify(ofBucket) }, (state) => effect(state, 'anonymous')],
    ['iam get-policy-version', { PolicyVersion: { Document: identity, VersionId: 'v1', IsDefaultVersion: true } }, (state) => effect(state, { user: 'somebody' })],
    ['iam get-policy-version, encoded', { PolicyVersion: { Document: encoded, VersionId: 'v1' } }, (state) => effect(state, { user: 'somebody' })],
    ['iam get-user-policy', { UserName: 'dana', PolicyName: 'p', PolicyDocument: identity }, (state) => effect(state, { user: 'dana' })],
    ['iam get-user-policy, encoded', { UserName: 'dana', PolicyName: 'p', PolicyDocument: encoded }, (state) => effect(state, { user: 'dana' })],
    ['iam get-role-policy', { RoleName: 'ci', PolicyName: 'p', PolicyDocument: encoded }, (state) => effect(state, { role: 'ci' })],
    ['iam get-group-policy', { GroupName: 'eng', PolicyName: 'p', PolicyDocument: identity }, (state) => (state.groups.get('eng')?.policies[0].document === undefined ? 'nothing' : 'allow')],
  ])('what aws %s prints is read', (_, printed, ask) => {
    const state = readAccess({ ...printed });
    expect(state.unknowns).toEqual([]);
    expect(ask(state)).toBe('allow');
  });

  test('what get-policy prints has no document, and what to give is said', () => {
    expect(() => readAccess({ Policy: { PolicyName: 'p', Arn: 'arn:aws:iam::111122223333:policy/p' } })).toThrow(/get-policy-version/);
  });

  test('a policy that is none is unknown, with its reason', () => {
    expect(readAccess({ UserName: 'dana', PolicyName: 'p', PolicyDocument: '%7B%ZZ' }).unknowns).toHaveLength(1);
  });

  test('a folder holds managed policies, and what they are attached to', () => {
    const state = readAccessFile(folder({
      'policies/read.json': JSON.stringify(identity),
      'users/dana/attached.json': '["read", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]',
      'groups/eng/attached.json': '["arn:aws:iam::111122223333:policy/team/read"]',
      'groups/eng/members.json': '["lee"]',
      'roles/ci/attached.json': '["arn:aws:iam::111122223333:policy/elsewhere"]',
    }));
    expect([effect(state, { user: 'dana' }), effect(state, { user: 'lee' }), effect(state, { role: 'ci' })]).toEqual(['allow', 'allow', 'uncertain']);
    expect(effect(state, { user: 'dana' }, 'other/a')).toBe('allow');
    expect(effect(state, { user: 'lee' }, 'other/a')).toBe('implicitDeny');
    expect(() => readAccessFile(folder({ 'users/dana/attached.json': '["reed"]' }))).toThrow(/there is no policies\/reed.json/);
    expect(() => readAccessFile(folder({ 'users/dana/attached.json': '{}' }))).toThrow(/must be a JSON list of names or ARNs/);
  });

  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('{"é":1}')],
    ['UTF-8 with a mark', Buffer.from('\ufeff{"é":1}')],
    ['UTF-16 as PowerShell writes it', Buffer.from('\ufeff{"é":1}', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('{"é":1}', 'utf16le')],
    ['UTF-16, the other way round', utf16be('\ufeff{"é":1}')],
    ['UTF-16, the other way round, without a mark', utf16be('{"é":1}')],
  ])('%s is read', (_, bytes) => {
    expect(decodeText(bytes)).toBe('{"é":1}');
  });

  test('files are read in every encoding, and an empty one is said to be no JSON', () => {
    expect(effect(readAccessFile(file('dana.json', Buffer.from(`\ufeff${JSON.stringify(identity)}`, 'utf16le'))), { user: 'dana' })).toBe('allow');
    expect(() => readAccessFile(file('dana.json', ''))).toThrow(/not JSON/);
  });

  test.each<[string, RegExp]>([
    ['{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}', /is not JSON: line 3, column 17: /],
    ['{"a": 1,}', /is not JSON: line 1, column 9: /],
    ['{"a": "x\ny"}', /is not JSON: line 1, column 9: /],
    ['{"a": 1', /is not JSON: line 1, column 8: /],
  ])('what is wrong in JSON is said with its line and column: %j', (text, message) => {
    expect(() => readAccessText(text)).toThrow(message);
  });
});
