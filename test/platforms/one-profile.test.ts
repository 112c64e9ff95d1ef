import * as fc from 'fast-check';
import { lintAccess, readAccess, type Platform } from '../../src';
import { compileState, decideEffect, type AccessRequest } from '../../src/decide';
import { asAws, customPlatform, differently, unconfirmed, type CustomPolicies } from '../../src/platforms';
import { runs } from '../runs';
import { platforms } from './platforms';

/*
 * 14.3: lint, decide and what is written go by one profile. Where lint says that a statement is read differently, decide differs from AWS for
 * some request, or is uncertain; where lint is silent, and what a request is asked for is as on AWS, decide answers as on AWS.
 */

const RUNS = runs(60, 20);
const BUCKET = 'arn:aws:s3:::releases';
const said = 'a test says so';

interface Line { readonly operator: string; readonly key: string; readonly values: readonly string[] }

/** Conditions with requests near to them. */
const LINES: readonly Line[] = [
  { operator: 'StringEquals', key: 'aws:UserAgent', values: ['curl'] },
  { operator: 'StringNotEquals', key: 'aws:UserAgent', values: ['curl'] },
  { operator: 'StringNotEquals', key: 'aws:UserAgent', values: ['curl', 'wget'] },
  { operator: 'StringNotLikeIfExists', key: 'aws:UserAgent', values: ['curl*'] },
  { operator: 'StringEquals', key: 'aws:useragent', values: ['curl'] },
  { operator: 'StringEquals', key: 'aws:username', values: ['dana'] },
  { operator: 'IpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24'] },
  { operator: 'IpAddress', key: 'aws:SourceIp', values: ['203.0.113.7'] },
  { operator: 'IpAddress', key: 'aws:SourceIp', values: ['2001:db8::1'] },
  { operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24', '198.51.100.0/24'] },
  { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
  { operator: 'Null', key: 'aws:UserAgent', values: ['false'] },
  { operator: 'Null', key: 'aws:UserAgent', values: ['true'] },
  { operator: 'ForAnyValue:StringEquals', key: 'aws:UserAgent', values: ['curl'] },
  { operator: 'StringEquals', key: 's3:prefix', values: ['public/'] },
  { operator: 'StringLike', key: 's3:prefix', values: ['public/*'] },
  { operator: 'NumericNotEquals', key: 's3:max-keys', values: ['1'] },
  { operator: 'BoolIfExists', key: 'aws:PrincipalIsAWSService', values: ['false'] },
];

/** Lines together as a `Condition` block. */
function blockOf(lines: readonly Line[]): Readonly<Record<string, object>> {
  const block: Record<string, object> = {};
  for (const { operator, key, values } of lines) block[operator] = { ...block[operator], [key]: values };
  return block;
}

const statements = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  action: fc.constantFrom<object>(
    { Action: 's3:GetObject' }, { Action: 's3:PutObject' }, { Action: 's3:DeleteObject' }, { Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] },
    { Action: 's3:ListBucket' }, { Action: 's3:*' }, { Action: '*' }, { NotAction: 's3:ListBucket' }, { NotAction: 's3:PutObject' },
  ),
  resource: fc.constantFrom<object>(
    { Resource: `${BUCKET}/*` }, { Resource: BUCKET }, { Resource: [BUCKET, `${BUCKET}/*`] }, { Resource: `${BUCKET}/\${aws:username}/*` }, { Resource: `${BUCKET}/a\${*}b` },
    { Resource: `${BUCKET}/a:b` }, { NotResource: `${BUCKET}/secret/*` }, { Resource: '*' },
  ),
  lines: fc.uniqueArray(fc.constantFrom(...LINES), { maxLength: 2, selector: ({ key }) => key.toLowerCase() }),
}).filter(({ action, lines }) => (
  // other requests never have these, so that such a statement says nothing
  'Action' in action && action.Action === 's3:ListBucket' ? true : lines.every(({ key }) => !key.startsWith('s3:'))
)).map(({ Effect, action, resource, lines }) => ({
  Effect,
  ...action,
  ...resource,
  ...(lines.length > 0 && { Condition: blockOf(lines) }),
}));

type Context = NonNullable<AccessRequest['context']>;
const BROWSERS: readonly Context[] = [{}, { 'aws:UserAgent': 'curl' }, { 'aws:UserAgent': 'wget' }, { 'aws:UserAgent': 'other' }];
const ADDRESSES: readonly Context[] = [{}, ...['203.0.113.7', '192.0.2.1', '2001:db8::1', '2001:db8:1::2'].map((address) => ({ 'aws:SourceIp': address }))];
const TRANSPORTS: readonly Context[] = [{}, { 'aws:SecureTransport': false }];
const CONTEXTS: readonly Context[] = BROWSERS.flatMap((browser) => ADDRESSES.flatMap((address) => (
  TRANSPORTS.map((transport) => ({ ...browser, ...address, ...transport }))
)));
const LISTINGS: readonly Context[] = [{}, { 's3:prefix': '' }, { 's3:prefix': 'public/' }, { 's3:max-keys': 2 }];
const REQUESTS: readonly AccessRequest[] = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ListBucket'].flatMap((action) => (
  (action === 's3:ListBucket' ? ['releases'] : ['releases/x', 'releases/dana/x', 'releases/a*b', 'releases/a:b', 'releases/secret/x']).flatMap((resource) => (
    CONTEXTS.flatMap((context) => (action === 's3:ListBucket' ? LISTINGS : LISTINGS.slice(0, 1))
      .map((more): AccessRequest => ({ principal: { user: 'dana' }, action, resource, context: { ...context, ...more } })))
  ))
));

/** What a statement comes to for dana, who may do everything else where it denies. */
function effects(statement: { readonly Effect: string }, platform: Platform | undefined): readonly string[] {
  const others = statement.Effect === 'Deny' ? [{ Effect: 'Allow', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] }] : [];
  const state = compileState(readAccess({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: [statement, ...others] }] } } }, { platform }));
  return REQUESTS.map((request) => decideEffect(state, request));
}

/** Whether a request is asked for as on AWS, and can be there as it is drawn. */
function isAsked({ action, context = {} }: AccessRequest, { evaluation, dialect }: Platform): boolean {
  const { checkedAs = {}, alsoGrants = {}, readsAsAbsent = {}, readsAsEmpty = [] } = evaluation ?? {};
  const changed = [
    ...Object.entries(checkedAs).flatMap(([name, asked]) => [name, asked.action.toLowerCase()]),
    ...Object.entries(alsoGrants).flatMap(([name, more]) => [name, ...more.map((one) => one.toLowerCase())]),
  ];
  const own = action.toLowerCase();
  if (changed.includes(own) || (evaluation?.bucketAsFolder === true && own === 's3:listbucket')) return false;
  return dialect?.actions?.includes(action) !== false && readsAsEmpty.length === 0
    && Object.entries(context).every(([key, value]) => readsAsAbsent[key.toLowerCase()] !== String(value));
}

const TOLD = /^Platform|^ForgeableCondition$/;

function check(statement: { readonly Effect: string; readonly Condition?: object }, platform: Platform): 'different' | 'silent' | 'other' {
  const codes = lintAccess({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: statement }] } } }, { platform })
    .filter(({ path }) => path !== undefined).map(({ code }) => code).filter((code) => TOLD.test(code));
  const [here, there] = [effects(statement, undefined), effects(statement, platform)];
  // of one that says nothing, whatever its conditions, there is nothing to be read
  const bare = effects({ ...statement, Condition: undefined } as typeof statement, undefined);
  if (bare.every((effect) => effect === (statement.Effect === 'Allow' ? 'implicitDeny' : 'allow'))) return 'other';
  const isSame = (at: number) => here[at] === there[at];
  if (codes.includes('PlatformReadsDifferently')) {
    expect({ statement, platform: platform.title, differs: REQUESTS.some((_, at) => !isSame(at) || there[at] === 'uncertain') }).toMatchObject({ differs: true });
    return 'different';
  }
  if (codes.length > 0) return 'other';
  const wrong = REQUESTS.filter((request, at) => isAsked(request, platform) && !isSame(at)).slice(0, 3);
  expect({ statement, platform: platform.title, wrong }).toMatchObject({ wrong: [] });
  return 'silent';
}

const elsewhere = platforms.filter(({ name, rules, selectel: only }) => name !== 'aws' && rules === undefined && only === undefined);
/** What conditions of the draws may be on. */
const keys = differently({
  known: [...['aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent', 'aws:username'].map((key) => ({ key })), { key: 's3:prefix', actions: ['s3:ListBucket'] }], others: 'refused',
}, said);
const profile = { name: 'acme-store', title: 'Acme Store', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example', limits: { user: { inlineSize: 2048 } } };
const as = fc.constantFrom(asAws(said), unconfirmed());
const custom = fc.record<CustomPolicies>({
  operators: fc.constantFrom(asAws(said), unconfirmed(), differently({ known: ['StringEquals', 'StringLike', 'StringNotEquals', 'IpAddress', 'Null', 'Bool'], others: 'refused' }, said)),
  ifExists: as,
  sets: as,
  keys: fc.constant(keys),
  keyLetters: fc.constantFrom(asAws(said), unconfirmed(), differently('exact', said)),
  negatedWhenAbsent: fc.constantFrom(asAws(said), unconfirmed(), differently('all', said), differently(['StringNotEquals'], said)),
  negatedLists: as,
  nullFalse: as,
  bareIpv6: fc.constantFrom(asAws(said), unconfirmed(), differently('/32', said)),
  variables: fc.constantFrom(
    asAws(said), unconfirmed(), differently({ known: ['aws:username'], defaults: false, escapes: false, others: 'text' }, said),
    differently({ known: [], everyKey: true, defaults: false, escapes: false, others: 'text', wholeValuesOnly: true }, said),
  ),
  elements: fc.record({ NotAction: fc.constantFrom(asAws(said), unconfirmed(), differently('never applies', said), differently('refused', said)), NotResource: as }),
  bucketAsFolder: fc.constantFrom(asAws(said), unconfirmed(), differently(true, said)),
  valuesReadAsAbsent: fc.constantFrom(asAws(said), differently({ 'aws:securetransport': 'false', 's3:prefix': '' }, said)),
  resources: fc.constantFrom(asAws(said), differently(':', said)),
}).map((policies) => customPlatform({ ...profile, policies: policies.operators?.is === 'unconfirmed' ? { ...policies, ifExists: unconfirmed(), sets: unconfirmed() } : policies }));

describe('where lint says that a statement is read differently, decide differs or is uncertain; where it is silent, decide answers as on AWS', () => {
  test.each(elsewhere.map((platform) => [platform.title, platform] as const))('on %s', (_title, platform) => {
    const seen = { different: 0, silent: 0, other: 0 };
    fc.assert(fc.property(statements, (statement) => { seen[check(statement, platform)]++; }), { numRuns: RUNS });
    expect(seen.silent + seen.other).toBeGreaterThan(0);
  });

  test('on customPlatform, by whatever profile', () => {
    const seen = { different: 0, silent: 0, other: 0 };
    fc.assert(fc.property(statements, custom, (statement, platform) => { seen[check(statement, platform)]++; }), { numRuns: RUNS * 4 });
    expect(Math.min(seen.different, seen.silent, seen.other)).toBeGreaterThan(0);
  });
});
