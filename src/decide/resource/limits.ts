import type { AccessState } from '../../state/access-state';
import type { AccessLimit } from '../../state/resource-access';
import { type CompiledStatement, compilePolicies, compileResourcePolicies } from '../compiled-statement';
import type { RequestKeys } from '../match/keys';
import type { ResolvedPrincipal } from '../principal';
import { and, MAYBE, NO, not, or, type Truth, YES } from '../truth';

/** Statements of limits with how certainly they bear on something. */
export interface Limiting {
  readonly statements: readonly CompiledStatement[];
  readonly truth: Truth;
  /** Whether it may say all that is allowed. */
  readonly isList: boolean;
}

/**
 * What limits access whatever gives it. Policies of an organization count for certain where they are attached to the account itself; whether an
 * account lies below a root or a unit no source tells.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
 */
export class CompiledLimits {
  private readonly scps: readonly (readonly [AccessLimit, readonly CompiledStatement[]])[];
  private readonly rcps: readonly (readonly [AccessLimit, readonly CompiledStatement[]])[];
  private readonly endpoints: readonly (readonly [AccessLimit, readonly CompiledStatement[]])[];

  /** @param deniesOnly leaves aside what only lists what is allowed */
  public constructor({ limits = [] }: AccessState, private readonly account: string | undefined, private readonly deniesOnly = false) {
    const of = (kind: AccessLimit['kind']) => limits.filter((one) => one.kind === kind).map((one) => (
      [one, kind === 'scp' ? compilePolicies([one.policy], undefined) : compileResourcePolicies([{ policy: one.policy }], undefined)] as const
    ));
    [this.scps, this.rcps, this.endpoints] = [of('scp'), of('rcp'), of('vpcEndpoint')];
  }

  /** Limits of what a principal may do, wherever. */
  public ofPrincipal({ account, ownAccount, kind }: ResolvedPrincipal): readonly Limiting[] {
    if (kind === 'anonymous' || kind === 'other') return [];
    return this.scps.map(([limit, statements]) => {
      const truth = bears(limit, ownAccount ? this.account : account, ownAccount);
      return { statements, truth, isList: truth !== NO && !this.deniesOnly && !leavesRest(statements) };
    });
  }

  /** Limits of what may be done with the resources of an account. @param account absent for the state's own */
  public ofResource(account: string | undefined): readonly Limiting[] {
    const isOwn = account === undefined || account === this.account;
    return this.rcps.map(([limit, statements]) => ({ statements, truth: bears(limit, account ?? this.account, isOwn), isList: false }));
  }

  /** All that may bear on a principal and the resource of a request. */
  public statementsFor(principal: ResolvedPrincipal, account: string | undefined): readonly Limiting[] {
    return [...this.ofPrincipal(principal), ...this.ofResource(account)];
  }

  /** Whether the policies of the VPC endpoints that a request comes through allow it; it needn't come through one. */
  public throughEndpoints(
    keys: RequestKeys, asked: (statements: readonly CompiledStatement[], effect: 'Allow' | 'Deny') => Truth,
  ): Truth {
    if (this.endpoints.length === 0 || this.deniesOnly) return YES;
    // a request that gives no endpoint comes through none
    const endpoint = keys.get('aws:sourcevpce')?.[0];
    if (endpoint === undefined) return YES;
    return this.endpoints.reduce<Truth>((truth, [{ targets = [] }, statements]) => {
      const isThis = targets.includes(endpoint) ? YES : targets.some((one) => !/^vpce-[0-9a-f]+$/.test(one)) ? MAYBE : NO;
      const allowed = and(asked(statements, 'Allow'), not(asked(statements, 'Deny')));
      return and(truth, or(not(isThis), allowed));
    }, YES);
  }
}

/** Whether a limit bears on an account. */
function bears({ targets }: AccessLimit, account: string | undefined, isOwn: boolean): Truth {
  if (targets === undefined) return isOwn ? YES : NO;
  if (account !== undefined && targets.includes(account)) return YES;
  // ids of roots and units, and what isn't known
  return targets.every((one) => /^\d{12}$/.test(one)) && account !== undefined ? NO : MAYBE;
}

/** Whether a service control policy only takes away: it leaves all that it doesn't deny. Of a list of what is allowed it isn't known what else is attached. */
function leavesRest(statements: readonly CompiledStatement[]): boolean {
  const allows = statements.filter(({ effect, source }) => effect === 'Allow' && source !== undefined);
  return allows.length === 0 || allows.some(({ source }) => source?.actions?.includes('*') === true && source.resources?.includes('*') === true && source.conditions === undefined);
}
