import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import type { Platform } from '../platforms/platform';
import { providedType } from '../pulumi/control-planes';

/**
 * Refuses a platform that AWS's provider reaches where the component isn't given one: the default provider of a program is that of AWS itself.
 *
 * @throws AccessError `OutsidePlatform`, `UnsupportedOnPlatform`
 */
export function checkProvided(component: string, platform: Platform, { providers }: pulumi.ComponentResourceOptions): void {
  const isReachedByAws = !isAwsItself(platform) && providedType(platform)?.startsWith('aws:') === true;
  if (!isReachedByAws || (typeof providers === 'object' && 'aws' in providers)) return;
  throw new AccessError({
    code: 'OutsidePlatform',
    message: `${component} is for ${platform.title} and is given no provider: it would be made in AWS`,
    remedy: 'give it the provider of AWS whose endpoints are those of the platform, in the options of the component: providers: { aws: store }',
  });
}
