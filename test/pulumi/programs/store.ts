import { activeScale, cephRgw } from '../../../src';
import { ReadOnlyPrefix, StorageGroup, StorageProvider, StorageUser } from '../../../src/pulumi';

/** A program for the platform that the environment names. */
const platform = process.env.STORE === 'ceph'
  ? cephRgw({ endpoint: 'https://rgw.store.example' })
  : activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
const provider = new StorageProvider('store', { platform, accessKey: 'AKIA', secretKey: 'hush-hush' });
const { user: dana } = new ReadOnlyPrefix('dana', { bucket: 'releases', prefix: 'a/', listing: false }, { provider });
const kim = new StorageUser('kim', {}, { provider });
const staff = new StorageGroup('staff', { members: [dana] }, { provider });
new StorageGroup('others', { members: [kim], membership: 'additive' }, { provider, dependsOn: staff });
staff.addMember(new StorageUser('lee', {}, { provider }));
