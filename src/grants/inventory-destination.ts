import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { withProps } from '../shape/intent';
import { NAME, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { onlyForSource, SERVICE_SOURCE, type ServiceSourceProps } from './service-source';

/** Props of {@link inventoryDestination}. */
export interface InventoryDestinationProps extends Omit<BucketGrantProps, 'when'>, ServiceSourceProps {
  /** The folder, or folders, that reports are written to: the destination prefix of the inventory. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
}

const PROPS: Shape<InventoryDestinationProps> = { bucket: NAME, prefix: VALUE, ...SERVICE_SOURCE };

// @construct Lets S3 write inventories of other buckets below a prefix.
// @construct new InventoryDestination('inventory', { bucket: 'reports', prefix: 'inventory/', sourceBucket: 'releases', sourceAccount: '111122223333' });
// @construct(pulumi) new InventoryDestination('inventory', { bucket: reports.id, prefix: 'inventory/', sourceBucket: 'releases', sourceAccount: '111122223333' });
/**
 * S3 may write inventories and analytics of the source buckets below a prefix: `s3:PutObject` for `s3.amazonaws.com`, in the bucket policy,
 * only on behalf of the source account and its source buckets, and only so that the reports belong to the owner of this bucket
 * (`bucket-owner-full-control`). The inventory itself is set on the source bucket, which may be in another account.
 *
 * Reports that are to be encrypted with a KMS key need a statement in the key's policy, too.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html
 * @example
 * accessPlan({ external: [{ grants: [inventoryDestination({ bucket: 'reports', prefix: 'inventory/', sourceBucket: 'releases', sourceAccount: '111122223333' })] }] });
 */
export const inventoryDestination: Intent<InventoryDestinationProps, Grant> = withProps('InventoryDestination', PROPS, (props) => ({
  ...makeGrant('InventoryDestination', props, () => [{
    sid: 'InventoryDestination',
    actions: ['s3:PutObject'],
    resources: prefixList(props.prefix).map((prefix) => objectArn(props.bucket, prefix, ANY)),
    conditions: [...onlyForSource(props), { operator: 'StringEquals', key: 's3:x-amz-acl', values: ['bucket-owner-full-control'] }],
  }]),
  principals: { Service: ['s3.amazonaws.com'] },
}));
