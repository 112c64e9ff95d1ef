import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareAccess, readAccess, type AccessState, type AccessStateJson } from '../../src';
import { readAccessFile } from '../../src/files';

/** Policies that can't be read, each for one reason: a narrow one and a wide one. */
const statement = (resource: string) => ({ Effect: 'Allow', Action: 's3:*', Resource: resource });
const UNREADABLE: Readonly<Record<string, (resource: string) => string>> = {
  'an element that there is not': (resource) => JSON.stringify({ Version: '2012-10-17', Rules: 1, Statement: [statement(resource)] }),
  'JSON that is cut off': (resource) => JSON.stringify({ Version: '2012-10-17', Statement: [statement(resource)] }).slice(0, -2),
  'a statement of another type': (resource) => JSON.stringify({ Version: '2012-10-17', Statement: resource }),
  'no object': (resource) => JSON.stringify(resource),
};

const inFolder = (files: Readonly<Record<string, string>>): AccessState => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-unreadable-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return readAccessFile(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Sources that hold a policy as text, each of a form of its own. */
const SOURCES: Readonly<Record<string, (policy: string) => AccessState>> = {
  'a state by hand': (policy) => readAccess({ users: { dana: { policies: [policy] } } } as unknown as AccessStateJson),
  'a bucket of a state by hand': (policy) => readAccess({ buckets: { releases: { policy } } } as unknown as AccessStateJson),
  'a synthesized stack': (policy) => readAccess({ resource: { aws_iam_user_policy: { x: { name: 'x', user: 'dana', policy } } } } as unknown as AccessStateJson),
  'a template': (policy) => readAccess({
    Resources: { X: { Type: 'AWS::IAM::UserPolicy', Properties: { UserName: 'dana', PolicyName: 'x', PolicyDocument: policy } } },
  } as unknown as AccessStateJson),
  'an export': (policy) => readAccess({
    version: 3, deployment: { resources: [{ urn: 'urn:pulumi:dev::p::aws:iam/userPolicy:UserPolicy::x', type: 'aws:iam/userPolicy:UserPolicy', custom: true, inputs: { user: 'dana', name: 'x', policy }, outputs: { user: 'dana', name: 'x', policy } }] },
  } as unknown as AccessStateJson),
  'a folder of policies': (policy) => inFolder({ 'users/dana/x.json': policy }),
  'a limit in a folder': (policy) => inFolder({ 'users/dana/x.json': JSON.stringify({ Version: '2012-10-17', Statement: [statement('*')] }), 'scp/limit.json': policy }),
};

describe.each(Object.entries(SOURCES))('of %s', (_source, read) => {
  test.each(Object.entries(UNREADABLE))('policies that cannot be read for the same reason, %s, are not taken for the same policy', (_reason, policy) => {
    const [narrow, wide] = [policy('arn:aws:s3:::releases/a/*'), policy('*')].map((text) => {
      try {
        return read(text);
      } catch {
        return undefined; // a reader that refuses the whole source says so
      }
    });
    if (narrow === undefined || wide === undefined) return;
    expect(compareAccess(narrow, wide).verdict).toBe('inconclusive');
    expect(compareAccess(narrow, read(policy('arn:aws:s3:::releases/a/*'))).verdict).toBe('none');
  });
});
