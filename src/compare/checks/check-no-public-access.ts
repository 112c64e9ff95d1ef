import { compileState } from '../../decide';
import { asForged } from '../../decide/forged';
import { parseArn } from '../../policy/arn';
import type { Condition, PolicyDocument, Statement } from '../../policy/document';
import { limitsOfDeny, publicityOf, widePrincipals } from '../../s3/public-access';
import { shown } from '../../shape/shown';
import type { AccessState, AccessStateJson, UnknownAccess } from '../../state/access-state';
import { knownState } from '../../state/check-state';
import type { NamedPolicy } from '../../state/named-policy';
import { GovernedResources } from '../compile/governed';
import type { FixedKeys } from '../compile/text-pattern';
import { COMPARE, optionsOf } from '../options';
import { namedIn } from '../principals/principal-globs';
import type { AccessChange, ChangedPrincipal, CompareOptions, Comparison, Inconclusive } from '../types';
import { checkResult, type CheckResult } from './check-result';
import { granted, type GrantedOptions } from './granted';
import { type DocumentInput, isDocument, readDocument } from './read-document';

/**
 * Checks that a bucket policy, or all that an access state tells, gives nothing to the public, as S3 defines it when it blocks public access: policies
 * of buckets, access points and other resources, ACLs, and trust policies of roles. What is given to anybody is public unless it is limited to fixed
 * values of keys such as `aws:SourceVpce` or `aws:PrincipalOrgID`, without wildcards and variables, or to blocks of addresses of at most /8 (IPv4) and
 * /32 (IPv6). What the policy denies to everybody else is not given. All principals, addresses and values of all other keys are looked at.
 *
 * @param source resource policy or access state
 * @returns `ok` when it is so; `violations` say what the public may do, with a request as witness
 * @throws AccessError `InvalidPolicy`, `UnreadableSource`, `InvalidOption`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * @example
 * checkNoPublicAccess(bucketPolicy).ok; // true
 */
export function checkNoPublicAccess(source: DocumentInput | AccessState | AccessStateJson, options: Omit<GrantedOptions, 'policyType'> = {}): CheckResult {
  const how = optionsOf<CompareOptions>('checkNoPublicAccess', COMPARE, options);
  return isDocument(source) ? inDocument(readDocument(source, 'document'), how) : inState(asForged(compileState(source as AccessState | AccessStateJson).state), how);
}

function inDocument(document: PolicyDocument, options: GrantedOptions): CheckResult {
  const part = publicPart(document);
  if (part === undefined) return checkResult([], []);
  const policies = [{ name: 'policy', document }];
  return search(part.document, part.added, { policies, named: policies }, [], options);
}

function inState(state: AccessState, options: GrantedOptions): CheckResult {
  const added = new Set<Condition>();
  // a policy of which nothing is known may be public
  const open = (policy: NamedPolicy | undefined): NamedPolicy | undefined => {
    if (policy?.document === undefined) return policy;
    const part = publicPart(policy.document, delegates);
    for (const condition of part?.added ?? []) added.add(condition);
    return { ...policy, document: part?.document ?? NONE };
  };
  const asPublic = knownState<AccessState>({
    ...state,
    users: new Map(),
    groups: new Map(),
    roles: withEach(state.roles, ({ trust }) => ({ policies: [], boundary: undefined, trust: open(trust) })),
    buckets: withEach(state.buckets, ({ policy }) => ({ policy: open(policy) })),
    ...(state.resources && {
      resources: withEach(state.resources, ({ policy, grants }) => ({ policy: open(policy), grants: grants?.flatMap((one) => open(one) ?? []) })),
    }),
    unknowns: [],
  });
  const policies = [
    ...[...state.buckets.values(), ...state.resources?.values() ?? []].flatMap(({ policy }) => policy ?? []),
    ...[...state.roles.values()].flatMap(({ trust }) => trust ?? []),
  ];
  // who is named by an ACL is not the public
  const governed = new GovernedResources(state);
  const given = [...state.buckets.keys(), ...governed.others()].flatMap((key) => governed.get(key)?.policies.map(({ policy }) => policy) ?? []);
  const unknowns = state.unknowns.filter(mayBePublic).map(({ where, reason }) => ({ where, reason }));
  return search(asPublic, added, { policies, named: [...policies, ...given], account: state.account }, unknowns, options);
}

function withEach<T>(all: ReadonlyMap<string, T>, change: (one: T) => Partial<T>): ReadonlyMap<string, T> {
  return new Map([...all].map(([name, one]) => [name, { ...one, ...change(one) }]));
}

const NONE: PolicyDocument = { version: '2012-10-17', statements: [] };

/** Whether something that the source doesn't say could give the public anything. */
function mayBePublic({ scope }: UnknownAccess): boolean {
  return scope !== undefined && scope.effect !== 'deny' && scope.principals === undefined;
}

/** What is looked at. */
interface Said {
  /** The policies as they are. */
  readonly policies: readonly NamedPolicy[];
  /** All that name principals. */
  readonly named: readonly NamedPolicy[];
  /** The account of the owner. */
  readonly account?: string;
}

/** Looks for requests of the public. */
function search(
  source: PolicyDocument | AccessState,
  added: ReadonlySet<Condition>,
  said: Said,
  unknowns: readonly Inconclusive[],
  options: GrantedOptions,
): CheckResult {
  const find = (who: (principal: ChangedPrincipal) => boolean) => granted(source, { ...options, policyType: 'resource' }, { who, assumed: notThrough(said.policies.flatMap(({ document }) => document?.statements ?? [])) });
  const everybody = find((principal) => typeof principal === 'string');
  // who is let in by a wildcard in a name or an account is bound to an account, and has an ARN
  const named = new Set(namedIn(said.named.flatMap(({ document }) => document ?? [])));
  const isNamed = (arn: string) => named.has(arn) || named.has(/^arn:[^:]*:iam::(\d{12}):root$/.exec(arn)?.[1] ?? '');
  // the owner's own account is the public only where a name in it may be anybody's
  const isOwn = (arn: string) => said.account !== undefined && parseArn(arn)?.account === said.account && !said.policies.some(bindsPrincipals);
  const some = everybody.gained.length > 0 ? NOTHING : find((principal) => typeof principal === 'object' && 'arn' in principal && !isNamed(principal.arn) && !isOwn(principal.arn));
  return checkResult(
    [...everybody.gained, ...some.gained].map((change) => withoutAdded(change, added)),
    unique([...everybody.inconclusive, ...some.inconclusive, ...said.policies.flatMap(wideEntries), ...unknowns]),
  );
}

const NOTHING: Pick<Comparison, 'gained' | 'inconclusive'> = { gained: [], inconclusive: [] };

/** Whether a policy lets in the public by a wildcard in what principals are called. */
function bindsPrincipals({ document }: NamedPolicy): boolean {
  return document?.statements.some((statement) => publicityOf(statement) !== 'notPublic' && statement.conditions?.some(({ key }) => /^aws:(principal|user)/i.test(key)) === true) === true;
}

/** Statements to principals that AWS reads as nobody, and that S3 regards as public since their names have wildcards. */
function wideEntries({ name, document }: NamedPolicy): readonly Inconclusive[] {
  return (document?.statements ?? []).flatMap((statement) => (publicityOf(statement) !== 'public' || statement.principals === undefined ? []
    : widePrincipals(statement.principals).map((entry) => ({
      where: name,
      reason: `the principal ${shown(entry)} is not a fixed value: S3 regards a statement for it as public, or refuses it; write "*" for everybody, or the ARN of one principal`,
    }))));
}

function unique(all: readonly Inconclusive[]): readonly Inconclusive[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** What a bucket policy gives to those who are the public. */
interface PublicPart {
  /** Its statements, each where it was; those that are not public give nobody anything. */
  readonly document: PolicyDocument;
  /** Conditions that were added, by which requests of callers that a Deny spares by fixed values are left out. */
  readonly added: ReadonlySet<Condition>;
}

const NOBODY = { AWS: [] };

/** Keys that requests have which come through an access point. */
const THROUGH_ACCESS_POINT: readonly string[] = ['s3:dataaccesspointaccount', 's3:dataaccesspointarn'];

/**
 * Whether a statement that isn't public leaves the say to access points: what they give to the public goes through. Requests to the bucket itself
 * lack the keys that it asks for.
 */
function delegates(statement: Statement): boolean {
  return statement.effect === 'Allow' && publicityOf(statement) === 'notPublic'
    && statement.conditions?.some(({ key }) => THROUGH_ACCESS_POINT.includes(key.toLowerCase())) === true;
}

/** What requests to a bucket itself lack, as far as no statement that is public asks for it. */
function notThrough(statements: readonly Statement[]): FixedKeys {
  const asks = (all: readonly Statement[], name: string) => all.some(({ conditions }) => conditions?.some(({ key }) => key.toLowerCase() === name));
  const open = statements.filter((statement) => publicityOf(statement) !== 'notPublic');
  const kept = statements.filter(delegates);
  return new Map(THROUGH_ACCESS_POINT.filter((name) => asks(kept, name) && !asks(open, name)).map((name) => [name, null]));
}

/**
 * The part of a bucket policy that S3 regards as public.
 *
 * @param isKept statements to leave as they are
 * @returns undefined where no statement is public, or may be, or is kept
 */
function publicPart(document: PolicyDocument, isKept: (statement: Statement) => boolean = () => false): PublicPart | undefined {
  const { statements } = document;
  if (statements.every((statement) => publicityOf(statement) === 'notPublic' && !isKept(statement))) return undefined;
  const added = statements.flatMap(limitsOfDeny);
  const part = (statement: Statement): Statement => {
    if (statement.effect === 'Deny' || isKept(statement)) return statement;
    if (publicityOf(statement) === 'notPublic') return { ...statement, principals: NOBODY, notPrincipals: undefined };
    return added.length === 0 ? statement : { ...statement, conditions: [...statement.conditions ?? [], ...added] };
  };
  return { document: { ...document, statements: statements.map(part) }, added: new Set(added) };
}

/** A change as the whole policy would make it: without the conditions that were added. */
function withoutAdded(change: AccessChange, added: ReadonlySet<Condition>): AccessChange {
  if (added.size === 0) return change;
  const { before, after } = change.conditions;
  const plain = after.map(({ effect, conditions }) => ({ effect, conditions: effect === 'Deny' ? conditions : conditions.filter((one) => !added.has(one)) }));
  return { ...change, conditions: { before, after: plain } };
}
