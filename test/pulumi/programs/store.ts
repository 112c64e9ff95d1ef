import { activeScale, cephRgw } from '../../../src';
import { ReadOnlyPrefix, StorageProvider } from '../../../src/pulumi';

/** A program for the platform that the environment names. */
const platform = process.env.STORE === 'ceph'
  ? cephRgw({ endpoint: 'https://rgw.store.example' })
  : activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
const provider = new StorageProvider('store', { platform, accessKey: 'AKIA', secretKey: 'hush-hush' });
new ReadOnlyPrefix('dana', { bucket: 'releases', prefix: 'a/', listing: false }, { provider });
