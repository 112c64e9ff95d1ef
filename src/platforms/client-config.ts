import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { OPAQUE, SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { checkIsPlatform } from './check-is-platform';
import type { Platform } from './platform';

/** Props of {@link clientConfig}. */
export interface ClientConfigProps {
  /** Where the storage is. */
  readonly platform: Platform;
  /** The name under which the client finds everything: of the profile, and of the remote. Letters, digits and `. _ -`. */
  readonly profile: string;
  /**
   * The region to sign for.
   *
   * @default - the platform's; `us-east-1` at endpoints of one's own, as the provider signs there
   */
  readonly region?: string;
  /**
   * Whether buckets are addressed by path (`https://s3.store.example/releases`) and not by host name.
   *
   * @default - true at endpoints of one's own, false in AWS
   */
  readonly pathStyle?: boolean;
  /**
   * Whether the profile may only upload, as with `WriteOnlyUploader`: rclone then doesn't look at an object after its upload, which would fail.
   *
   * @default false
   */
  readonly uploadOnly?: boolean;
}

const PROPS: Shape<ClientConfigProps> = { platform: OPAQUE, profile: VALUE, region: VALUE, pathStyle: SWITCH, uploadOnly: SWITCH };

/** What clients need to know but the key: text for their files, without any secret. */
export interface ClientConfig {
  /** For `~/.aws/config`. */
  readonly awsConfig: string;
  /** For `rclone.conf`; the key is that of the profile in `~/.aws/credentials`. */
  readonly rclone: string;
  /** Python: a client of boto3 called `s3`. */
  readonly boto3: string;
}

/**
 * Writes the configuration of clients for a platform: endpoint, region and how buckets are addressed. The key is not in it and belongs
 * into `~/.aws/credentials`, the environment or a secret store.
 *
 * @throws AccessError `InvalidClientConfig`
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @see https://rclone.org/s3/
 * @example
 * console.log(clientConfig({ platform: aws({ region: 'eu-west-1' }), profile: 'ci-uploader' }).awsConfig);
 */
export function clientConfig(given: ClientConfigProps): ClientConfig {
  const props = readShape<ClientConfigProps>(PROPS, given, { what: 'clientConfig', code: 'InvalidClientConfig' });
  checkIsPlatform(props.platform);
  const { platform, profile, uploadOnly = false } = props;
  const endpoint = platform.endpoints.s3;
  const { region = platform.region ?? (endpoint === undefined ? undefined : 'us-east-1'), pathStyle = endpoint !== undefined } = props;
  check('profile', profile, /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'letters, digits and . _ -, at most 128, beginning with a letter or digit');
  if (region !== undefined) check('region', region, /^[A-Za-z0-9._-]{1,64}$/, 'letters, digits and . _ -');
  // a line end would begin another setting
  if (endpoint !== undefined) check('the S3 endpoint', endpoint, /^https?:\/\/[^\s"'\\]+$/, 'an http or https URL without quotes and spaces');
  return {
    awsConfig: awsConfig(profile, region, endpoint, pathStyle),
    rclone: rclone(profile, region, endpoint, pathStyle, uploadOnly),
    boto3: boto3(profile, region, endpoint, pathStyle),
  };
}

type Text = string | undefined;

function awsConfig(profile: string, region: Text, endpoint: Text, pathStyle: boolean): string {
  return lines([
    profile === 'default' ? '[default]' : `[profile ${profile}]`,
    ...(region !== undefined ? [`region = ${region}`] : []),
    ...(endpoint !== undefined ? [`services = ${profile}`] : []),
    ...(pathStyle ? ['s3 =', '    addressing_style = path'] : []),
    ...(endpoint !== undefined ? ['', `[services ${profile}]`, 's3 =', `    endpoint_url = ${endpoint}`] : []),
  ]);
}

function rclone(profile: string, region: Text, endpoint: Text, pathStyle: boolean, uploadOnly: boolean): string {
  return lines([
    `[${profile}]`,
    'type = s3',
    `provider = ${endpoint === undefined ? 'AWS' : 'Other'}`,
    'env_auth = true',
    `profile = ${profile}`,
    ...(region !== undefined ? [`region = ${region}`] : []),
    ...(endpoint !== undefined ? [`endpoint = ${endpoint}`] : []),
    `force_path_style = ${pathStyle}`,
    // without it rclone tries to make the bucket, which no grant but an administrator's allows
    'no_check_bucket = true',
    ...(uploadOnly ? ['no_head = true'] : []),
  ]);
}

function boto3(profile: string, region: Text, endpoint: Text, pathStyle: boolean): string {
  const quoted = (text: string) => JSON.stringify(text);
  return lines([
    'import boto3',
    ...(pathStyle ? ['from botocore.config import Config'] : []),
    '',
    's3 = boto3.Session(',
    `    profile_name=${quoted(profile)},`,
    ...(region !== undefined ? [`    region_name=${quoted(region)},`] : []),
    ').client(',
    '    "s3",',
    ...(endpoint !== undefined ? [`    endpoint_url=${quoted(endpoint)},`] : []),
    ...(pathStyle ? ['    config=Config(s3={"addressing_style": "path"}),'] : []),
    ')',
  ]);
}

function lines(some: readonly string[]): string {
  return `${some.join('\n')}\n`;
}

function check(what: string, text: unknown, pattern: RegExp, words: string): void {
  if (typeof text === 'string' && pattern.test(text) && !/[\r\n]/.test(text)) return;
  throw new AccessError({ code: 'InvalidClientConfig', message: `${what} is ${shown(text)}; allowed: ${words}`, remedy: `choose another ${what}` });
}
