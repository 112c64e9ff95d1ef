import { AccessError } from '../errors';
import { objectArn } from '../policy/s3-arn';
import { ANY, policyText, policyVariable } from '../policy/text';
import { LIST, READ, READ_VERSIONS } from '../s3/action-sets';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, Intent } from './grant';
import { listingStatements, type Listing } from './listing';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';

/** Props of {@link taggedObjectAccess}. */
export interface TaggedObjectAccessProps extends ObjectGrantProps, ThroughProps {
  /** The folder, or folders, in which objects are read. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /** The key of the object tag that decides, such as `team`: letters, digits and `. _ / = + @ : -`. */
  readonly tag: string;
  /**
   * The key of the grantee's tag whose value the object's tag must have.
   *
   * @default - the same as `tag`
   */
  readonly principalTag?: string;
  /**
   * What may be listed (`s3:ListBucket`): `'prefix'` the keys below the prefix, `'bucket'` all keys of the bucket. A listing shows all of
   * them, whatever their tags.
   *
   * @default false
   */
  readonly listing?: Listing;
  /**
   * Whether old versions may be read by their id, each by the tags of that version.
   *
   * @default false
   */
  readonly allowVersions?: boolean;
}

const PROPS: Shape<TaggedObjectAccessProps> = {
  ...OBJECT_GRANT,
  ...THROUGH,
  prefix: VALUE,
  tag: VALUE,
  principalTag: VALUE,
  listing: VALUE,
  allowVersions: VALUE,
};

// @construct new TaggedObjectAccess('by-team', { bucket: 'shared', prefix: 'reports/', tag: 'team', grantee: existingRole('analyst') });
/**
 * Reads the objects whose tag has the value of the grantee's own tag (attribute-based access): a user or role tagged `team=red` reads the
 * objects tagged `team=red`. Anyone who lacks the tag, and objects without it, are left out.
 *
 * Anyone who may tag objects, users or roles decides who reads what. There is no upload with it: S3 checks the tags of an upload and of
 * a later change of tags by the same keys, so anyone who may set its own tag while uploading could also take over the objects of others.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidTagKey`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 * @example
 * taggedObjectAccess({ bucket: 'shared', prefix: 'reports/', tag: 'team' });
 */
export const taggedObjectAccess: Intent<TaggedObjectAccessProps, Grant> = withProps('TaggedObjectAccess', PROPS, (props) => makeGrant('TaggedObjectAccess', props, () => {
  const { bucket, tag, principalTag = tag, listing = false, allowVersions = false } = props;
  const prefixes = prefixList(props.prefix);
  checkTagKey('tag', tag);
  checkTagKey('principalTag', principalTag);
  checkChoice('allowVersions', allowVersions, [false, true]);
  return [
    {
      sid: 'TaggedObjectAccess',
      actions: [...READ, ...(allowVersions ? READ_VERSIONS : [])],
      resources: prefixes.map((prefix) => objectArn(bucket, prefix, ANY)),
      conditions: [{ operator: 'StringEquals', key: `s3:ExistingObjectTag/${tag}`, values: [policyText(policyVariable(`aws:PrincipalTag/${principalTag}`))] }],
    },
    ...listingStatements('TaggedObjectAccessList', bucket, prefixes, listing, LIST),
  ];
}));

/** Tag keys may hold spaces and letters of any alphabet; a policy can name these only. */
function checkTagKey(option: string, key: string): void {
  if (typeof key === 'string' && /^[A-Za-z0-9._/=+@:-]{1,128}$/.test(key)) return;
  throw new AccessError({
    code: 'InvalidTagKey',
    message: `${option} ${shown(key)} is not a key of a tag that a policy can name; allowed: 1 to 128 letters, digits and . _ / = + @ : -`,
    remedy: `write ${option}: 'team'`,
  });
}
