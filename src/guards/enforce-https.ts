import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { bucketArn, objectArn } from '../policy/arn';
import { ANY } from '../policy/text';
import type { Guard, GuardStatement, GuardTarget } from './guard';

/** A TLS version that a guard may ask for. */
export type TlsVersion = '1.2' | '1.3';

/** Props of {@link enforceHttps}. */
export interface EnforceHttpsProps {
  /**
   * The oldest TLS version that is let in.
   *
   * @default - any TLS version
   */
  readonly minimumTlsVersion?: TlsVersion;
}

/**
 * Denies everyone every action on the bucket and its objects over plain HTTP, and, in a statement of its own, over a TLS version older
 * than `minimumTlsVersion`. It is two statements because over plain HTTP there is no TLS version to compare, and one condition on both
 * would deny nothing.
 *
 * Nobody is locked out: whoever manages the bucket policy does so over HTTPS.
 *
 * @throws AccessError `InvalidOption`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS
 * @example
 * accessPlan({ buckets: { releases: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] } } });
 */
export const enforceHttps: Intent<EnforceHttpsProps | void, Guard> = (props) => {
  const version = props?.minimumTlsVersion;
  checkChoice('minimumTlsVersion', version, [undefined, '1.2', '1.3']);
  return {
    kind: 'guard',
    name: 'EnforceHttps',
    needsHttps: true,
    statements: (target) => [
      denyAll(target, 'EnforceHttps', 'Bool', 'aws:SecureTransport', 'false'),
      ...(version ? [denyAll(target, 'EnforceHttpsTls', 'NumericLessThan', 's3:TlsVersion', version)] : []),
    ],
  };
};

function denyAll({ bucket }: GuardTarget, sid: string, operator: string, key: string, value: string): GuardStatement {
  return {
    sid,
    principals: '*',
    actions: ['s3:*'],
    resources: [bucketArn(bucket), objectArn(bucket, ANY)],
    conditions: [{ operator, key, values: [value] }],
  };
}
