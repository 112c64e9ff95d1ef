import type { Assembly } from '../assembly';
import { blocks, own } from '../json';
import type { AclGrant, BucketAcl, ObjectOwnership, PublicAccessBlock } from '../resource-access';
import type { SourceResource } from '../source';

const BLOCK = [
  ['blockPublicAcls', 'block_public_acls'], ['ignorePublicAcls', 'ignore_public_acls'], ['blockPublicPolicy', 'block_public_policy'],
  ['restrictPublicBuckets', 'restrict_public_buckets'],
] as const;

/**
 * The settings of Block Public Access. One that isn't set has the provider's default; one whose value isn't known is left out.
 *
 * @param get reads a setting by its name in Terraform and in Pulumi
 * @param unset what a setting is that isn't set
 */
export function blockSettings(get: (terraform: string, pulumi: string) => unknown, unset: boolean): PublicAccessBlock {
  return Object.fromEntries(BLOCK.flatMap(([name, attribute]) => {
    const value = get(attribute, name) ?? unset;
    // Terraform takes the text, too
    const is = typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
    return is === undefined ? [] : [[name, is]];
  }));
}

/** Ownerships, as the rule in a block says. */
export function ownershipOf(resource: SourceResource): ObjectOwnership | undefined {
  const [rule] = blocks(resource.get('rule'));
  const value = own(rule, 'object_ownership') ?? own(rule, 'objectOwnership');
  return OWNERSHIPS.find((one) => one === value);
}

const OWNERSHIPS: readonly ObjectOwnership[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/** What canned ACLs of a bucket give beside the owner. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: Readonly<Record<string, readonly AclGrant[]>> = {
  'private': [],
  'bucket-owner-read': [],
  'bucket-owner-full-control': [],
  'public-read': [{ grantee: 'AllUsers', permission: 'READ' }],
  'public-read-write': [{ grantee: 'AllUsers', permission: 'READ' }, { grantee: 'AllUsers', permission: 'WRITE' }],
  'authenticated-read': [{ grantee: 'AuthenticatedUsers', permission: 'READ' }],
  'log-delivery-write': [{ grantee: 'LogDelivery', permission: 'WRITE' }, { grantee: 'LogDelivery', permission: 'READ_ACP' }],
};

/** The ACL that a resource sets on a bucket; without grants where the source doesn't tell them, or names a canned one that isn't known. */
export function aclOf(state: Assembly, resource: SourceResource, bucket: string): BucketAcl {
  const name = `ACL of ${bucket}`;
  const canned = state.text(resource, 'acl');
  const policy = resource.get('access_control_policy');
  const grants = canned !== undefined ? cannedGrants(canned) : typeof policy === 'string' ? undefined : grantsIn(state, policy);
  if (grants === undefined) state.draft.unknown(resource.where, "what the ACL gives isn't known");
  return { name, ...(grants !== undefined && { grants }) };
}

/** What an ACL in the block of a bucket says: what it gives, and whose the bucket is. */
interface BlockAcl {
  readonly acl?: BucketAcl;
  readonly owner?: string;
}

/**
 * The retired way: the ACL in the bucket's own block. In states the provider also repeats there what is in force, with the owner's own
 * permission; the owner is taken to be the one account that has everything.
 */
export function aclInBlock(state: Assembly, resource: SourceResource, bucket: string): BlockAcl {
  const name = `ACL of ${bucket}`;
  const canned = state.text(resource, 'acl');
  const listed = resource.get('grant');
  const isListed = typeof listed === 'string' ? listed !== '' : blocks(listed).length > 0;
  if (canned === undefined && !isListed) return {};
  const isMade = (state.text(resource, 'hosted_zone_id') ?? state.text(resource, 'bucket_domain_name')) !== undefined;
  const known = isListed ? grantsInBlock(state, listed, isMade) : undefined;
  const asked = canned === undefined ? undefined : cannedGrants(canned);
  const isOne = canned === undefined || !isListed || (asked !== undefined && known !== undefined && textOf(asked) === textOf(known.grants));
  const grants = isOne ? asked ?? known?.grants : undefined;
  const owner = known?.owner === undefined ? {} : { owner: known.owner };
  if (grants === undefined) {
    state.draft.unknown(`${resource.where}.${canned === undefined ? 'grant' : 'acl'}`, "what the ACL gives isn't known");
    return { acl: { name }, ...owner };
  }
  return { ...(grants.length > 0 && { acl: { name, grants } }), ...owner };
}

function textOf(grants: readonly AclGrant[]): string {
  return [...new Set(grants.map(({ grantee, permission }) => `${grantee} ${permission}`))].sort().join();
}

/** What names the account that asks. */
const OWN_ID = 'data.aws_canonical_user_id.';

interface ListedGrants {
  readonly grants: readonly AclGrant[];
  readonly owner?: string;
}

function grantsInBlock(state: Assembly, list: unknown, isMade: boolean): ListedGrants | undefined {
  if (typeof list === 'string') return undefined;
  const grants: AclGrant[] = [];
  for (const grant of blocks(list)) {
    const uri = own(grant, 'uri');
    const text = [own(grant, 'id'), uri].find((one) => typeof one === 'string' && one !== '');
    const permissions: unknown = own(grant, 'permissions');
    if (typeof text !== 'string' || !Array.isArray(permissions)) return undefined;
    if (state.tokens.whole(text)?.label.includes(OWN_ID) === true) continue;
    if (!state.tokens.isKnown(text)) return undefined;
    for (const one of permissions) {
      const permission = PERMISSIONS.find((known) => known === one);
      if (permission === undefined) return undefined;
      grants.push({ grantee: GROUP.exec(text)?.[1] ?? text, permission });
    }
  }
  const full = isMade ? grants.filter(({ grantee, permission }) => permission === 'FULL_CONTROL' && !GROUPS.has(grantee)) : [];
  const [owner] = full.length === 1 ? full : [];
  return owner === undefined ? { grants } : { grants: grants.filter(({ grantee }) => grantee !== owner.grantee), owner: owner.grantee };
}

function cannedGrants(canned: string): readonly AclGrant[] | undefined {
  return Object.hasOwn(CANNED, canned) ? CANNED[canned] : undefined;
}

const GROUP = /\/(AllUsers|AuthenticatedUsers|LogDelivery)$/;
const GROUPS: ReadonlySet<string> = new Set(['AllUsers', 'AuthenticatedUsers', 'LogDelivery']);
const PERMISSIONS: readonly AclGrant['permission'][] = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'];

function grantsIn(state: Assembly, policy: unknown): readonly AclGrant[] | undefined {
  const [block] = blocks(policy);
  if (block === undefined) return [];
  const [owner] = blocks(own(block, 'owner'));
  const list = own(block, 'grant') ?? own(block, 'grants');
  const grants: AclGrant[] = [];
  for (const grant of blocks(list)) {
    const [grantee] = blocks(own(grant, 'grantee'));
    const uri = own(grantee, 'uri');
    const text = [own(grantee, 'id'), own(grantee, 'email_address') ?? own(grantee, 'emailAddress'), uri].find((one) => typeof one === 'string' && one !== '');
    const permission = PERMISSIONS.find((one) => one === own(grant, 'permission'));
    if (typeof text !== 'string' || permission === undefined || !state.tokens.isKnown(text)) return undefined;
    // the owner's own account has what its policies give
    if (text !== own(owner, 'id')) grants.push({ grantee: GROUP.exec(text)?.[1] ?? text, permission });
  }
  return typeof list === 'string' ? undefined : grants;
}
