/*
 * A bucket that partners read through access points of their own, with one statement beside the grants that none of them says.
 * In Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { anotherAccount, aws } from 'bucket-grants';
import { ReadOnlyPrefix, StorageProvider, StorageUser } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-central-1' }) });
const opts = { provider: store.provider };

const at = { region: 'eu-central-1', account: '111122223333' };
const reads = { bucket: 'acme-exchange', prefix: 'reports/' };
// each partner has an access point, and its grant stands there and not in the policy of the bucket
new ReadOnlyPrefix('north', { ...reads, grantee: anotherAccount('444455556666'), through: { ...at, accessPoint: 'north-in' } }, opts);
const office = { ...at, accessPoint: 'south-in', vpc: 'vpc-0123456789abcdef0' };
new ReadOnlyPrefix('south', { ...reads, grantee: anotherAccount('777788889999'), through: office }, opts);
// what no grant says: read the bucket's logging and tags, for an inventory of buckets
const inventory = {
  Effect: 'Allow', Action: ['s3:GetBucketLogging', 's3:GetBucketTagging'], Resource: 'arn:aws:s3:::acme-exchange',
} as const;
new StorageUser('inventory', { customStatements: [inventory] }, opts);
