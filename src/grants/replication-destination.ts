import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { keyStatement } from './kms-key';
import { BUCKET_GRANT, makeGrantOn, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { copying, ENCRYPT_COPIES } from './replication-copies';

/** Props of {@link replicationDestination}. */
export interface ReplicationDestinationProps extends BucketGrantProps {
  /**
   * The folder, or folders, that copies are written to, under the keys of the source. Each ends in `/`; `''` is the whole bucket.
   *
   * @default ''
   */
  readonly prefix?: Prefixes;
  /**
   * Whether deletes are copied, too (`s3:ReplicateDelete`).
   *
   * @default false
   */
  readonly replicateDeletes?: boolean;
  /**
   * Whether the copies may be made those of this bucket's account (`s3:ObjectOwnerOverrideToBucketOwner`). A bucket whose ACLs are disabled owns them
   * anyway.
   *
   * @default false
   */
  readonly overrideOwner?: boolean;
  /**
   * ARN of the KMS key that the copies are encrypted with. `keyPolicyStatements` makes of it what the policy of the key needs for the role.
   *
   * @default - the copies are encrypted without a key of KMS
   */
  readonly kmsKey?: string;
}

const PROPS: Shape<ReplicationDestinationProps> = {
  ...BUCKET_GRANT, prefix: VALUE, replicateDeletes: VALUE, overrideOwner: VALUE, kmsKey: VALUE,
};

// @construct new ReplicationDestination('copies', { bucket: 'releases-copy', grantee: externalPrincipal('arn:aws:iam::444455556666:role/replication') });
/**
 * What the role of another account needs of a bucket to replicate to it: writing copies with their tags, and nothing else. Give it to
 * `externalPrincipal(…)`, the role that has {@link replicationSource} in its own account; in the bucket's policy it becomes the other half of that. With
 * the same options on both sides both are what S3 asks for.
 *
 * AWS's own example also lists the bucket and sets its versioning, which the role has no permission for in its account, so that it never could.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html#setting-repl-config-crossacct
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
 * @example
 * accessPlan({ external: [{
 *   grantee: externalPrincipal('arn:aws:iam::444455556666:role/replication'), grants: [replicationDestination({ bucket: 'releases-copy' })],
 * }] });
 */
export const replicationDestination: Intent<ReplicationDestinationProps, Grant> = withProps('ReplicationDestination', PROPS, (props) => {
  const { bucket, prefix, replicateDeletes = false, overrideOwner = false, kmsKey, when } = props;
  const grant = makeGrantOn('ReplicationDestination', [bucket], when, () => {
    const prefixes = prefixList(prefix === undefined ? '' : prefix);
    checkChoice('replicateDeletes', replicateDeletes, [false, true]);
    checkChoice('overrideOwner', overrideOwner, [false, true]);
    const resources = prefixes.map((each) => objectArn(bucket, each, ANY));
    return [{ sid: 'ReplicationDestination', actions: copying(replicateDeletes, overrideOwner), resources }];
  });
  return kmsKey === undefined ? grant : { ...grant, keyStatements: [keyStatement('ReplicationDestinationKey', bucket, kmsKey, ENCRYPT_COPIES)] };
});
