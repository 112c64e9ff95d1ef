import { activeScale } from '../platforms/active-scale';
import { aws } from '../platforms/aws';
import { cephRgw } from '../platforms/ceph-rgw';
import { deltaGlider } from '../platforms/delta-glider';
import { minio } from '../platforms/minio';
import type { Platform } from '../platforms/platform';
import { relayer } from '../platforms/relayer';

/** Where a platform that must have endpoints is taken to be: what is rendered or checked here never goes there, and says nothing of it. */
const [IAM, S3] = ['https://iam.invalid.example', 'https://s3.invalid.example'];

/** Platforms as far as rules and policy texts go. A new platform is a line here. */
const PLATFORMS: Readonly<Record<string, () => Platform>> = {
  'aws': aws,
  'active-scale': () => activeScale({ version: '7.1', iamEndpoint: IAM, s3Endpoint: S3 }),
  'active-scale-7.0': () => activeScale({ version: '7.0', iamEndpoint: IAM, s3Endpoint: S3 }),
  'ceph-rgw': () => cephRgw({ endpoint: S3 }),
  'delta-glider': () => deltaGlider(),
  'minio': () => minio(),
  'relayer': () => relayer(),
};

/** What `--platform` takes. */
export const PLATFORM_NAMES: readonly string[] = Object.keys(PLATFORMS);

/** The platform of a name that `--platform` took. */
export function platformNamed(name: string): Platform {
  return PLATFORMS[name]();
}
