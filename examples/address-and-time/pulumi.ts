/*
 * A supplier uploads from its own network until the project ends, in Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { aws } from 'bucket-grants';
import { DenyIpRanges, StorageProvider, WriteOnlyUploader } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

// all conditions of a grant must be met
new WriteOnlyUploader('supplier', {
  bucket: 'acme-inbox',
  prefix: 'supplier/',
  when: { ipRanges: ['203.0.113.0/24'], notAfter: '2027-03-31T18:00:00Z', https: true },
}, opts);
// a guard holds for everybody, no matter who gave them access
new DenyIpRanges('blocked', { bucket: 'acme-inbox', ipRanges: ['203.0.113.128/25'] }, opts);
