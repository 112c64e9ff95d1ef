import { existingGroup, existingRole, existingUser, PRINCIPAL, type ExistingPrincipal } from '../plan/principals';
import type { Reader } from '../shape/readers';

/** A user, group or role of the provider's own class. Objects of other classes that look alike are refused when they are read. */
export interface OwnPrincipal {
  /** `aws_iam_user`, `aws_iam_group` or `aws_iam_role`. */
  readonly terraformResourceType: string;
  /** What Terraform calls it. */
  readonly fqn: string;
  /** The name, or the token of it. */
  readonly name: string;
}

/** How the name of a principal is found on the provider's own object: on a resource, and on a data source. */
const KINDS: Readonly<Record<string, readonly [make: (name: string) => ExistingPrincipal, attributes: readonly string[]]>> = {
  aws_iam_user: [existingUser, ['userName', 'name']],
  aws_iam_group: [existingGroup, ['groupName', 'name']],
  aws_iam_role: [existingRole, ['name']],
};

/** The same object is the same principal, however often it is named: its tokens differ from one reading to the next. */
const principals = new WeakMap<object, ExistingPrincipal>();

/** A user, group or role of the provider's own class as a principal by its name, which is a token; any other value as it is. */
export function ofResource(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('terraformResourceType' in value)) return value;
  const [make, attributes] = KINDS[String(value.terraformResourceType)] ?? [];
  if (make === undefined || attributes === undefined) return value;
  const known = principals.get(value);
  if (known !== undefined) return known;
  const name = attributes.map((attribute) => (value as Readonly<Record<string, unknown>>)[attribute]).find((text) => typeof text === 'string');
  const principal = make(name as string);
  principals.set(value, principal);
  return principal;
}

/** Reads a principal: a construct of this package, the provider's own object, or one that a function of the core names. */
export const ANY_PRINCIPAL: Reader = (value, at) => PRINCIPAL(ofResource(value), at);
