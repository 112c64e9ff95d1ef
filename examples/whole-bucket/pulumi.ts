/*
 * A role that does whatever it needs in one bucket, but may not decide who else has access to it, in Pulumi.
 * Run it with `pulumi up` as the program of a stack.
 */
import { aws, existingRole } from 'bucket-grants';
import { FullBucketAccess, StorageProvider } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });

new FullBucketAccess('scratch', { bucket: 'acme-scratch', grantee: existingRole('data-platform') }, { provider: store.provider });
