import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Deny } from './deny';
import type { Guard, GuardStatement } from './guard';
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

// @construct Denies everyone every action on the bucket and its objects over plain HTTP.
// @construct It merges with the other guards of the bucket into one policy, no matter who declares them and in whatever order.
// @construct new EnforceHttps('https', { bucket: bucket.id, minimumTlsVersion: '1.2' });
/**
 * Denies everyone every action on the bucket and its objects over plain HTTP, and, in a statement of its own, over a TLS version older
 * than `minimumTlsVersion`. It is two statements because over plain HTTP there is no TLS version to compare, and one condition on both
 * would deny nothing.
 *
 * Nobody is locked out: anyone who manages the bucket policy does so over HTTPS, and over any TLS version, since the second statement leaves
 * managing the policy out. The first leaves nothing out on AWS, and keeps the form in which scanners look for it.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS
 * @example
 * accessPlan({ buckets: { releases: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] } } });
 */
export const enforceHttps: Intent<EnforceHttpsProps | void, Guard> = withOptionalProps('EnforceHttps', PROPS, (props) => {
  const version = props?.minimumTlsVersion;
  checkChoice('minimumTlsVersion', version, [undefined, '1.2', '1.3']);
  const made = (denyPolicyManagement: boolean, statements: (deny: Deny) => readonly GuardStatement[]) => (
    makeGuard('EnforceHttps', { prefix: props?.prefix, denyPolicyManagement }, statements, { requiresHttps: true })
  );
  const plain = (deny: Deny) => deny.everything('EnforceHttps', [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }]);
  const old = (deny: Deny) => (version ? deny.everything('EnforceHttpsTls', [{ operator: 'NumericLessThan', key: 's3:TlsVersion', values: [version] }]) : []);
  // s3:* is what scanners of AWS look for; elsewhere nobody is kept from repairing the policy over plain HTTP
  const [onAws, elsewhere, older] = [made(true, plain), made(false, plain), made(false, old)];
  return {
    ...onAws, statements: (target) => [...(target.platform === undefined ? onAws : elsewhere).statements(target), ...older.statements(target)],
  };
});
