import { checkIsPlatform } from '../platforms/check-is-platform';
import { DOCUMENT_PART } from '../policy/check-document';
import { aSwitch, aText, fields, isKnown, known, listOf, mapOf, mustBe, once, oneOf, recordOf, unlessKnown, type Check } from '../shape/check';
import type { AccessState } from './access-state';
import { own } from './json';
import { LazyPolicy } from './lazy-policy';
import { BLOCK_SETTINGS } from './plain-shape';

const TEXTS = listOf(aText);
const TAGS = recordOf(aText);

// what our readers made is known, so that a document that nobody has looked at stays unread
const A_POLICY = fields({ 'name': aText, 'document?': unlessKnown(DOCUMENT_PART), 'awsManaged?': fields({ 'asOf?': aText }) });
const POLICY: Check = (value) => (LazyPolicy.is(value) ? undefined : A_POLICY(value));
const POLICIES = listOf(POLICY);

const ROLE = { 'name': aText, 'arn?': aText, 'policies': POLICIES, 'boundary?': POLICY, 'tags?': TAGS, 'trust?': POLICY };
const BLOCK = fields(Object.fromEntries(BLOCK_SETTINGS.map((name) => [`${name}?`, aSwitch])));
const ACL = fields({ 'name': aText, 'grants?': listOf(fields({ grantee: aText, permission: oneOf('READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL') })) });

const BUCKET = fields({
  'name': aText,
  'account?': aText,
  'policy?': POLICY,
  'acl?': ACL,
  'objectOwnership?': oneOf('BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'),
  'publicAccessBlock?': BLOCK,
  'owner?': aText,
  'unnamed?': fields({ text: aText, isNot: (value) => (value instanceof Set ? undefined : { path: '', found: value, allowed: 'a set of names' }) }),
});

const RESOURCE = fields({
  'kind': oneOf('accessPoint', 'multiRegionAccessPoint', 'objectLambdaAccessPoint', 'accessGrants', 'tableBucket', 'table', 'vectorBucket', 'kmsKey'),
  'arn': aText,
  'account?': aText,
  'policy?': POLICY,
  'grants?': POLICIES,
  'buckets?': TEXTS,
  'bucketAccount?': aText,
  'vpc?': aText,
  'publicAccessBlock?': BLOCK,
});

const UNKNOWN = fields({
  'where': aText,
  'reason': aText,
  'scope?': fields({ 'effect?': oneOf('allow', 'deny'), 'principals?': TEXTS, 'buckets?': TEXTS, 'services?': TEXTS }),
  'fingerprint?': aText,
});

/** A platform, by its own words. */
export const aPlatform: Check = (value) => {
  checkIsPlatform(value);
  return undefined;
};

const STATE = fields({
  'platform?': aPlatform,
  'account?': aText,
  'users': once(mapOf(fields({ ...ROLE, groups: TEXTS }))),
  'groups': once(mapOf(fields({ name: aText, policies: POLICIES }))),
  'roles': once(mapOf(fields(ROLE))),
  'buckets': once(mapOf(BUCKET)),
  'resources?': once(mapOf(RESOURCE)),
  'limits?': once(listOf(fields({ 'kind': oneOf('scp', 'rcp', 'vpcEndpoint'), 'policy': POLICY, 'targets?': TEXTS }))),
  'publicAccessBlock?': BLOCK,
  'accessKeys?': listOf(fields({ user: aText, name: aText, status: oneOf('Active', 'Inactive') })),
  'unknowns': once(listOf(UNKNOWN)),
});

/**
 * Checks an access state that comes from outside: one that was put together by hand, or changed. One of our readers is known, and stays as lazy
 * as it is.
 *
 * @throws AccessError `UnreadableSource`, `InvalidPlatform`
 */
export function checkState(state: AccessState): AccessState {
  if (!isKnown(state)) mustBe(STATE, state, { what: 'the access state', code: 'UnreadableSource', remedy: 'give what readAccess returns, or the state as plain JSON: { users: { NAME: { policies: [DOCUMENT] } } }' });
  return state;
}

/** Whether something is an access state, and not its plain JSON, or a plan, which has users and roles too and says that it is one. */
export function isAccessState(source: unknown): source is AccessState {
  return typeof source === 'object' && source !== null && (source as AccessState).roles instanceof Map
    && own(source, 'roles') !== undefined && own(source, 'users') instanceof Map && own(source, 'kind') === undefined;
}

/** Remembers a state that this package made of what is known already: its Maps, and what is in them, are right. */
export function knownState<T extends AccessState>(state: T): T {
  for (const part of [state.users, state.groups, state.roles, state.buckets, state.resources, state.limits]) if (part !== undefined) known(part);
  return known(state);
}
