/*
 * A team that shares a bucket, in cdktf: everybody has a home folder that the others may read, and all write one common folder.
 * Run it: npx tsx examples/team-folders/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { aws, existingUser } from 'bucket-grants';
import { EnforceHttps, PerUserHomeFolder, ReadWritePrefix, StorageGroup, StorageProvider, StorageUser } from 'bucket-grants/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'team-folders');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const dana = new StorageUser(stack, 'dana', { accessKeys: ['2026-11'] });
const engineering = new StorageGroup(stack, 'engineering', { members: [dana, existingUser('lee')] });

new PerUserHomeFolder(stack, 'homes', { bucket: 'acme-shared', prefix: 'home/', grantee: engineering, othersMayRead: true });
new ReadWritePrefix(stack, 'common', { bucket: 'acme-shared', prefix: 'common/', grantee: engineering, allowDelete: true });
new EnforceHttps(stack, 'https', { bucket: 'acme-shared' });

app.synth();
