import type { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import type { Grant } from '../grants/grant';
import type { AdoptedPolicy } from '../plan/adopted-policy';
import { identityDocument } from '../plan/identity-document';
import type { MemberList } from '../plan/membership';
import { membersFor } from '../plan/per-member';
import { manyForOneAdopted, memberTooLate } from '../plan/refusals';
import { makePolicy, namedAfter, type GrantedPolicy, type MadePolicy, type PolicyResources } from './identity-policies';
import type { Placement } from './placement';
import type { Principal } from './principals';

/** What a grant came to. */
export interface WrittenGrant {
  readonly policies: readonly GrantedPolicy[];
  readonly resources: PolicyResources;
}

/**
 * Writes a grant for its grantee; for a group whose platform fills in no variables, a grant that depends on the user's name for each member.
 *
 * @param group the members of the grantee, where it is a group that is made here
 * @throws AccessError `UnsupportedOnPlatform`, `AdoptedPolicy`, `PolicyTooLarge`, `TooManyPolicies`, `PolicyNameTwice`
 */
export function writeGrant(
  principal: Principal, group: MemberList<Principal> | undefined, grant: Grant, placement: Placement, adopt?: AdoptedPolicy,
): WrittenGrant {
  const { name, platform } = placement;
  const members = group && membersFor(grant, group, platform);
  if (!members) {
    const { policy, resources } = writeFor(`${name}-policy`, principal, grant, placement, adopt);
    return { policies: [policy], resources };
  }
  if (adopt) throw manyForOneAdopted(name, principal.name, adopt.name);
  group.close(() => memberTooLate(group.name, name, platform));
  const written = members.map((member) => [member.name, writeFor(`${name}-policy-${member.name}`, member, grant, placement)] as const);
  const inline = written.map(([member, { resources }]) => [member, resources.inlinePolicy as UserPolicy] as const);
  return { policies: written.map(([, { policy }]) => policy), resources: { memberPolicies: new Map(inline) } };
}

function writeFor(logical: string, principal: Principal, grant: Grant, placement: Placement, adopt?: AdoptedPolicy): MadePolicy {
  const document = principal.budget.place(identityDocument([grant], principal, placement.platform), adopt?.arn !== undefined);
  const named = namedAfter(document, principal, placement, adopt);
  return makePolicy(logical, principal, named, grant.buckets, placement, adopt);
}
