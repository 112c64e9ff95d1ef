import fc from 'fast-check';
import { checkNoPublicAccess } from '../../src/compare';
import { readDocument } from '../../src/compare/checks/read-document';
import { lintAccess } from '../../src/lint';
import { UNKNOWN_TEXT } from '../../src/policy/unknown-text';
import { publicityOfDocument, type Publicity } from '../../src/s3/public-access';
import { runs } from '../runs';
import '../property-seed';

type Json = Readonly<Record<string, unknown>>;
const allow = (more: Json): Json => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*', ...more });
const when = (operator: string, key: string, ...values: readonly string[]): Json => ({ Condition: { [operator]: { [key]: values } } });
const document = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

/** What S3 regards as public, statement by statement; from its guide, "The meaning of public", and from what it leaves no doubt about. */
const TABLE: ReadonlyArray<readonly [what: string, statement: Json, publicity: Publicity]> = [
  ['everybody', allow({}), 'public'],
  ['everybody by a list', allow({ Principal: { AWS: ['*'] } }), 'public'],
  ['everybody beside somebody', allow({ Principal: { AWS: ['111122223333', '*'] } }), 'public'],
  ['everybody but somebody', { ...allow({ NotPrincipal: { AWS: '111122223333' } }), Principal: undefined }, 'public'],
  ['an account', allow({ Principal: { AWS: '111122223333' } }), 'notPublic'],
  ['the root user of any account', allow({ Principal: { AWS: 'arn:aws:iam::*:root' } }), 'public'],
  ['users by a pattern', allow({ Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }), 'public'],
  ['any canonical user', allow({ Principal: { CanonicalUser: '*' } }), 'public'],
  ['the group AllUsers', allow({ Principal: { CanonicalUser: 'http://acs.amazonaws.com/groups/global/AllUsers' } }), 'public'],
  ['a canonical user', allow({ Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' } }), 'notPublic'],
  ['a service', allow({ Principal: { Service: 'logging.s3.amazonaws.com' } }), 'notPublic'],
  ['nobody', { ...allow({}), Effect: 'Deny' }, 'notPublic'],
  // addresses
  ['a network', allow(when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')), 'notPublic'],
  ['an address', allow(when('IpAddress', 'aws:SourceIp', '203.0.113.7')), 'notPublic'],
  ['the widest block of IPv4', allow(when('IpAddress', 'aws:SourceIp', '12.0.0.0/8')), 'notPublic'],
  ['a wider block of IPv4', allow(when('IpAddress', 'aws:SourceIp', '12.0.0.0/7')), 'public'],
  ['half the internet', allow(when('IpAddress', 'aws:SourceIp', '0.0.0.0/1')), 'public'],
  ['half the internet beside a network', allow(when('IpAddress', 'aws:SourceIp', '203.0.113.0/24', '128.0.0.0/1')), 'public'],
  ['the widest block of IPv6', allow(when('IpAddress', 'aws:SourceIp', '2001:db8::/32')), 'notPublic'],
  ['a wider block of IPv6', allow(when('IpAddress', 'aws:SourceIp', '2001:d00::/24')), 'public'],
  ['everybody but a network', allow(when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')), 'public'],
  ['a network, or an address that is absent', allow(when('IpAddressIfExists', 'aws:SourceIp', '203.0.113.0/24')), 'public'],
  // keys that limit, with fixed values and with others
  ...[
    ['aws:PrincipalOrgID', 'o-exampleorg', 'o-*'], ['aws:SourceVpc', 'vpc-1', 'vpc-*'], ['aws:SourceVpce', 'vpce-1', 'vpce-?'],
    ['aws:SourceAccount', '111122223333', '1*'], ['aws:PrincipalAccount', '111122223333', '1*'], ['aws:SourceOwner', '111122223333', '*'],
    ['s3:DataAccessPointAccount', '111122223333', '*'], ['aws:SourceOrgID', 'o-exampleorg', '*'], ['aws:userid', 'AIDAEXAMPLE', 'AROAEXAMPLE:*'],
    ['s3:x-amz-server-side-encryption-aws-kms-key-id', 'arn:aws:kms:eu-west-1:111122223333:key/k', '*'],
  ].flatMap(([key, fixed, wild]): ReadonlyArray<readonly [string, Json, Publicity]> => [
    [`${key}, one value`, allow(when('StringEquals', key, fixed)), 'notPublic'],
    [`${key}, a pattern`, allow(when('StringLike', key, wild)), 'public'],
    [`${key}, one value or a pattern`, allow(when('StringLike', key, fixed, wild)), 'public'],
    [`${key}, a variable`, allow(when('StringEquals', key, '${aws:PrincipalTag/x}')), 'public'],
    [`${key}, anything but one value`, allow(when('StringNotEquals', key, fixed)), 'public'],
    [`${key}, one value or absent`, allow(when('StringEqualsIfExists', key, fixed)), 'public'],
    [`${key}, all of no values`, allow(when('ForAllValues:StringEquals', key, fixed)), 'public'],
    [`${key}, present`, allow(when('Null', key, 'false')), 'public'],
    [`${key}, unknown text`, allow(when('StringEquals', key, UNKNOWN_TEXT)), 'unknown'],
    [`${key}, unknown text beside a pattern`, allow(when('StringLike', key, UNKNOWN_TEXT, wild)), 'public'],
  ]),
  ['a topic', allow(when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:eu-west-1:111122223333:topic')), 'notPublic'],
  ['any source', allow(when('ArnLike', 'aws:SourceArn', '*')), 'public'],
  ['a role', allow(when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/r')), 'notPublic'],
  ['roles by a pattern', allow(when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/r*')), 'public'],
  ['roles of any account', allow(when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/r')), 'public'],
  ['any access point of an account', allow(when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/*')), 'notPublic'],
  ['access points of any account', allow(when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:eu-west-1:*:accesspoint/shared')), 'public'],
  ['units of an organisation', allow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-exampleorg/*')), 'notPublic'],
  ['units of any organisation', allow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*/r-ab12/*')), 'public'],
  // keys that don't limit to anybody
  ['HTTPS', allow(when('Bool', 'aws:SecureTransport', 'true')), 'public'],
  ['a browser', allow(when('StringEquals', 'aws:UserAgent', 'browser')), 'public'],
  ['a tag of the principal', allow(when('StringEquals', 'aws:PrincipalTag/team', 'a')), 'public'],
  ['a wide network and an organisation', allow({ Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' }, StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg' } } }), 'notPublic'],
  ['somebody whose name is not known', allow({ Principal: { AWS: UNKNOWN_TEXT } }), 'unknown'],
  ['somebody whose name is not known, of an organisation', allow({ Principal: { AWS: UNKNOWN_TEXT }, ...when('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorg') }), 'notPublic'],
];

/** A statement as readers hand it on, since no policy text may hold what isn't known or has a principal with wildcards in it. */
function parsed(statement: Json): ReturnType<typeof readDocument> {
  const { Effect, Principal, NotPrincipal, Condition = {} } = statement as { readonly Effect: 'Allow' | 'Deny'; readonly Principal?: unknown; readonly NotPrincipal?: unknown; readonly Condition?: Json };
  const lists = (given: unknown) => (given === undefined || given === '*' ? given : Object.fromEntries(Object.entries(given as Json).map(([kind, entries]) => [kind, [entries].flat()])));
  return {
    version: '2012-10-17',
    statements: [{
      effect: Effect,
      ...(Principal !== undefined && { principals: lists(Principal) as '*' }),
      ...(NotPrincipal !== undefined && { notPrincipals: lists(NotPrincipal) as '*' }),
      actions: [JSON.stringify(Condition).includes('kms-key-id') ? 's3:PutObject' : 's3:GetObject'],
      resources: ['arn:aws:s3:::data/*'],
      conditions: Object.entries(Condition as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>)
        .flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => ({ operator, key, values: [values].flat() }))),
    }],
  };
}

describe('what is public is the same to the plan, the check and lint', () => {
  test.each(TABLE)('%s', (_, statement, publicity) => {
    const policy = parsed(statement);
    expect(publicityOfDocument(policy)).toBe(publicity);
    const state = { users: new Map(), groups: new Map(), roles: new Map(), buckets: new Map([['data', { name: 'data', policy: { name: 'bucket policy of data', document: policy } }]]), unknowns: [] };
    // keys of access points are not in the catalogue's rows of actions
    const options = { strict: JSON.stringify(statement).includes('DataAccessPoint') };
    for (const { ok, violations, inconclusive } of [checkNoPublicAccess(policy), checkNoPublicAccess(state, options)]) {
      expect(ok).toBe(publicity === 'notPublic');
      if (publicity === 'unknown') expect([violations, inconclusive.length > 0]).toEqual([[], true]);
    }
    if (options.strict) return;
    const found = lintAccess(state).map(({ code }) => code);
    expect(found.some((code) => code.startsWith('PublicAccess'))).toBe(publicity !== 'notPublic');
  });
});

describe('what a Deny leaves to the public', () => {
  const deny = (more: Json): Json => ({ ...allow(more), Effect: 'Deny' });
  test.each<[string, readonly Json[], boolean]>([
    ['nothing, but for one endpoint', [allow({}), deny(when('StringNotEquals', 'aws:SourceVpce', 'vpce-1'))], true],
    ['nothing, but for endpoints by a pattern', [allow({}), deny(when('StringNotLike', 'aws:SourceVpce', 'vpce-*'))], false],
    ['nothing, but for a network', [allow({}), deny(when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'))], true],
    ['nothing, but for half the internet', [allow({}), deny(when('NotIpAddress', 'aws:SourceIp', '0.0.0.0/1'))], false],
    ['nothing, but for an organisation', [allow({}), deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorg'))], true],
    ['nothing, but for anybody of some organisation', [allow({}), deny(when('Null', 'aws:PrincipalOrgID', 'true'))], false],
    ['nothing at all', [allow({}), deny({})], true],
    ['nothing but HTTPS', [allow({}), deny(when('Bool', 'aws:SecureTransport', 'false'))], false],
    ['another folder', [allow({}), deny({ Resource: 'arn:aws:s3:::data/private/*' })], false],
    ['nothing, but for a named account', [allow({}), { ...deny({ NotPrincipal: { AWS: '111122223333' } }), Principal: undefined }], true],
  ])('%s', (_, statements, ok) => {
    const policy = document(...statements);
    expect([checkNoPublicAccess(policy).ok, checkNoPublicAccess({ account: '444455556666', buckets: { data: { policy } } }).ok]).toEqual([ok, ok]);
  });

  test('and no report names a condition that the policy lacks', () => {
    const { violations } = checkNoPublicAccess(document(allow({}), deny({ Action: 's3:PutObject', ...when('StringNotEquals', 'aws:SourceVpce', 'vpce-1') })));
    expect(violations.flatMap(({ conditions }) => conditions.after.filter(({ effect }) => effect === 'Allow').flatMap((one) => one.conditions))).toEqual([]);
  });
});

test('one public statement makes it public, whatever else the policy says, and the witness is a request that the policy allows', () => {
  const statements = TABLE.filter(([, statement]) => statement.NotPrincipal === undefined && statement.Effect === 'Allow' && !JSON.stringify(statement).includes(UNKNOWN_TEXT));
  fc.assert(fc.property(fc.subarray([...statements], { minLength: 1, maxLength: 5 }), (some) => {
    const policy = { version: '2012-10-17' as const, statements: some.flatMap(([, statement]) => parsed(statement).statements) };
    const isPublic = some.some(([, , publicity]) => publicity === 'public');
    expect(checkNoPublicAccess(policy).ok).toBe(!isPublic);
  }), { numRuns: runs(60) });
});
