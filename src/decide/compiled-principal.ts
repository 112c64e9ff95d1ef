import type { Evaluation } from '../platforms/evaluation';
import type { BucketAccess } from '../state/access-state';
import { CompiledStatement, compilePolicies } from './compiled-statement';
import { governs, isAllowList } from './governs';
import { matchOnPlatform } from './match/platform-principal';
import type { PrincipalMatch } from './match/principal';
import { platformPrincipalKeys } from './platform-keys';
import type { ResolvedPrincipal } from './principal';
import { type PrincipalKeys, principalKeys } from './principal-keys';
import { checkAction } from './request';
import { NamedStatement, RequestPlan, planRequest } from './request-plan';
import type { Governed } from './resource/governed';
import type { CompiledLimits, Limiting } from './resource/limits';
import { MAYBE, NO, and } from './truth';

/** A bucket, or another resource with policies of its own, with their statements: compiled once for all principals. */
export interface CompiledBucket {
  /** What the state holds about it; absent when it doesn't hold it. */
  readonly access?: BucketAccess;
  readonly statements: readonly CompiledStatement[];
  /** What is known of it, where it is another resource than a bucket. */
  readonly governed?: Governed;
  /** Whether its policies are not the state's to tell, although they must allow: it is another account's, or a role of which nobody tells the trust. */
  readonly isUndescribed?: boolean;
}

/** One bucket as one principal sees it. */
export interface BucketView {
  readonly bucket: CompiledBucket;
  /** Whether principal and bucket are of one account: then one of the two sides is enough. */
  readonly sameAccount: boolean;
  /** The account that the bucket is in, where that is known; of a bucket that the state doesn't hold it is taken to be the state's own. */
  readonly account?: string;
  /** Whether the bucket's policy alone says what the principal may do there. */
  readonly allowList: boolean;
  /** The bucket policy's statements that speak of the principal, or may. */
  readonly statements: readonly NamedStatement[];
  /** By action as it was asked. */
  readonly plans: Map<string, RequestPlan>;
}

/** Plans are many when a caller walks through buckets and actions; then their statements are counted, and beyond this many all start anew. */
const MOST_CANDIDATES = 1_000_000;
const PLAN_WEIGHT = 16;

/** A principal with everything that bears on it, compiled when it is first asked about. */
export class CompiledPrincipal {
  public readonly identity: readonly CompiledStatement[];
  public readonly boundary: readonly CompiledStatement[] | undefined;
  /** Whether the identity side of the principal isn't the state's to tell: it is in another account, and the state doesn't hold it. */
  public readonly isForeign: boolean;
  /** Whether its own side allows everything: a root user, or one whose side isn't the state's to tell. */
  public readonly needsNoPolicy: boolean;
  private readonly views = new Map<string | undefined, BucketView>();
  private ownKeys: PrincipalKeys | undefined;
  private weight = 0;

  constructor(
    public readonly resolved: ResolvedPrincipal,
    /** The state's own account, where it is known. */
    public readonly stateAccount: string | undefined,
    /** How the platform judges otherwise than AWS. */
    public readonly evaluation: Evaluation | undefined,
    /** What limits access whatever gives it; absent where nothing does. */
    public readonly limits?: CompiledLimits,
  ) {
    const { kind, access, ownAccount } = resolved;
    this.isForeign = (kind === 'user' || kind === 'role' || kind === 'session') && access === undefined && !ownAccount;
    this.needsNoPolicy = kind === 'root' || this.isForeign;
    this.identity = compilePolicies(resolved.identity, evaluation);
    this.boundary = resolved.boundary && compilePolicies([resolved.boundary], evaluation);
  }

  /** The condition keys that follow from the principal; most requests settle without them. */
  public get keys(): PrincipalKeys {
    return (this.ownKeys ??= platformPrincipalKeys(principalKeys(this.resolved), this.evaluation));
  }

  /** A bucket as this principal sees it, if it was asked before. */
  public knownView(name: string | undefined): BucketView | undefined {
    return this.views.get(name);
  }

  /** A bucket as this principal sees it. */
  public addView(name: string | undefined, bucket: CompiledBucket): BucketView {
    const statements: NamedStatement[] = [];
    const allowList = isAllowList(this.evaluation, this.resolved, bucket.access?.policy !== undefined);
    for (const statement of governs(this.evaluation, this.resolved) ? bucket.statements : []) {
      const match = matchStatement(statement, this.resolved);
      if (match.direct + match.limited + match.account > 0) statements.push({ statement, match });
    }
    const account = bucket.access?.account ?? this.stateAccount;
    const sameAccount = allowList || this.isSameAccount(bucket);
    const view: BucketView = { bucket, account, sameAccount, allowList, statements, plans: new Map() };
    this.weigh(statements.length);
    this.views.set(name, view);
    return view;
  }

  /** The statements that requests for an action on a bucket ask. */
  public addPlan(name: string | undefined, view: BucketView, asked: string): RequestPlan {
    checkAction(asked);
    const { boundary } = this;
    const identity = view.allowList ? [] : this.identity;
    const action = asked.toLowerCase();
    const bucketDenies = !isOwnersRescue(this.resolved.kind, action, view);
    const needsNoPolicy = this.needsNoPolicy && !view.allowList;
    // only S3's own buckets tell by their names which statements may speak of them
    const named = view.bucket.governed === undefined ? name : undefined;
    const limits = this.limitsOf(view.bucket);
    const planned = planRequest({ identity, boundary, bucket: view.statements, bucketDenies, name: named, needsNoPolicy, limits }, action);
    const plan = this.isFree(action) ? { ...planned, isFree: true } : planned;
    this.weigh(plan.deny.length + plan.identity.length + plan.limited.length + plan.direct.length);
    view.plans.set(asked, plan);
    return plan;
  }

  /** What limits access to a resource; absent where nothing does. */
  public limitsOf({ governed, access }: CompiledBucket): readonly Limiting[] | undefined {
    return this.limits?.statementsFor(this.resolved, governed === undefined ? access?.account : governed.account);
  }

  private weigh(candidates: number): void {
    this.weight += PLAN_WEIGHT + candidates;
    if (this.weight < MOST_CANDIDATES) return;
    this.weight = 0;
    this.views.clear();
  }

  /** AWS needs no permission for it, and no policy denies it. */
  private isFree(action: string): boolean {
    return action === 'sts:getcalleridentity' && this.evaluation === undefined && this.resolved.kind !== 'anonymous';
  }

  private isSameAccount(bucket: CompiledBucket): boolean {
    const own = bucket.governed === undefined ? bucket.access?.account : bucket.governed.account;
    const owner = own ?? this.stateAccount;
    const { account, ownAccount } = this.resolved;
    return owner === undefined || account === undefined ? ownAccount && own === undefined : owner === account;
  }
}

/** Of a policy that isn't known nobody knows which principals it names. */
const ANYBODY: PrincipalMatch = { direct: MAYBE, limited: MAYBE, account: MAYBE };
const NOBODY: PrincipalMatch = { direct: NO, limited: NO, account: NO };

/** How a statement of a bucket policy speaks of a principal. */
export function matchStatement(statement: CompiledStatement, principal: ResolvedPrincipal): PrincipalMatch {
  const { origin } = statement;
  if (origin?.spares?.(principal) === true) return NOBODY;
  const match = matchText(statement, principal);
  if (origin?.may === undefined) return match;
  return { direct: and(match.direct, MAYBE), limited: and(match.limited, MAYBE), account: and(match.account, MAYBE) };
}

/** How the text of a statement speaks of a principal, whether its policy counts or not. */
export function matchText({ source, evaluation }: CompiledStatement, principal: ResolvedPrincipal): PrincipalMatch {
  return source === undefined ? ANYBODY : matchOnPlatform(source, principal, evaluation);
}

const RESCUES: ReadonlySet<string> = new Set(['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy']);

/**
 * The root user of the account that owns a bucket can read, write and delete the bucket policy whatever the policy denies.
 *
 * @param action in lower case
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function isOwnersRescue(kind: ResolvedPrincipal['kind'], action: string, view: BucketView): boolean {
  return kind === 'root' && view.sameAccount && RESCUES.has(action);
}
