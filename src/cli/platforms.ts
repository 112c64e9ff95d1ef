import { InvalidArgumentError, Option } from 'commander';
import { AccessError } from '../errors';
import { activeScale } from '../platforms/active-scale/active-scale';
import { aws } from '../platforms/aws/aws';
import { cephRgw } from '../platforms/ceph-rgw/ceph-rgw';
import { deltaGlider } from '../platforms/delta-glider/delta-glider';
import { minio, minioServer } from '../platforms/minio/minio';
import type { Platform } from '../platforms/platform';
import { relayer } from '../platforms/relayer/relayer';
import { unconfirmedSelectel } from '../platforms/selectel/selectel';

/** Where a platform that must have endpoints is taken to be: what is rendered or checked here never goes there, and says nothing of it. */
export const PLACEHOLDER_HOST = 'invalid.example';
const [IAM, S3] = [`https://iam.${PLACEHOLDER_HOST}`, `https://s3.${PLACEHOLDER_HOST}`];

/** Platforms as far as rules and policy texts go. A new platform is a line here. */
const PLATFORMS: Readonly<Record<string, () => Platform>> = {
  'aws': aws,
  'active-scale': () => activeScale({ version: '7.1', iamEndpoint: IAM, s3Endpoint: S3 }),
  'active-scale-7.0': () => activeScale({ version: '7.0', iamEndpoint: IAM, s3Endpoint: S3 }),
  'ceph-rgw': () => cephRgw({ endpoint: S3 }),
  'delta-glider': () => deltaGlider(),
  'minio': minioServer,
  'relayer': () => relayer(),
};

/** What only some commands can say something true of: of Selectel, what is certain, and what would have to be confirmed. */
const UNCONFIRMED: Readonly<Record<string, () => Platform>> = { selectel: unconfirmedSelectel };

/** What a command does with a platform, and what to do instead where the platform isn't known by its name. */
const USES = {
  judge: { names: Object.keys(PLATFORMS), instead: 'in a program, write readAccess(source, { platform: selectel({ … }) }), and ask decide' },
  render: { names: Object.keys(PLATFORMS), instead: 'give the plan itself the platform, accessPlan({ platform: selectel({ … }), … }), and leave --platform out' },
  lint: { names: [...Object.keys(PLATFORMS), ...Object.keys(UNCONFIRMED)], instead: '' },
} as const;

/** The option `--platform`. */
export function platformOption(description: string, use: keyof typeof USES): Option {
  const { names, instead } = USES[use];
  const option = new Option('--platform <name>', description).choices([...names]);
  const { parseArg } = option;
  return option.argParser((value: string, before: unknown) => {
    if (!names.includes(value) && Object.hasOwn(UNCONFIRMED, value)) {
      throw new InvalidArgumentError(
        `Which actions and conditions ${value} takes, which principals its policies name and who manages its buckets is yours to say, so it has no profile `
        + `by its name alone: ${instead}. bucket-grants lint --platform ${value} says what is certain there.`,
      );
    }
    return parseArg?.(value, before);
  });
}

/** The platform of a name that `--platform` took. */
export function platformNamed(name: string): Platform {
  return { ...PLATFORMS, ...UNCONFIRMED }[name]();
}

/** Platforms whose names can begin with a scope. */
const SCOPED: Readonly<Record<string, (scope: string) => Platform>> = {
  'ceph-rgw': (scope) => cephRgw({ endpoint: S3, scope }),
  'minio': (scope) => minio({ scope }),
};

/**
 * The same to render for.
 *
 * @param scope what `--scope` took
 * @throws AccessError `InvalidPlatform`, `InvalidArgument`
 */
export function platformToRender(name: string, scope: string | undefined): Platform {
  if (scope === undefined) return platformNamed(name);
  if (Object.hasOwn(SCOPED, name)) return SCOPED[name](scope);
  throw new AccessError({ code: 'InvalidArgument', message: `--scope is for ${Object.keys(SCOPED).join(', ')}; ${name} has no use for it`, remedy: 'leave it out' });
}
