/*
 * A team that shares a bucket, in Pulumi: everybody has a home folder that the others may read, and all write one common folder.
 * Run it with `pulumi up` as the program of a stack.
 */
import { aws, existingUser } from 'bucket-grants';
import { EnforceHttps, PerUserHomeFolder, ReadWritePrefix, StorageGroup, StorageProvider, StorageUser } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const dana = new StorageUser('dana', { accessKeys: ['2026-11'] }, opts);
const engineering = new StorageGroup('engineering', { members: [dana, existingUser('lee')] }, opts);

new PerUserHomeFolder('homes', { bucket: 'acme-shared', prefix: 'home/', grantee: engineering, othersMayRead: true }, opts);
new ReadWritePrefix('common', { bucket: 'acme-shared', prefix: 'common/', grantee: engineering, allowDelete: true }, opts);
new EnforceHttps('https', { bucket: 'acme-shared' }, opts);
