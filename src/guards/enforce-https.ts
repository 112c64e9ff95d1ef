import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { SCOPE, makeGuard, type GuardScope } from './make-guard';

/** A TLS version that a guard may ask for. */
export type TlsVersion = '1.2' | '1.3';

/** Props of {@link enforceHttps}. */
export interface EnforceHttpsProps extends GuardScope {
  /**
   * The oldest TLS version that is let in.
   *
   * @default - any TLS version
   */
  readonly minimumTlsVersion?: TlsVersion;
}

const PROPS: Shape<EnforceHttpsProps> = { ...SCOPE, minimumTlsVersion: VALUE };

/**
 * Denies everyone every action on the bucket and its objects over plain HTTP, and, in a statement of its own, over a TLS version older
 * than `minimumTlsVersion`. It is two statements because over plain HTTP there is no TLS version to compare, and one condition on both
 * would deny nothing.
 *
 * Nobody is locked out: whoever manages the bucket policy does so over HTTPS. So it leaves nothing out, and keeps the form in which
 * scanners look for it.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS
 * @example
 * accessPlan({ buckets: { releases: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] } } });
 */
export const enforceHttps: Intent<EnforceHttpsProps | void, Guard> = withOptionalProps('EnforceHttps', PROPS, (props) => {
  const version = props?.minimumTlsVersion;
  checkChoice('minimumTlsVersion', version, [undefined, '1.2', '1.3']);
  // s3:* is what scanners of AWS look for; elsewhere nobody is kept from repairing the policy over plain HTTP
  const guard = (denyPolicyManagement: boolean) => makeGuard('EnforceHttps', { prefix: props?.prefix, denyPolicyManagement }, (deny) => [
    ...deny.everything('EnforceHttps', [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }]),
    ...(version ? deny.everything('EnforceHttpsTls', [{ operator: 'NumericLessThan', key: 's3:TlsVersion', values: [version] }]) : []),
  ], { needsHttps: true });
  return { ...guard(true), statements: (target) => guard(target.platform === undefined).statements(target) };
});
