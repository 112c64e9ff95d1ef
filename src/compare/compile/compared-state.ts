import { type CompiledState, compileState, type RequestPrincipal } from '../../decide';
import { decideKnown } from '../../decide/decide';
import { isAllowList } from '../../decide/governs';
import type { ResolvedPrincipal } from '../../decide/principal';
import { possibly, type Truth, YES } from '../../decide/truth';
import type { Evaluation } from '../../platforms/evaluation';
import type { Statement } from '../../policy/document';
import { type AccessState, type AccessStateJson, UNKNOWN_TEXT } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import type { Witness } from '../types';
import { isOfPolicy, unreadKey, withCommonKnowledge } from './common-knowledge';
import type { Cubes } from './compile-statement';
import { GovernedResources } from './governed';
import { policyKey } from './statement-key';

/** Says whether a state or a document allows a request. */
export type Allows = (request: Witness) => Truth;

/** One state of a comparison. */
export class ComparedState {
  public readonly compiled: CompiledState;
  /** The resources that policies of their own govern. */
  public readonly governed: GovernedResources;
  private ownPlatformKey: string | undefined;
  private readonly common = new Map<Statement, Map<string, Cubes>>();

  /**
   * @param name `before` or `after`
   * @param unknowns put before the name of text that isn't known
   */
  public constructor(public readonly name: 'before' | 'after', state: AccessState | AccessStateJson | CompiledState, public readonly unknowns: string) {
    this.compiled = compileState(state).forComparison();
    this.governed = new GovernedResources(this.compiled.state);
  }

  public get state(): AccessState {
    return this.compiled.state;
  }

  /** How the platform of this state judges otherwise than AWS. */
  public get evaluation(): Evaluation | undefined {
    return this.compiled.evaluation;
  }

  /** Whether a bucket's policy alone says what a principal may do there. */
  public isAllowList(principal: ResolvedPrincipal, bucket: string): boolean {
    return this.evaluation !== undefined && isAllowList(this.evaluation, principal, this.state.buckets.get(bucket)?.policy !== undefined);
  }

  /**
   * Whether what bears on a principal, but for the bucket policies, is written alike in another state: then its fingerprint is the same there. Where
   * it isn't, the fingerprints tell.
   */
  public isWrittenAlike(other: ComparedState, principal: RequestPrincipal): boolean {
    if (this.state.account !== other.state.account || this.platformKey() !== other.platformKey()) return false;
    const [mine, theirs] = [this.compiled.resolve(principal), other.compiled.resolve(principal)];
    // the names of policies don't count, unless there is nothing else; text in names, ARNs and tags is compared as it stands
    const isUnknownEqual = this.unknowns === other.unknowns;
    const isPolicyAlike = (one: NamedPolicy | undefined, two: NamedPolicy | undefined) => (
      one?.document !== undefined && two?.document !== undefined && areWrittenAlike(one.document, two.document, isUnknownEqual)
    );
    return areWrittenAlike(selfOf(mine), selfOf(theirs), true)
      && mine.identity.length === theirs.identity.length && mine.identity.every((one, at) => isPolicyAlike(one, theirs.identity[at]))
      && (mine.boundary === undefined ? theirs.boundary === undefined : isPolicyAlike(mine.boundary, theirs.boundary));
  }

  /** Everything that bears on a principal but for the bucket policies, as text: equal for equal access. */
  public fingerprint(principal: RequestPrincipal): string {
    const { identity, boundary, missingGroups } = this.compiled.principal(principal).resolved;
    const key = (policy: NamedPolicy) => policyKey(policy, this.unknowns);
    return [
      [...new Set(identity.map(key))].sort().join('\n\n'), boundary === undefined ? 'none' : key(boundary), [...missingGroups].sort().join(), this.describe(principal),
    ].join('\n\n\n');
  }

  /** Who a principal is, as text: policies of resources may say something else of anyone who is somebody else, such as by another tag. */
  public describe(principal: RequestPrincipal): string {
    const { resolved: { boundary, exactArn, account, kind, arn }, keys } = this.compiled.principal(principal);
    const values = [...keys].map(([name, list]) => `${name} ${list.join()}`).sort();
    return [...values, kind, arn, account, exactArn, boundary !== undefined, this.state.account, this.platformKey()].map((one) => String(one ?? '')).join('\n');
  }

  /** The cubes of a statement that are the same for every principal, read once for each way in which it counts. Two policies may have one name. */
  public commonCubes(statement: Statement, way: string, read: () => Cubes): Cubes {
    const known = this.common.get(statement) ?? new Map<string, Cubes>();
    const cubes = known.get(way) ?? read();
    this.common.set(statement, known.set(way, cubes));
    return cubes;
  }

  /** What is known of the policies and the owner of a bucket or another resource, as text. */
  public bucketKey(name: string): string {
    return `${this.platformKey()}${this.governed.keyOf(name, this.unknowns)}`;
  }

  /** The same text for platforms that judge alike, and for the same limits of an organization. */
  private platformKey(): string {
    return (this.ownPlatformKey ??= this.madePlatformKey());
  }

  private madePlatformKey(): string {
    if (this.evaluation !== undefined) return JSON.stringify(this.evaluation);
    const { limits } = this.state;
    return limits === undefined ? '' : limits.map(({ kind, policy, targets }) => `${kind} ${targets?.join() ?? 'own'} ${policyKey(policy, this.unknowns)}`).sort().join('\n');
  }

  /** Whether the state allows a request, as `decide` says. */
  public allows(): Allows {
    return (request) => {
      const effect = decideKnown(this.compiled, request);
      return effect === 'allow' ? YES : possibly(effect === 'uncertain');
    };
  }

  /** Whether a bucket belongs to a principal's account: then one of identity and bucket policy is enough. The rule is `decide`'s. */
  public isSameAccount(principal: ResolvedPrincipal, bucket: string): boolean {
    if (this.isAllowList(principal, bucket)) return true;
    const own = this.governed.get(bucket)?.account;
    const owner = own ?? this.state.account;
    if (owner === undefined || principal.account === undefined) return principal.ownAccount && own === undefined;
    return owner === principal.account;
  }
}

/** All that a principal is by itself, from which its condition keys follow. */
function selfOf({ kind, label, account, name, arn, exactArn, sessionArn, ownAccount, missingGroups, access }: ResolvedPrincipal): unknown {
  return [kind, label, account, name, arn, exactArn, sessionArn, ownAccount, missingGroups, access?.tags];
}

/**
 * The two states of a comparison, by what both know. Unknown text of the two is taken to be the same only where both sources say the same of
 * all that they don't tell of their policies: then what isn't known is the same reference on both states.
 */
export function comparedStates(before: AccessState | AccessStateJson, after: AccessState | AccessStateJson): readonly [ComparedState, ComparedState] {
  const [had, has] = [compileState(before), compileState(after)];
  const described = ({ state }: CompiledState) => state.unknowns.filter(isOfPolicy).map(unreadKey).sort().join('\n');
  const same = before === after || (described(had) === described(has) && described(had) !== '');
  const [one, other] = withCommonKnowledge(had.state, has.state);
  return [
    new ComparedState('before', one === had.state ? had : one, same ? '' : 'before '),
    new ComparedState('after', other === has.state ? has : other, same ? '' : 'after '),
  ];
}

/**
 * Whether two values say the same in the same words: a quick look at plain data, which spares most of two large states from being put into a
 * canonical form. Where it says no, they may still come to the same.
 *
 * @param isUnknownEqual whether text that isn't known may be taken to be the same in both
 */
function areWrittenAlike(one: unknown, other: unknown, isUnknownEqual: boolean): boolean {
  if (typeof one === 'string') return one === other && (isUnknownEqual || !one.includes(UNKNOWN_TEXT));
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let at = 0; at < one.length; at++) if (!areWrittenAlike(one[at], other[at], isUnknownEqual)) return false;
    return true;
  }
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && areWrittenAlike(
    (one as Readonly<Record<string, unknown>>)[name], (other as Readonly<Record<string, unknown>>)[name], isUnknownEqual,
  ));
}
