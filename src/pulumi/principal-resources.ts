import type { Group } from '@pulumi/aws/iam/group';
import type { Role } from '@pulumi/aws/iam/role';
import type { User } from '@pulumi/aws/iam/user';
import * as pulumi from '@pulumi/pulumi';
import { existingGroup, existingRole, existingUser, PRINCIPAL, type ExistingPrincipal } from '../plan/principals';
import type { Reader } from '../shape/readers';
import { plainOrPlaceholder } from './placeholders';

/** A user, group or role of the provider's own class. */
export type OwnPrincipal = User | Group | Role;

const KINDS: Readonly<Record<string, (name: string) => ExistingPrincipal>> = {
  'aws:iam/user:User': existingUser,
  'aws:iam/group:Group': existingGroup,
  'aws:iam/role:Role': existingRole,
};

/** The same object is the same principal, however often it is named. */
const principals = new WeakMap<object, ExistingPrincipal>();
const resources = new WeakMap<object, pulumi.Resource>();

/** A user, group or role of the provider's own class as a principal by its name; any other value as it is. */
function ofResource(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !pulumi.CustomResource.isInstance(value)) return value;
  const type = pulumi.resourceType(value);
  const make = KINDS[type];
  if (make === undefined) return value;
  const known = principals.get(value);
  if (known !== undefined) return known;
  const principal = make(plainOrPlaceholder(`${type} name`, (value as pulumi.CustomResource & { readonly name: pulumi.Output<string> }).name));
  principals.set(value, principal);
  resources.set(principal, value);
  return principal;
}

/** The provider's own object behind a principal, where it was named by one. */
export function resourceOf(principal: unknown): pulumi.Resource | undefined {
  return typeof principal === 'object' && principal !== null ? resources.get(principal) : undefined;
}

/** Reads a principal: a construct of this package, the provider's own object, or one that a function of the core names. */
export const ANY_PRINCIPAL: Reader = (value, at) => PRINCIPAL(ofResource(value), at);
