import type { Evaluation } from '../platforms/evaluation';
import { s3Arn } from '../policy/s3-arn';
import { reading } from '../shape/shape';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { checkState, isAccessState } from '../state/check-state';
import { partitionOf } from '../state/partition';
import { readAccess } from '../state/read-access';
import { checkPrincipal } from './check-request';
import { CompiledBucket, CompiledPrincipal } from './compiled-principal';
import { compileResourcePolicies } from './compiled-statement';
import { forBucketPolicies } from './governs';
import { type ResolvedPrincipal, resolvePrincipal } from './principal';
import type { RequestPrincipal } from './request';
import { bucketPoliciesOf } from './resource/governed';
import { GovernedIndex, type Lacking } from './resource/governed-index';
import { CompiledLimits } from './resource/limits';
import type { ResourcePolicy } from './resource/resource-policy';
import { policiesThatMayBear, type UnnamedBucket, unnamedBuckets } from './resource/unnamed';
import { type Unread, unreadOf } from './unread';

/** ARNs come from outside, so the cache of principals known by ARN starts anew beyond this many. */
const MOST_ARNS = 10_000;

/**
 * An access state made ready for many decisions. Principals and buckets are compiled when they are first asked about, so a large
 * state costs nothing until then. It reads the state as it is at that time: don't change a state that was compiled.
 */
export class CompiledState {
  private readonly users = new Map<string, CompiledPrincipal>();
  private readonly roles = new Map<string, CompiledPrincipal>();
  private readonly arns = new Map<string, CompiledPrincipal>();
  private readonly buckets = new Map<string, CompiledBucket>();
  private anonymous: CompiledPrincipal | undefined;
  private ownPartition: string | undefined;
  private ownS3Arn: string | undefined;
  private index: GovernedIndex | undefined;
  private lacking: readonly Lacking[] = [];
  /** @internal How the state's platform judges otherwise than AWS. */
  public readonly evaluation: Evaluation | undefined;
  private readonly limits: CompiledLimits | undefined;
  /** @internal Buckets whose name isn't known, with their policies. */
  public readonly unnamed: readonly UnnamedBucket[];
  /** @internal What of it bears on access and isn't read. */
  public readonly unread: Unread;

  constructor(
    /** What was compiled. */
    public readonly state: AccessState,
    /** @internal Whether what the state can't tell (what another account says of its own, what else is attached beside a list of what is allowed) is taken to allow. */
    private readonly othersAllow = false,
  ) {
    this.evaluation = state.platform?.evaluation;
    this.unread = unreadOf(state);
    this.unnamed = unnamedBuckets(state);
    this.limits = state.limits === undefined || this.evaluation !== undefined ? undefined : new CompiledLimits(state, state.account, othersAllow);
  }

  /** @internal The same state for comparisons, which tell what the state itself gives. */
  public forComparison(): CompiledState {
    return this.othersAllow ? this : new CompiledState(this.state, true);
  }

  /** What the ARN of every bucket and object begins with. */
  public get s3Arn(): string {
    return (this.ownS3Arn ??= s3Arn('', this.partition()));
  }

  /** @internal A principal, compiled once. */
  public principal(principal: RequestPrincipal): CompiledPrincipal {
    if (principal === 'anonymous') return (this.anonymous ??= this.compile(principal));
    if (typeof principal !== 'object' || principal === null) checkPrincipal(principal);
    if ('user' in principal) return this.users.get(principal.user) ?? this.remember(this.users, principal.user, principal);
    if ('role' in principal) return this.roles.get(principal.role) ?? this.remember(this.roles, principal.role, principal);
    return this.arns.get(principal.arn) ?? this.remember(this.arns, principal.arn, principal);
  }

  /** @internal A bucket, compiled once; all that the state doesn't hold are one without a policy. */
  public bucket(name: string | undefined): CompiledBucket {
    if (name === undefined) return ABSENT;
    const known = this.buckets.get(name);
    if (known !== undefined) return known;
    const access = this.state.buckets.get(name);
    const others = this.unnamed.length === 0 ? NONE : policiesThatMayBear(this.unnamed, name, this.state);
    if (access === undefined && others.length === 0) return ABSENT;
    const plain = access?.policy === undefined ? NONE : [{ policy: access.policy }];
    const own = access === undefined ? NONE : bucketPoliciesOf(this.state, access) ?? plain;
    const statements = compileResourcePolicies(others.length === 0 ? own : [...own, ...others], forBucketPolicies(this.evaluation));
    const bucket: CompiledBucket = access === undefined ? { statements } : { access, statements };
    // names come from outside
    if (this.buckets.size >= Math.max(MOST_ARNS, this.state.buckets.size)) this.buckets.clear();
    this.buckets.set(name, bucket);
    return bucket;
  }

  /** @internal Another resource with policies of its own, by a request's ARN; undefined where none is known to bear on it. */
  public governed(arn: string, action: string): { readonly key: string; readonly bucket: CompiledBucket } | undefined {
    if (this.evaluation !== undefined) return undefined;
    const found = (this.index ??= new GovernedIndex(this.state, (name) => this.bucket(name), this.lacking, this.othersAllow)).find(arn, action);
    return this.othersAllow && found?.bucket.isUndescribed === true ? undefined : found;
  }

  /** @internal Takes roles for such as aren't there, so that nobody may become them, and resources for such as have no policy. */
  public lack(lacking: readonly Lacking[]): void {
    this.lacking = lacking;
  }

  private partition(): string {
    return (this.ownPartition ??= partitionOf(this.state));
  }

  /** @internal Who a principal is and what bears on it; nothing is compiled for it. */
  public resolve(principal: RequestPrincipal): ResolvedPrincipal {
    checkPrincipal(principal);
    return resolvePrincipal(this.state, principal, () => this.partition());
  }

  private compile(principal: RequestPrincipal): CompiledPrincipal {
    return new CompiledPrincipal(this.resolve(principal), this.state.account, this.evaluation, this.limits);
  }

  private remember(cache: Map<string, CompiledPrincipal>, key: string, principal: RequestPrincipal): CompiledPrincipal {
    const compiled = this.compile(principal);
    if (cache.size >= Math.max(MOST_ARNS, this.state.users.size, this.state.roles.size)) cache.clear();
    cache.set(key, compiled);
    return compiled;
  }
}

const NONE: readonly ResourcePolicy[] = [];
const ABSENT: CompiledBucket = { statements: [] };

const compiled = new WeakMap<object, CompiledState>();

/** A weak map is dear to fill, so a state that is asked once, as in a search over many states, never gets there. */
const recent: CompiledState[] = [];
const MOST_RECENT = 4;

/**
 * Makes an access state ready for many decisions; the same state is compiled once.
 *
 * @param state an access state, or one as plain JSON. It must not change afterwards.
 * @throws AccessError `UnreadableSource` when the state can't be read
 * @example
 * const ready = compileState(readAccess(stack));
 * decideEffect(ready, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'downloads/public/a' }); // 'allow'
 */
export function compileState(state: AccessState | AccessStateJson | CompiledState): CompiledState {
  // what `reading` does, without a function for each of the million decisions
  let isModel = false;
  try {
    if (state instanceof CompiledState) return state;
    const known = compiled.get(state);
    if (known !== undefined) return known;
    isModel = isAccessState(state);
  } catch (error) {
    return reading({ where: 'the access state', code: 'UnreadableSource' }, () => { throw error; });
  }
  if (isModel) return compileRecent(state as AccessState);
  const ready = new CompiledState(readAccess(state));
  compiled.set(state, ready);
  return ready;
}

function compileRecent(state: AccessState): CompiledState {
  const again = recent.find((one) => one.state === state);
  if (again !== undefined) {
    compiled.set(state, again);
    recent.splice(recent.indexOf(again), 1);
    return again;
  }
  const ready = new CompiledState(checkState(state));
  if (recent.push(ready) > MOST_RECENT) recent.shift();
  return ready;
}
