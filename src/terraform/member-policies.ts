import { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import type { AdoptedPolicy } from '../plan/adopted-policy';
import { identityDocument } from '../plan/identity-document';
import { membersFor } from '../plan/per-member';
import type { Precondition, ResourceOf, TerraformEngine } from './engine';
import type { GrantedPolicy, PolicyOwner, PolicyResources } from './identity-policy';
import type { Placement } from './platform-scope';
import { ownerOf, writePolicy } from './policy-owner';
import { StorageGroupBase } from './storage-group';

/** What a grant came to. */
export interface WrittenGrant<E extends TerraformEngine> {
  readonly policies: readonly GrantedPolicy[];
  readonly resources: PolicyResources<E>;
}

/**
 * Writes a grant for its owner; for a group whose platform fills in no variables, a grant that depends on the user's name for each member.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `AdoptedPolicy`, and what `writePolicy` refuses
 */
export function writeGrant<E extends TerraformEngine>(
  engine: E, scope: Construct, owner: PolicyOwner, grant: Grant, placement: Placement, preconditions: readonly Precondition[],
  adopted?: AdoptedPolicy,
): WrittenGrant<E> {
  const { platform } = placement;
  const group = owner instanceof StorageGroupBase ? owner as StorageGroupBase<E> : undefined;
  const members = group && membersFor(grant, group, platform);
  if (!members) {
    const { policy, resources } = writePolicy(engine, scope, owner, identityDocument([grant], owner, platform), placement, preconditions, adopted);
    return { policies: [policy], resources };
  }
  if (adopted) {
    throw new AccessError({
      code: 'AdoptedPolicy',
      message: `${scope.node.path} writes a policy for each member of group ${owner.name}, and would take over the one policy ${adopted.name}`,
      remedy: 'leave adopt out and remove the old policy afterwards',
    });
  }
  const written = members.map((member) => {
    const user = ownerOf<E>(scope, member, placement);
    const home = new Construct(scope, `Member-${member.name}`);
    return [member.name, writePolicy(engine, home, user, identityDocument([grant], user, platform), placement, preconditions)] as const;
  });
  const inline = written.map(([name, { resources }]) => [name, resources.inlinePolicy as ResourceOf<E, 'IamUserPolicy'>] as const);
  return { policies: written.map(([, { policy }]) => policy), resources: { memberPolicies: new Map(inline) } };
}
