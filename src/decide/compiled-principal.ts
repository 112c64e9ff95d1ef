import type { BucketAccess, NamedPolicy } from '../state/access-state';
import { CompiledStatement, compilePolicy } from './compiled-statement';
import type { PrincipalKeys } from './context-keys';
import { PrincipalMatch, anyMatch, matchPrincipals } from './match/principal';
import type { ResolvedPrincipal } from './principal';
import { principalKeys } from './principal-keys';
import { StatementSet, statementSet } from './statement-set';
import { MAYBE, Truth, YES } from './truth';

/** A bucket with its policy's statements, compiled once for all principals. */
export interface CompiledBucket {
  /** What the state holds about it; absent when it doesn't hold it. */
  readonly access?: BucketAccess;
  readonly statements: readonly CompiledStatement[];
}

/** A bucket policy as it bears on one principal. */
export interface BucketView {
  /** Whether principal and bucket are of one account: then one of the two sides is enough. */
  readonly sameAccount: boolean;
  readonly deny: StatementSet;
  readonly direct: StatementSet;
  readonly limited: StatementSet;
  readonly account: StatementSet;
}

/** Identity policies or a boundary. */
export interface IdentityView {
  readonly statements: readonly CompiledStatement[];
  readonly allow: StatementSet;
  readonly deny: StatementSet;
}

/** A principal with everything that bears on it, compiled when it is first asked about. */
export class CompiledPrincipal {
  public readonly keys: PrincipalKeys;
  public readonly identity: IdentityView;
  public readonly boundary: IdentityView | undefined;
  private readonly views = new Map<CompiledBucket, BucketView>();

  constructor(public readonly resolved: ResolvedPrincipal, private readonly stateAccount: string | undefined) {
    this.keys = principalKeys(resolved);
    this.identity = identityView(resolved.identity);
    this.boundary = resolved.boundary === undefined ? undefined : identityView([resolved.boundary]);
  }

  /** Whether the identity side of the principal isn't the state's to tell: it is in another account, and the state doesn't hold it. */
  public get isForeign(): boolean {
    const { kind, access, ownAccount } = this.resolved;
    return (kind === 'user' || kind === 'role' || kind === 'session') && access === undefined && !ownAccount;
  }

  /** The bucket's policy as it bears on this principal. */
  public view(bucket: CompiledBucket): BucketView {
    const known = this.views.get(bucket);
    if (known !== undefined) return known;
    const view = this.compileView(bucket);
    this.views.set(bucket, view);
    return view;
  }

  private compileView(bucket: CompiledBucket): BucketView {
    const matches = new Map<CompiledStatement, PrincipalMatch>();
    for (const statement of bucket.statements) matches.set(statement, matchStatement(statement, this.resolved));
    const lane = (select: (match: PrincipalMatch) => Truth, effect: 'Allow' | 'Deny'): StatementSet =>
      statementSet(bucket.statements, effect, (statement) => select(matches.get(statement) ?? ANYBODY));
    return {
      sameAccount: this.isSameAccount(bucket),
      deny: lane(anyMatch, 'Deny'),
      direct: lane((match) => match.direct, 'Allow'),
      limited: lane((match) => match.limited, 'Allow'),
      account: lane((match) => match.account, 'Allow'),
    };
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
  return statement.source === undefined ? ANYBODY : matchPrincipals(statement.source, principal);
}

/** An identity policy has no `Principal`; AWS refuses one that has, so it only may apply. */
export function identityTruth(statement: CompiledStatement): Truth {
  return statement.source?.principals === undefined && statement.source?.notPrincipals === undefined ? YES : MAYBE;
}

function identityView(policies: readonly NamedPolicy[]): IdentityView {
  const statements = policies.flatMap((policy) => compilePolicy(policy));
  return { statements, allow: statementSet(statements, 'Allow', identityTruth), deny: statementSet(statements, 'Deny', identityTruth) };
}
