import { objectArn } from '../policy/arn';
import { ANY } from '../policy/text';
import { LIST, LIST_VERSIONS, READ, READ_VERSIONS } from '../s3/action-sets';
import { checkBucketName, checkPrefix } from '../s3/names';
import type { Grant, Intent } from './grant';
import { listBelow } from './listing';
import { checkChoice } from './props';

/** Props of {@link readOnlyPrefix}. */
export interface ReadOnlyPrefixProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** The folder to read. Ends in `/`; `''` is the whole bucket. */
  readonly prefix: string;
  /**
   * Whether old versions may be listed and read too (`s3:GetObjectVersion`, `s3:ListBucketVersions`); deleted data comes back with them.
   *
   * @default false
   */
  readonly versions?: boolean;
}

/**
 * Reads and lists below a prefix: `s3:GetObject` on the objects, and `s3:ListBucket` for listings whose `s3:prefix` lies below it.
 * A client must list with the prefix and its slash (`aws s3 ls s3://downloads/public/`); a listing of the whole bucket is denied.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 * @example
 * readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });
 */
export const readOnlyPrefix: Intent<ReadOnlyPrefixProps, Grant> = ({ bucket, prefix, versions = false }) => {
  checkBucketName(bucket);
  checkPrefix(prefix);
  checkChoice('versions', versions, [false, true]);
  return {
    kind: 'grant',
    name: 'ReadOnlyPrefix',
    bucket,
    statements: [
      { sid: 'ReadOnlyPrefix', actions: [...READ, ...(versions ? READ_VERSIONS : [])], resources: [objectArn(bucket, prefix, ANY)] },
      listBelow('ReadOnlyPrefixList', bucket, [prefix], [...LIST, ...(versions ? LIST_VERSIONS : [])]),
    ],
  };
};
