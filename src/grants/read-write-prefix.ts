import { objectArn } from '../policy/arn';
import { ANY } from '../policy/text';
import { DELETE, DELETE_VERSIONS, LIST, LIST_VERSIONS, READ, READ_VERSIONS, TAGGING, UPLOAD, UPLOAD_HELPFUL } from '../s3/action-sets';
import { checkBucketName, checkPrefix } from '../s3/names';
import type { Grant, Intent } from './grant';
import { listBelow } from './listing';
import { checkChoice } from './props';

/** Props of {@link readWritePrefix}. */
export interface ReadWritePrefixProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** The folder to read and write. Ends in `/`; `''` is the whole bucket. */
  readonly prefix: string;
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
}

/**
 * Reads, lists and uploads below a prefix: what {@link readOnlyPrefix} and {@link writeOnlyUploader} give together. Deleting is an
 * option of its own, and so is deleting versions. Mind that an upload overwrites an existing key.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`
 * @example
 * readWritePrefix({ bucket: 'shared', prefix: 'team-a/', delete: true });
 */
export const readWritePrefix: Intent<ReadWritePrefixProps, Grant> = (props) => {
  const { bucket, prefix, delete: deletes = false, deleteVersions = false, versions = false, tagging = false } = props;
  checkBucketName(bucket);
  checkPrefix(prefix);
  for (const [name, value] of Object.entries({ delete: deletes, deleteVersions, versions, tagging })) checkChoice(name, value, [false, true]);
  const actions = [
    ...READ,
    ...UPLOAD,
    ...(versions ? READ_VERSIONS : []),
    ...(tagging ? TAGGING : []),
    ...(deletes ? DELETE : []),
    ...(deleteVersions ? DELETE_VERSIONS : []),
  ];
  return {
    kind: 'grant',
    name: 'ReadWritePrefix',
    bucket,
    statements: [
      { sid: 'ReadWritePrefix', actions, helpful: UPLOAD_HELPFUL, resources: [objectArn(bucket, prefix, ANY)] },
      listBelow('ReadWritePrefixList', bucket, [prefix], [...LIST, ...(versions ? LIST_VERSIONS : [])]),
    ],
  };
};
