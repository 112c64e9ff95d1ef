import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { DELETE, DELETE_VERSIONS, LIST, LIST_VERSIONS, READ, READ_VERSIONS, TAGGING } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, Intent } from './grant';
import { listingStatements, type Listing } from './listing';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { uploadStatements, type UploadProps, UPLOAD_PROPS } from './upload';

/** Props of {@link readWritePrefix}. */
export interface ReadWritePrefixProps extends ObjectGrantProps, ThroughProps, UploadProps {
  /** The folder, or folders, to read and write. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * Whether objects may be deleted (`s3:DeleteObject`). In a bucket with versioning a delete only hides the object.
   *
   * @default false
   */
  readonly allowDelete?: boolean;
  /**
   * Whether single versions may be deleted for good (`s3:DeleteObjectVersion`).
   *
   * @default false
   */
  readonly allowDeleteVersions?: boolean;
  /**
   * Whether old versions may be listed and read too (`s3:GetObjectVersion`, `s3:ListBucketVersions`).
   *
   * @default false
   */
  readonly allowVersions?: boolean;
  /**
   * Whether tags may be set on objects (`s3:PutObjectTagging`).
   *
   * @default false
   */
  readonly allowTagging?: boolean;
  /**
   * What may be listed (`s3:ListBucket`): `'prefix'` the keys below the prefix, `'bucket'` all keys of the bucket. With `false`, a missing
   * key answers 403 instead of 404.
   *
   * @default 'prefix'
   */
  readonly listing?: Listing;
}

const PROPS: Shape<ReadWritePrefixProps> = {
  ...OBJECT_GRANT,
  ...THROUGH,
  ...UPLOAD_PROPS,
  prefix: VALUE,
  allowDelete: VALUE,
  allowDeleteVersions: VALUE,
  allowVersions: VALUE,
  allowTagging: VALUE,
  listing: VALUE,
};

// @construct Reads, lists and uploads below a prefix, and deletes where asked.
// @construct new ReadWritePrefix('team-a', { bucket: 'shared', prefix: 'team-a/', allowDelete: true, grantee: engineering });
/**
 * Reads, lists and uploads below a prefix: what {@link readOnlyPrefix} and {@link writeOnlyUploader} give together. Deleting is an
 * option of its own, and so is deleting versions. Mind that an upload overwrites an existing key, unless `allowOverwrite: false`.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @example
 * readWritePrefix({ bucket: 'shared', prefix: 'team-a/', allowDelete: true });
 */
export const readWritePrefix: Intent<ReadWritePrefixProps, Grant> = withProps('ReadWritePrefix', PROPS, (props) => makeGrant('ReadWritePrefix', props, () => {
  const { bucket, allowDelete = false, allowDeleteVersions = false, allowVersions = false, allowTagging = false, listing = 'prefix' } = props;
  const prefixes = prefixList(props.prefix);
  const flags = { allowDelete, allowDeleteVersions, allowVersions, allowTagging };
  for (const [name, value] of Object.entries(flags)) checkChoice(name, value, [false, true]);
  const actions = [
    ...READ,
    ...(allowVersions ? READ_VERSIONS : []),
    ...(allowTagging ? TAGGING : []),
    ...(allowDelete ? DELETE : []),
    ...(allowDeleteVersions ? DELETE_VERSIONS : []),
  ];
  return [
    ...uploadStatements('ReadWritePrefix', prefixes.map((prefix) => objectArn(bucket, prefix, ANY)), props, actions),
    ...listingStatements('ReadWritePrefixList', bucket, prefixes, listing, [...LIST, ...(allowVersions ? LIST_VERSIONS : [])]),
  ];
}));
