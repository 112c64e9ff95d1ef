import type { PolicyDocument, Statement } from '../../policy/document';
import type { NamedPolicy } from '../../state/named-policy';
import type { ResolvedPrincipal } from '../principal';

/** A policy that bears on requests to a resource: the resource's own, or what its other settings amount to. */
export interface ResourcePolicy {
  readonly policy: NamedPolicy;
  /** Why it isn't certain that the policy counts; absent where it is. */
  readonly may?: string;
  /** Principals that it never speaks of, whatever its statements say. */
  readonly spares?: (principal: ResolvedPrincipal) => boolean;
}

/** A policy that something else than a policy document amounts to. */
export function derivedPolicy(name: string, statements: readonly Statement[]): NamedPolicy {
  const document: PolicyDocument = { version: '2012-10-17', statements };
  return { name, document };
}
