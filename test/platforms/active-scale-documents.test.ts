import {
  accessPlan, activeScale, externalPrincipal, lintAccess, readAccess, readOnlyPrefix, renderAccess, retentionUploader, type Grant, type Platform,
} from '../../src';
import { identityDocument } from '../../src/plan/identity-document';
import { checkAllowsOnly } from '../../src/testing';
import { refused } from '../grants/refused';
import { EXACT, TOLD } from '../grants/vendor-examples';
import { EXAMPLES } from './active-scale-examples';
import { ACCOUNT, bucket, endpoints, EXTERNAL, UPLOADER, V70, V71 } from './active-scale-examples/example';
import { failures } from './vendor-asks';

describe.each([['7.1', V71], ['7.0', V70]] as const)('ActiveScale %s', (version, platform) => {
  test.each(EXAMPLES.map((example) => [`${example.section}${example.wrong === undefined ? '' : ` - in the document ${example.wrong}`}`, example] as const))('%s', (_title, example) => {
    const { plan, on70, kept70 } = example;
    if (version === '7.0' && on70 !== undefined) {
      expect(refused(() => renderAccess(accessPlan({ ...plan, platform }))).message).toContain(on70);
      return;
    }
    const made = accessPlan({ ...plan, platform });
    // what a bucket has already is kept as it is, so it is lint that says what the platform makes of it
    const state = readAccess(made, { account: ACCOUNT });
    const rejected = lintAccess(state, { platform }).filter(({ code }) => code === 'PlatformRejects').map(({ reason }) => reason);
    expect(rejected).toEqual(version === '7.0' && kept70 !== undefined ? [expect.stringContaining(kept70)] : []);
    expect(example.allowed.length + example.denied.length).toBeGreaterThan(0);
    const failed = failures(state, example);
    // 14.3: 7.0 has neither conditions nor variables, so of a policy with one nothing is certain there
    const isOpen = version === '7.0' && kept70 !== undefined;
    expect(failed.filter((said) => !isOpen || !said.includes('the source does not say enough to decide it'))).toEqual([]);
    expect(failed.length > 0).toBe(isOpen);
  });
});

test('the guard of 5.1.5 says IfExists, which the document defines, and no other operator', () => {
  const [{ plan }] = EXAMPLES.filter(({ at }) => at?.includes('5.1.5 (1)'));
  const { buckets: [{ json }] } = renderAccess(accessPlan({ ...plan, platform: V71 }));
  expect(JSON.parse(json)).toMatchObject({ Statement: [{ Effect: 'Deny', Condition: { StringNotEqualsIfExists: { 's3:x-amz-acl': 'bucket-owner-full-control' } } }] });
});

test.each(['StringEqualsIfExists', 'StringEquals'])('%s of aws:invalid is told of, since 6.5 has no such key', (operator) => {
  const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*`, Condition: { [operator]: { 'aws:invalid': 'johndoe' } } } };
  expect(lintAccess(readAccess({ users: { alice: { policies: [policy] } } }), { platform: V71 })).toContainEqual(expect.objectContaining({
    code: 'PlatformRejects', reason: expect.stringContaining('isn\'t known to have that key in a request'),
  }));
});

test('the forms of 3.3 and 5.1: a policy has the elements that the document names, and a condition an operator, a key and a value', () => {
  const statementsOf = (at: string) => {
    const [{ plan }] = EXAMPLES.filter((example) => example.at?.includes(at));
    const { users: [{ policies: [{ json }] }] } = renderAccess(accessPlan({ ...plan, platform: V71 }));
    const { Version, Statement, ...others } = JSON.parse(json) as Record<string, unknown>;
    expect([Version, others]).toEqual(['2012-10-17', {}]);
    return Statement as ReadonlyArray<Record<string, unknown>>;
  };
  for (const statement of statementsOf('3.3 (1)')) {
    expect(Object.keys(statement)).toEqual(['Sid', 'Effect', 'Action', 'Resource']);
    expect([statement.Action, statement.Resource].flat().every((one) => typeof one === 'string')).toBe(true);
  }
  expect(statementsOf('5.1 (1)').map(({ Condition }) => Condition)).toEqual([{ Bool: { 'aws:SecureTransport': 'true' } }]);
});

test('the two bucket policies for users of other accounts, as texts', () => {
  const policy = (grantee: string, grant: Grant) => {
    const plan = accessPlan({ platform: V71, external: [{ grantee: externalPrincipal(grantee), grants: [grant] }] });
    return JSON.parse(renderAccess(plan).buckets[0].json) as unknown;
  };
  expect(policy(EXTERNAL, readOnlyPrefix({ bucket, prefix: '', listing: false }))).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Sid: 'ReadOnlyPrefixFor123456789012Userexternaluser', Effect: 'Allow', Principal: { AWS: EXTERNAL }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-example-bucket/*',
    }],
  });
  expect(policy(UPLOADER, retentionUploader({ bucket: 'bucket-001', prefix: '', minimumDays: 365, mode: 'COMPLIANCE' }))).toMatchObject({
    Statement: [{
      Principal: { AWS: UPLOADER },
      Action: ['s3:PutObject', 's3:PutObjectRetention'],
      Resource: 'arn:aws:s3:::bucket-001/*',
      Condition: { NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': '365' }, StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
    }],
  });
});

/** The examples of access for users and groups, letter by letter: exactly what their text means, and nothing else. */
describe.each([['7.1', V71], ['7.0', V70]] as const)('exactly what is meant, on ActiveScale %s', (version, platform) => {
  const rows = EXACT.filter(([example]) => example.startsWith('ActiveScale'));
  /** Names of users are written out there; every other condition, and every letter that must be escaped, is lacking. */
  const lacks = (grants: readonly Grant[]) => version === '7.0' && grants.some(({ statements }) => statements.some(({ conditions = [], resources }) => (
    conditions.some(({ key }) => key !== 'aws:username') || resources.some((text) => text.includes('${*}'))
  )));

  test.each(rows)('%s', (example, grants, means) => {
    // the region isn't a confirmed key; and where names are written out, what is for johndoe alone leaves nothing for alice
    if (example.includes('in a region') || lacks(grants) || (version === '7.0' && means.length === 0)) {
      expect(refused(() => policyOf(platform, grants)).code).toBe('UnsupportedOnPlatform');
      return;
    }
    const { ok, message } = checkAllowsOnly({ users: { alice: { policies: [policyOf(platform, grants)] } } }, means.map((each) => ({ user: 'alice', ...each })));
    if (!ok) throw new Error(message());
  });

  test('the document has them all', () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expect(TOLD.filter(([example]) => example.startsWith('ActiveScale')).length).toBe(2);
  });
});

function policyOf(platform: Platform, grants: readonly Grant[]): object {
  return JSON.parse(identityDocument(grants, { kind: 'user', name: 'alice' }, platform).json) as object;
}

test('the region of 8.2.8 is there where the user has confirmed the key', () => {
  const [[, grants, means]] = EXACT.filter(([example]) => example.includes('in a region'));
  const platform = activeScale({ version: '7.1', ...endpoints, conditionKeys: ['aws:RequestedRegion'] });
  const { ok, message } = checkAllowsOnly({ users: { alice: { policies: [policyOf(platform, grants)] } } }, means.map((each) => ({ user: 'alice', ...each })));
  if (!ok) throw new Error(message());
});
