import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { DELETE, DELETE_VERSIONS, LIST, LIST_VERSIONS, READ, READ_VERSIONS, TAGGING } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { listBelow } from './listing';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { uploadStatements, type UploadProps, UPLOAD_PROPS } from './upload';

/** Props of {@link readWritePrefix}. */
export interface ReadWritePrefixProps extends ObjectGrantProps, UploadProps {
  /** The folder, or folders, to read and write. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * Whether objects may be deleted (`s3:DeleteObject`). In a bucket with versioning a delete only hides the object.
   *
   * @default false
   */
  readonly delete?: boolean;
  /**
   * Whether single versions may be deleted for good (`s3:DeleteObjectVersion`).
   *
   * @default false
   */
  readonly deleteVersions?: boolean;
  /**
   * Whether old versions may be listed and read too (`s3:GetObjectVersion`, `s3:ListBucketVersions`).
   *
   * @default false
   */
  readonly versions?: boolean;
  /**
   * Whether tags may be set on objects (`s3:PutObjectTagging`).
   *
   * @default false
   */
  readonly tagging?: boolean;
  /**
   * Whether keys below the prefix may be listed. Without it, a missing key answers 403 instead of 404.
   *
   * @default true
   */
  readonly listing?: boolean;
}

const PROPS: Shape<ReadWritePrefixProps> = {
  ...OBJECT_GRANT,
  ...UPLOAD_PROPS,
  prefix: VALUE,
  delete: VALUE,
  deleteVersions: VALUE,
  versions: VALUE,
  tagging: VALUE,
  listing: VALUE,
};

// @construct Reads, lists and uploads below a prefix, and deletes where asked.
// @construct new ReadWritePrefix('team-a', { bucket: 'shared', prefix: 'team-a/', delete: true, grantee: engineering });
/**
 * Reads, lists and uploads below a prefix: what {@link readOnlyPrefix} and {@link writeOnlyUploader} give together. Deleting is an
 * option of its own, and so is deleting versions. Mind that an upload overwrites an existing key, unless `overwrite: false`.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @example
 * readWritePrefix({ bucket: 'shared', prefix: 'team-a/', delete: true });
 */
export const readWritePrefix: Intent<ReadWritePrefixProps, Grant> = withProps('ReadWritePrefix', PROPS, (props) => makeGrant('ReadWritePrefix', props, () => {
  const { bucket, versions = false, tagging = false, listing = true, delete: deletes = false, deleteVersions = false } = props;
  const prefixes = prefixList(props.prefix);
  const switches = { delete: deletes, deleteVersions, versions, tagging, listing };
  for (const [name, value] of Object.entries(switches)) checkChoice(name, value, [false, true]);
  const actions = [
    ...READ,
    ...(versions ? READ_VERSIONS : []),
    ...(tagging ? TAGGING : []),
    ...(deletes ? DELETE : []),
    ...(deleteVersions ? DELETE_VERSIONS : []),
  ];
  const folders = prefixes.map((prefix) => [prefix]);
  return [
    ...uploadStatements('ReadWritePrefix', prefixes.map((prefix) => objectArn(bucket, prefix, ANY)), props, actions),
    ...(listing ? [listBelow('ReadWritePrefixList', bucket, folders, [...LIST, ...(versions ? LIST_VERSIONS : [])])] : []),
  ];
}));
