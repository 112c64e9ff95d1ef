import type { ResourceFamily, UnreadType } from './row';

const S3 = ['s3'];
const EXPRESS = ['s3express'];

const objectAcl = (bucket: string): UnreadType => ({
  reason: 'the ACL of an object is not read: it may give others access to it',
  effect: 'allow',
  services: S3,
  bucket,
  by: [{ attribute: 'acl', harmless: ['private'] }, { attribute: 'grant' }],
});

const accessPoint: UnreadType = {
  reason: 'access points are not read: what their policies give counts beside the policy of the bucket', services: [...S3, ...EXPRESS, 's3-object-lambda'],
};

const accessGrants: UnreadType = {
  reason: 'S3 Access Grants are not read: they give people and roles temporary credentials for what is granted', effect: 'allow', services: S3,
};

const outposts: UnreadType = { reason: 'policies of S3 on Outposts are not read', services: ['s3-outposts'] };

const tables: UnreadType = { reason: 'policies of S3 Tables are not read', services: ['s3tables'] };

const files: UnreadType = {
  reason: 'S3 Files is not read: anyone who may mount the file system reads and writes the bucket behind it', services: [...S3, 's3files'],
};

/** S3 and what belongs to it, in the AWS provider of Terraform. */
export const S3_TYPES: ResourceFamily = {
  title: 'S3',
  prefixes: ['aws_s3'],
  unread: {
    aws_s3_bucket_acl: { reason: 'the ACL of a bucket is not read: it may give everyone, or other accounts, access', effect: 'allow', services: S3, bucket: 'bucket' },
    aws_s3_bucket_ownership_controls: { reason: 'object ownership is not read: it decides whether ACLs count', services: S3, bucket: 'bucket' },
    aws_s3_bucket_public_access_block: { reason: 'Block Public Access of a bucket is not read: what a public policy or ACL gives may be blocked', services: S3, bucket: 'bucket' },
    aws_s3_account_public_access_block: { reason: 'Block Public Access of the account is not read: what public policies and ACLs give may be blocked', services: S3 },
    aws_s3_bucket_abac: { reason: 'attribute-based access control of a bucket is not read: with it, tags of the bucket decide in conditions', services: S3, bucket: 'bucket' },
    aws_s3_bucket_logging: {
      reason: 'grants to those who read delivered logs (target_grant) are not read', effect: 'allow', services: S3, bucket: 'target_bucket', by: [{ attribute: 'target_grant' }],
    },
    aws_s3_bucket_request_payment_configuration: {
      reason: 'who pays for requests is not read: where the requester does, requests without a signature are denied',
      services: S3,
      bucket: 'bucket',
      by: [{ attribute: 'payer', harmless: ['BucketOwner'] }],
    },
    aws_s3_object: objectAcl('bucket'),
    aws_s3_bucket_object: objectAcl('bucket'),
    aws_s3_object_copy: objectAcl('bucket'),
    aws_s3_access_point: accessPoint,
    aws_s3control_access_point_policy: accessPoint,
    aws_s3control_multi_region_access_point: accessPoint,
    aws_s3control_multi_region_access_point_policy: accessPoint,
    aws_s3control_object_lambda_access_point: accessPoint,
    aws_s3control_object_lambda_access_point_policy: accessPoint,
    aws_s3control_directory_bucket_access_point_scope: { reason: 'scopes of access points of directory buckets are not read: they limit what the access point allows', effect: 'deny', services: EXPRESS },
    aws_s3control_access_grant: accessGrants,
    aws_s3control_access_grants_instance: accessGrants,
    aws_s3control_access_grants_instance_resource_policy: accessGrants,
    aws_s3control_access_grants_location: accessGrants,
    aws_s3control_bucket_policy: outposts,
    aws_s3tables_table_bucket_policy: tables,
    aws_s3tables_table_policy: tables,
    aws_s3vectors_vector_bucket_policy: { reason: 'policies of S3 Vectors are not read', services: ['s3vectors'] },
    aws_s3files_file_system: files,
    aws_s3files_file_system_policy: files,
    aws_s3files_access_point: files,
  },
  unreadAttributes: {
    aws_s3_bucket: {
      reason: 'the ACL in the block of a bucket is not read on other platforms than AWS: it may give everyone access',
      effect: 'allow',
      services: S3,
      bucket: 'bucket',
      by: [{ attribute: 'acl', harmless: ['private'] }, { attribute: 'grant' }],
      isReadOnAws: true,
    },
    aws_s3control_object_lambda_access_point: {
      reason: 'what is behind an Object Lambda Access Point is not read: its function, and the access point and the bucket, must let a request through as well',
      effect: 'deny',
      services: ['s3-object-lambda'],
      by: [{ attribute: 'configuration' }],
    },
  },
  none: [
    'aws_s3_bucket_accelerate_configuration', 'aws_s3_bucket_analytics_configuration', 'aws_s3_bucket_cors_configuration',
    'aws_s3_bucket_intelligent_tiering_configuration', 'aws_s3_bucket_inventory', 'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_metadata_configuration', 'aws_s3_bucket_metric', 'aws_s3_bucket_notification', 'aws_s3_bucket_object_lock_configuration',
    'aws_s3_bucket_replication_configuration', 'aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_bucket_versioning',
    'aws_s3_bucket_website_configuration', 'aws_s3_directory_bucket', 'aws_s3control_bucket', 'aws_s3control_bucket_lifecycle_configuration',
    'aws_s3control_multi_region_access_point_routes', 'aws_s3control_storage_lens_configuration', 'aws_s3outposts_endpoint', 'aws_s3files_mount_target',
    'aws_s3files_synchronization_configuration', 'aws_s3tables_namespace', 'aws_s3tables_table_bucket',
    'aws_s3tables_table_bucket_replication', 'aws_s3tables_table_replication', 'aws_s3vectors_index', 'aws_s3vectors_vector_bucket',
  ],
};
