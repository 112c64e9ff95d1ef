/*
 * What writing the copies of a replication takes, for the role in its account and in the policy of the destination alike: each side is worth nothing
 * without the other.
 */

/** What S3 asks of the key of a destination. */
export const ENCRYPT_COPIES: readonly string[] = ['kms:Encrypt'];

/** What S3 asks of the destination. */
export function copying(replicateDeletes: boolean, overrideOwner: boolean): readonly string[] {
  return [
    's3:ReplicateObject', 's3:ReplicateTags',
    ...(replicateDeletes ? ['s3:ReplicateDelete'] : []), ...(overrideOwner ? ['s3:ObjectOwnerOverrideToBucketOwner'] : []),
  ];
}
