/*
 * A supplier uploads from its own network until the project ends, in cdktn. Run it: npx tsx examples/address-and-time/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { aws } from 'bucket-grants';
import { DenyIpRanges, StorageProvider, WriteOnlyUploader } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'address-and-time');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

// all conditions of a grant must be met
new WriteOnlyUploader(stack, 'supplier', {
  bucket: 'acme-inbox',
  prefix: 'supplier/',
  when: { ipRanges: ['203.0.113.0/24'], notAfter: '2027-03-31T18:00:00Z', https: true },
});
// a guard holds for everybody, no matter who gave them access
new DenyIpRanges(stack, 'blocked', { bucket: 'acme-inbox', ipRanges: ['203.0.113.128/25'] });

app.synth();
