import type { Evaluation } from '../platforms/evaluation';
import type { BucketAccess } from '../state/access-state';
import { CompiledStatement, compilePolicies } from './compiled-statement';
import type { PrincipalKeys } from './context-keys';
import { governs, isAllowList } from './governs';
import { matchOnPlatform } from './match/platform-principal';
import type { PrincipalMatch } from './match/principal';
import { platformPrincipalKeys } from './platform-keys';
import type { ResolvedPrincipal } from './principal';
import { principalKeys } from './principal-keys';
import { checkAction } from './request';
import { NamedStatement, RequestPlan, planRequest } from './request-plan';
import { MAYBE } from './truth';

/** A bucket with its policy's statements, compiled once for all principals. */
export interface CompiledBucket {
  /** What the state holds about it; absent when it doesn't hold it. */
  readonly access?: BucketAccess;
  readonly statements: readonly CompiledStatement[];
}

/** One bucket as one principal sees it. */
export interface BucketView {
  readonly bucket: CompiledBucket;
  /** Whether principal and bucket are of one account: then one of the two sides is enough. */
  readonly sameAccount: boolean;
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
  public readonly keys: PrincipalKeys;
  public readonly identity: readonly CompiledStatement[];
  public readonly boundary: readonly CompiledStatement[] | undefined;
  /** Whether the identity side of the principal isn't the state's to tell: it is in another account, and the state doesn't hold it. */
  public readonly isForeign: boolean;
  /** Whether its own side allows everything: a root user, or one whose side isn't the state's to tell. */
  public readonly needsNoPolicy: boolean;
  private readonly views = new Map<string | undefined, BucketView>();
  private weight = 0;

  constructor(
    public readonly resolved: ResolvedPrincipal,
    private readonly stateAccount: string | undefined,
    /** How the platform judges otherwise than AWS. */
    public readonly evaluation: Evaluation | undefined,
  ) {
    const { kind, access, ownAccount } = resolved;
    this.isForeign = (kind === 'user' || kind === 'role' || kind === 'session') && access === undefined && !ownAccount;
    this.needsNoPolicy = kind === 'root' || this.isForeign;
    this.keys = platformPrincipalKeys(principalKeys(resolved), evaluation);
    this.identity = compilePolicies(resolved.identity, evaluation);
    this.boundary = resolved.boundary && compilePolicies([resolved.boundary], evaluation);
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
    const view: BucketView = { bucket, sameAccount: allowList || this.isSameAccount(bucket), allowList, statements, plans: new Map() };
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
    const plan = planRequest({ identity, boundary, bucket: view.statements, bucketDenies, name, needsNoPolicy }, action);
    this.weigh(plan.deny.length + plan.identity.length + plan.limited.length + plan.direct.length);
    view.plans.set(asked, plan);
    return plan;
  }

  private weigh(candidates: number): void {
    this.weight += PLAN_WEIGHT + candidates;
    if (this.weight < MOST_CANDIDATES) return;
    this.weight = 0;
    this.views.clear();
  }

  private isSameAccount(bucket: CompiledBucket): boolean {
    const owner = bucket.access?.account ?? this.stateAccount;
    return owner === undefined || this.resolved.account === undefined
      ? this.resolved.ownAccount && bucket.access?.account === undefined
      : owner === this.resolved.account;
  }
}

/** Of a policy that isn't known nobody knows whom it names. */
const ANYBODY: PrincipalMatch = { direct: MAYBE, limited: MAYBE, account: MAYBE };

/** How a statement of a bucket policy speaks of a principal. */
export function matchStatement(statement: CompiledStatement, principal: ResolvedPrincipal): PrincipalMatch {
  return statement.source === undefined ? ANYBODY : matchOnPlatform(statement.source, principal, statement.evaluation);
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
