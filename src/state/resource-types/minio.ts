import type { ResourceFamily, UnreadType } from './row';

const directory: UnreadType = { reason: 'who signs in through a directory or an identity provider, and with which policies, is not read', effect: 'allow' };
const anything: UnreadType = { reason: 'what it sets is not read: it may be any user, group or policy' };
/** MinIO's provider of Terraform (aminueza/minio) and of Pulumi. */
export const MINIO_TYPES: ResourceFamily = {
  title: 'MinIO',
  prefixes: ['minio_'],
  read: ['data.minio_iam_policy_document'],
  unread: {
    minio_iam_group_policy: { reason: 'the policy of a group is not read: some versions of the provider make it without attaching it', principals: { kind: 'group', attribute: 'group' } },
    minio_iam_idp_ldap: directory,
    minio_iam_idp_openid: directory,
    minio_iam_ldap_group_policy_attachment: directory,
    minio_iam_ldap_user_policy_attachment: directory,
    minio_iam_import: anything,
    minio_bucket_metadata_import: { reason: 'imported settings of a bucket are not read: they may hold its policy', bucket: 'bucket' },
    minio_config: anything,
    minio_config_restore: anything,
    minio_server_config_etcd: anything,
    minio_site_replication: { reason: 'sites share their users and policies, and those of the others are not in the source' },
    minio_s3_bucket_anonymous_access: { reason: 'what anonymous requests may do in a bucket is not read from this resource', bucket: 'bucket' },
  },
  unreadAttributes: {
    minio_s3_bucket: { reason: 'the canned ACL of a bucket is not read: on MinIO it becomes a policy for anonymous requests', effect: 'allow', bucket: 'bucket', by: [{ attribute: 'acl', harmless: ['private'] }] },
  },
  none: [
    'minio_audit_kafka', 'minio_audit_webhook', 'minio_batch_job', 'minio_ilm_policy', 'minio_ilm_tier', 'minio_kms_key', 'minio_logger_webhook',
    'minio_notify_amqp', 'minio_notify_elasticsearch', 'minio_notify_kafka', 'minio_notify_mqtt', 'minio_notify_mysql', 'minio_notify_nats', 'minio_notify_nsq',
    'minio_notify_postgres', 'minio_notify_redis', 'minio_notify_webhook', 'minio_pool_decommission', 'minio_pool_rebalance', 'minio_prometheus_bearer_token',
    'minio_s3_bucket_cors', 'minio_s3_bucket_lifecycle', 'minio_s3_bucket_notification', 'minio_s3_bucket_object_lock_configuration',
    'minio_s3_bucket_quota', 'minio_s3_bucket_replication', 'minio_s3_bucket_retention',
    'minio_s3_bucket_server_side_encryption', 'minio_s3_bucket_tags', 'minio_s3_bucket_versioning', 'minio_s3_incomplete_upload_cleanup', 'minio_s3_object',
    'minio_s3_object_legal_hold', 'minio_s3_object_retention', 'minio_s3_object_tags', 'minio_server_config_api', 'minio_server_config_heal',
    'minio_server_config_region', 'minio_server_config_scanner', 'minio_server_config_storage_class', 'minio_service_action',
  ],
};
