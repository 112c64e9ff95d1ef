import { activeScale, aws, cephRgw, deltaGlider, minio, relayer, type Platform } from '../../src';

const activeScaleEndpoints = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };

/** One of each platform, for tests that go over all. */
export const platforms: readonly Platform[] = [
  aws(),
  activeScale({ version: '7.1', ...activeScaleEndpoints }),
  activeScale({ version: '7.0', ...activeScaleEndpoints }),
  cephRgw({ endpoint: 'https://rgw.store.example' }),
  minio({ endpoint: 'https://minio.store.example' }),
  relayer(),
  deltaGlider(),
];
