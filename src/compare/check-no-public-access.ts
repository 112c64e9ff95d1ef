import { compileState } from '../decide';
import { asForged } from '../decide/forged';
import type { Condition, PolicyDocument } from '../policy/document';
import { publicityOf, widePrincipals } from '../s3/public-access';
import { shown } from '../shape/shown';
import type { AccessState, AccessStateJson, NamedPolicy, UnknownAccess } from '../state/access-state';
import { knownState } from '../state/check-state';
import { checkResult, type CheckResult } from './check-result';
import { granted, type GrantedOptions } from './granted';
import { COMPARE, optionsOf } from './options';
import { namedIn } from './principal-globs';
import { publicPart, withoutAdded } from './public-part';
import { type DocumentInput, isDocument, readDocument } from './read-document';
import type { ChangedPrincipal, CompareOptions, Comparison, Inconclusive } from './types';

/**
 * Checks that a bucket policy, or all bucket policies of an access state, give nothing to the public, as S3 defines it when it blocks public
 * access. What is given to anybody is public unless it is limited to fixed values of keys such as `aws:SourceVpce` or `aws:PrincipalOrgID`,
 * without wildcards and variables, or to blocks of addresses of at most /8 (IPv4) and /32 (IPv6). What the policy denies to everybody else is
 * not given. All principals, addresses and values of all other keys are looked at.
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
  return search(part.document, part.added, [{ name: 'policy', document }], [], options);
}

function inState(state: AccessState, options: GrantedOptions): CheckResult {
  const parts = [...state.buckets].map(([name, bucket]) => ({ name, bucket, part: bucket.policy?.document && publicPart(bucket.policy.document) }));
  const none: PolicyDocument = { version: '2012-10-17', statements: [] };
  const open = knownState<AccessState>({
    ...state,
    users: new Map(),
    groups: new Map(),
    roles: new Map(),
    // a policy of which nothing is known may be public
    buckets: new Map(parts.map(({ name, bucket, part }) => [name, {
      ...bucket, ...(bucket.policy?.document && { policy: { ...bucket.policy, document: part?.document ?? none } }),
    }])),
    unknowns: [],
  });
  const policies = [...state.buckets.values()].flatMap(({ policy }) => policy ?? []);
  const unknowns = state.unknowns.filter(mayBePublic).map(({ where, reason }) => ({ where, reason }));
  return search(open, new Set(parts.flatMap(({ part }) => [...part?.added ?? []])), policies, unknowns, options);
}

/** Whether something that the source doesn't say could give the public anything. */
function mayBePublic({ scope }: UnknownAccess): boolean {
  return scope?.effect !== 'deny' && scope?.principals === undefined;
}

/**
 * Looks for requests of the public.
 *
 * @param policies the policies as they are
 */
function search(
  source: PolicyDocument | AccessState,
  added: ReadonlySet<Condition>,
  policies: readonly NamedPolicy[],
  unknowns: readonly Inconclusive[],
  options: GrantedOptions,
): CheckResult {
  const find = (who: (principal: ChangedPrincipal) => boolean) => granted(source, { ...options, policyType: 'resource' }, { who });
  const everybody = find((principal) => typeof principal === 'string');
  // who is let in by a wildcard in a name or an account is bound to an account, and has an ARN
  const named = new Set(namedIn(policies.flatMap(({ document }) => document ?? [])));
  const isNamed = (arn: string) => named.has(arn) || named.has(/^arn:[^:]*:iam::(\d{12}):root$/.exec(arn)?.[1] ?? '');
  const some = everybody.gained.length > 0 ? NOTHING : find((principal) => typeof principal === 'object' && 'arn' in principal && !isNamed(principal.arn));
  return checkResult(
    [...everybody.gained, ...some.gained].map((change) => withoutAdded(change, added)),
    unique([...everybody.inconclusive, ...some.inconclusive, ...policies.flatMap(wideEntries), ...unknowns]),
  );
}

const NOTHING: Pick<Comparison, 'gained' | 'inconclusive'> = { gained: [], inconclusive: [] };

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
