/** Whether a statement gives access or takes it away. */
export type Effect = 'Allow' | 'Deny';

/**
 * The two versions of the policy language. Policy variables exist only in `2012-10-17`; a document without a version is
 * read as `2008-10-17`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** Principals by kind, each a list of the strings that the policy language uses (`*`, account, ARN, service name, canonical id). */
export interface PrincipalMap {
  /** Accounts, users, roles and role sessions; `*` is everyone, anonymous included. */
  readonly AWS?: readonly string[];
  /** Service principals such as `logging.s3.amazonaws.com`. */
  readonly Service?: readonly string[];
  /** OIDC and SAML providers. */
  readonly Federated?: readonly string[];
  /** Canonical user ids. */
  readonly CanonicalUser?: readonly string[];
}

/** Who a resource policy's statement speaks of. `'*'` and `{ AWS: ['*'] }` mean the same: everyone. */
export type Principals = '*' | PrincipalMap;

/** One line of a `Condition` block: an operator, a key and the values it is held against. */
export interface Condition {
  /** As written, with set operator and `IfExists`: `StringLike`, `ForAnyValue:StringEqualsIfExists`, `Null`. */
  readonly operator: string;
  /** The condition key, such as `s3:prefix`; case-insensitive. */
  readonly key: string;
  /** The values, any of which satisfies the operator (none of which, for a negated one). Numbers and booleans are kept as their text. */
  readonly values: readonly string[];
}

/** One statement. All lists are in the IAM language: `*`, `?` and `${…}` in them mean what they mean there. */
export interface Statement {
  /** Its name in the document. */
  readonly sid?: string;
  /** Gives or takes. */
  readonly effect: Effect;
  /** Who it speaks of; in resource policies only. */
  readonly principals?: Principals;
  /** Everyone but these; in resource policies only. */
  readonly notPrincipals?: Principals;
  /** Action patterns. */
  readonly actions?: readonly string[];
  /** Every action but these. */
  readonly notActions?: readonly string[];
  /** Resource ARN patterns. */
  readonly resources?: readonly string[];
  /** Every resource but these. */
  readonly notResources?: readonly string[];
  /** All of these must hold. */
  readonly conditions?: readonly Condition[];
}

/** A policy document in one normal form, whatever shape its JSON had. */
export interface PolicyDocument {
  /** The language version; decides whether `${…}` is a variable. */
  readonly version: PolicyVersion;
  /** The document's name; in resource policies only. */
  readonly id?: string;
  /** Its statements in their order, which never matters for what they allow. */
  readonly statements: readonly Statement[];
}
