/*
 * Rotating the access key of a backup machine without downtime, in Pulumi.
 * Run it: ROTATION_STEP=before|overlap|after pulumi up
 */
import { aws } from 'bucket-grants';
import { StorageProvider, WriteOnlyUploader } from 'bucket-grants/pulumi';
import { currentKeys } from './steps';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const backup = new WriteOnlyUploader('backup', {
  bucket: 'acme-backups',
  prefix: 'nightly/',
  user: { name: 'backup', accessKeys: currentKeys() },
}, { provider: store.provider });

export const accessKeys = [...backup.user.accessKeys.values()].map(({ generation, id, secret }) => ({ generation, id, secret })); // secrets stay secret
