import type { IntentStatement } from '../platforms/dialect';

/** What a grant for somebody of the own account is in a bucket policy, where there is no other place for it. */
export interface PlacedStatements {
  /** Tells it from a guard, from grants for others, and from statements that are kept. */
  readonly kind: 'placed';
  /** The name of the grant. */
  readonly grant: string;
  /** What it gives, and to which grantee. */
  readonly statements: readonly IntentStatement[];
  /** What was left out: one sentence each. */
  readonly diagnostics: readonly string[];
}
