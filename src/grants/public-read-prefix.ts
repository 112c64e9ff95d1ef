import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { LIST, READ } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { listingStatements, type Listing } from './listing';
import { BUCKET_GRANT, makeGrant, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';

/** Props of {@link publicReadPrefix}. */
export interface PublicReadPrefixProps extends BucketGrantProps {
  /** The folder, or folders, that everyone may read. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * What everyone may list, too (`s3:ListBucket`), and so find what nobody gave them the address of: `'prefix'` the keys below the prefix,
   * `'bucket'` all keys of the bucket.
   *
   * @default false
   */
  readonly listing?: Listing;
}

const PROPS: Shape<PublicReadPrefixProps> = { ...BUCKET_GRANT, prefix: VALUE, listing: VALUE };

// @construct Lets everyone in the world read below a prefix.
// @construct new PublicReadPrefix('public', { bucket: 'downloads', prefix: 'public/' });
/**
 * Everyone in the world may read the objects below a prefix, without signing in: `s3:GetObject`, in the bucket policy. Old versions and the
 * rest of the bucket stay as they are. Objects that are encrypted with a KMS key can't be read by everyone.
 *
 * AWS refuses such a policy, or ignores it, while public access is blocked, and for every bucket made since April 2023 it is: set
 * `blockPublicPolicy` and `restrictPublicBuckets` of its public access block to false, and see that the account's own block leaves it alone.
 * An engine that finds a public access block of the bucket in the app that says otherwise refuses the grant.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `DeployTimeValue`; on engines `PublicAccessBlocked`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @example
 * accessPlan({ external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/' })] }] });
 */
export const publicReadPrefix: Intent<PublicReadPrefixProps, Grant> = withProps('PublicReadPrefix', PROPS, (props) => ({
  ...makeGrant('PublicReadPrefix', props, () => {
    const { bucket, listing = false } = props;
    const prefixes = prefixList(props.prefix);
    return [
      { sid: 'PublicReadPrefix', actions: READ, resources: prefixes.map((prefix) => objectArn(bucket, prefix, ANY)) },
      ...listingStatements('PublicReadPrefixList', bucket, prefixes, listing, LIST),
    ];
  }),
  principals: '*',
}));
