import type { ResourceFamily } from './row';

/** Providers of stores with an S3 interface that this package doesn't read: whatever of them has to do with access is named. */
export const OTHER_PROVIDERS: ResourceFamily = {
  title: 'providers of other stores',
  prefixes: [
    'radosgw_', 'wasabi_', 'scaleway_object_', 'scaleway_iam_', 'ovh_cloud_project_user', 'linode_object_storage_', 'digitalocean_spaces_', 'yandex_storage_', 'yandex_iam_',
    'b2_', 'garage_', 'rustfs_', 'vultr_object_storage', 'ionoscloud_s3_', 'exoscale_iam_', 'exoscale_sos_', 'storagegrid_', 'objectscale_', 'outscale_user', 'outscale_policy',
  ],
  unread: {},
  none: [],
};
