import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { LIST, LIST_VERSIONS, READ, READ_VERSIONS } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, Intent } from './grant';
import { listingStatements, type Listing } from './listing';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';

/** Props of {@link readOnlyPrefix}. */
export interface ReadOnlyPrefixProps extends ObjectGrantProps, ThroughProps {
  /** The folder, or folders, to read. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * Whether old versions may be listed and read too (`s3:GetObjectVersion`, `s3:ListBucketVersions`); deleted data comes back with them.
   *
   * @default false
   */
  readonly allowVersions?: boolean;
  /**
   * What may be listed (`s3:ListBucket`): `'prefix'` the keys below the prefix, `'bucket'` all keys of the bucket. With `false`, a missing
   * key answers 403 instead of 404.
   *
   * @default 'prefix'
   */
  readonly listing?: Listing;
}

const PROPS: Shape<ReadOnlyPrefixProps> = { ...OBJECT_GRANT, ...THROUGH, prefix: VALUE, allowVersions: VALUE, listing: VALUE };

// @construct new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: 'public/', grantee: engineering });
/**
 * Reads and lists below a prefix: `s3:GetObject` on the objects, and `s3:ListBucket` for listings whose `s3:prefix` lies below it.
 * A client must list with the prefix and its slash (`aws s3 ls s3://downloads/public/`); a listing of the whole bucket is denied, unless `listing: 'bucket'`.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 * @example
 * readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });
 */
export const readOnlyPrefix: Intent<ReadOnlyPrefixProps, Grant> = withProps('ReadOnlyPrefix', PROPS, (props) => makeGrant('ReadOnlyPrefix', props, () => {
  const { bucket, allowVersions = false, listing = 'prefix' } = props;
  const prefixes = prefixList(props.prefix);
  checkChoice('allowVersions', allowVersions, [false, true]);
  return [
    {
      sid: 'ReadOnlyPrefix',
      actions: [...READ, ...(allowVersions ? READ_VERSIONS : [])],
      resources: prefixes.map((prefix) => objectArn(bucket, prefix, ANY)),
    },
    ...listingStatements('ReadOnlyPrefixList', bucket, prefixes, listing, [...LIST, ...(allowVersions ? LIST_VERSIONS : [])]),
  ];
}));
