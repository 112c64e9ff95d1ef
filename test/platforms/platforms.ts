import { activeScale, aws, cephRgw, deltaGlider, minio, relayer, selectel, type Platform } from '../../src';
import { variant } from './variant';

const activeScaleEndpoints = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };

/** What a caller may have confirmed: the table shows what that amounts to, not what Selectel is known to have. */
const confirmed = {
  principal: '{name}',
  actions: [
    's3:AbortMultipartUpload', 's3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket',
    's3:ListBucketMultipartUploads', 's3:ListBucketVersions', 's3:ListMultipartUploadParts', 's3:PutObject',
  ],
  conditionKeys: ['aws:SecureTransport', 'aws:SourceIp', 's3:prefix'],
  operators: ['Bool', 'IpAddress', 'NotIpAddress', 'StringLike'],
};

/** MinIO behind something that strips what is named like a condition key, as a caller may state. */
export const filteredMinio: Platform = variant(
  minio({ scope: 'acme-storage', endpoint: 'https://minio.store.example', requestFilter: 'strips-condition-names' }), { title: 'MinIO behind a filter' },
);

/** One of each platform, for tests that go over all. */
export const platforms: readonly Platform[] = [
  aws(),
  activeScale({ version: '7.1', ...activeScaleEndpoints }),
  activeScale({ version: '7.0', ...activeScaleEndpoints }),
  cephRgw({ endpoint: 'https://rgw.store.example', scope: 'acme' }),
  minio({ scope: 'acme-storage', endpoint: 'https://minio.store.example' }),
  relayer(),
  selectel({ pool: 'ru-1', project: '1a2b3c4d5e6f', managers: ['deployer'], confirmed }),
  deltaGlider(),
];
