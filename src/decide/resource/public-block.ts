import { publicityOfDocument } from '../../s3/public-access';
import type { AccessState, BucketAccess } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import type { PublicAccessBlock } from '../../state/resource-access';
import type { ResolvedPrincipal } from '../principal';
import { MAYBE, NO, or, type Truth, YES } from '../truth';
import { derivedPolicy, type ResourcePolicy } from './resource-policy';

/** The settings of Block Public Access that are in force: each as certain as the source tells it. */
export type BlockInForce = Readonly<Record<keyof PublicAccessBlock, Truth>>;

const SETTINGS = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'] as const;

/**
 * What several blocks come to: a setting is in force as soon as one of them has it. A block that the source doesn't tell at all is taken to be
 * none.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function blockInForce(...blocks: readonly (PublicAccessBlock | undefined)[]): BlockInForce {
  const known = blocks.filter((block) => block !== undefined);
  const inForce = (setting: keyof PublicAccessBlock) => known.reduce<Truth>((truth, block) => or(truth, certainty(block[setting])), NO);
  return Object.fromEntries(SETTINGS.map((setting) => [setting, inForce(setting)])) as BlockInForce;
}

function certainty(setting: boolean | undefined): Truth {
  return setting === undefined ? MAYBE : setting ? YES : NO;
}

/** Nothing is known of the settings that S3 always has, or has unless they are set otherwise. */
export const NOT_KNOWN: PublicAccessBlock = {};

/** The block of a bucket with that of its account. S3 doesn't let directory buckets be public. */
export function blockOfBucket(state: AccessState, { name, publicAccessBlock }: BucketAccess): BlockInForce {
  return blockInForce(publicAccessBlock ?? (name.endsWith('--x-s3') ? NOT_KNOWN : undefined), state.publicAccessBlock);
}

/**
 * A policy together with what Block Public Access makes of it. Where it restricts, a public policy gives nothing outside the account of the
 * owner, but to services of AWS. Where it refuses public policies, such a policy can't be set anew, and may be in force from before.
 *
 * @param resources patterns of the resource and what lies in it
 * @param account the owner's, where it is known
 * @param isOwn whether a principal is of the owner's account
 */
export function withBlock(
  policy: NamedPolicy,
  block: BlockInForce,
  resources: readonly string[],
  account: string | undefined,
  isOwn: (principal: ResolvedPrincipal) => boolean,
): readonly ResourcePolicy[] {
  if (block.restrictPublicBuckets === NO && block.blockPublicPolicy === NO) return [{ policy }];
  const publicity = policy.document === undefined ? 'unknown' : publicityOfDocument(policy.document);
  if (publicity === 'notPublic') return [{ policy }];
  const refused = block.blockPublicPolicy !== NO && block.restrictPublicBuckets !== YES && policy.document !== undefined;
  const restriction = derivedPolicy(`Block Public Access, beside ${policy.name}`, [
    { sid: 'RestrictPublicBuckets', effect: 'Deny', principals: '*', actions: ['*'], resources },
  ]);
  const certain = publicity === 'public' && block.restrictPublicBuckets === YES;
  const doubt = publicity === 'public' ? "the source doesn't tell whether Block Public Access is on" : "it isn't known whether the policy is public";
  const isOutside = (principal: ResolvedPrincipal) => !isOwn(principal) && !isService(principal);
  // who signs in may be of the owner's account, where nobody tells which that is
  const isOpen = ({ kind }: ResolvedPrincipal) => account === undefined && kind !== 'anonymous';
  return [
    { policy, ...(refused && { may: 'Block Public Access refuses a policy that is public when it is set' }) },
    ...(block.restrictPublicBuckets === NO ? [] : [
      { policy: restriction, spares: (principal: ResolvedPrincipal) => !isOutside(principal) || isOpen(principal), ...(!certain && { may: doubt }) },
      ...(account === undefined ? [{
        policy: restriction,
        spares: (principal: ResolvedPrincipal) => !isOutside(principal) || !isOpen(principal),
        may: "the source doesn't tell the account of the owner",
      }] : []),
    ]),
  ];
}

/** Whether a principal is a service of AWS. */
function isService({ kind, arn = '' }: ResolvedPrincipal): boolean {
  return kind === 'other' && /\.amazonaws\.com(\.cn)?$/.test(arn);
}
