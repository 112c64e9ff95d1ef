import { Construct } from 'constructs';
import type { Grant } from '../grants/grant';
import type { AdoptedPolicy } from '../plan/adopted-policy';
import { identityDocument } from '../plan/identity-document';
import { membersFor } from '../plan/per-member';
import { manyForOneAdopted, memberTooLate } from '../plan/refusals';
import type { ResourceOf, TerraformEngine } from './engine';
import type { GrantedPolicy, PolicyResources } from './identity-policy';
import type { Member } from './members';
import type { Placement } from './platform-scope';
import { ownerOf, writePolicy, type GranteeBase } from './policy-owner';
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
  engine: E, scope: Construct, grantee: GranteeBase<E>, grant: Grant, placement: Placement, adopted?: AdoptedPolicy,
): WrittenGrant<E> {
  const { platform } = placement;
  const owner = ownerOf(scope, grantee, placement);
  const list = grantee instanceof StorageGroupBase ? grantee.list : undefined;
  const members = list && membersFor<Member<E>>(grant, list, platform);
  if (!members) {
    const { policy, resources } = writePolicy(engine, scope, owner, identityDocument([grant], owner, platform), placement, grant.buckets, adopted);
    return { policies: [policy], resources };
  }
  if (adopted) throw manyForOneAdopted(scope.node.path, owner.name, adopted.name);
  list?.close(() => memberTooLate(owner.name, scope.node.path, platform));
  const written = members.map((member) => {
    const user = ownerOf<E>(scope, member, placement);
    const home = new Construct(scope, `Member-${member.name}`);
    return [member.name, writePolicy(engine, home, user, identityDocument([grant], user, platform), placement, grant.buckets)] as const;
  });
  const inline = written.map(([name, { resources }]) => [name, resources.inlinePolicy as ResourceOf<E, 'IamUserPolicy'>] as const);
  return { policies: written.map(([, { policy }]) => policy), resources: { memberPolicies: new Map(inline) } };
}
