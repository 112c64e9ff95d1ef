/*
 * Writes the list of a provider's resource types into test/state/provider-types/: of providers that are not among the packages that the tests
 * install, so that the table in src/state/resource-types can be held against them. `npx projen provider-types NAME GIT_DIR`, where NAME is
 * minio, selectel or aws-native and GIT_DIR the git directory of a clone of the provider's repository.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the lists are. */
export const PROVIDER_TYPES_FOLDER = join(__dirname, '..', 'test', 'state', 'provider-types');

/** A list of resource types, and where it is from. */
export interface ProviderTypes {
  readonly repository: string;
  readonly commit: string;
  /** The day of the commit, as YYYY-MM-DD. */
  readonly date: string;
  readonly types: readonly string[];
}

/** How a provider's repository names its types: the folder of the files that are called by them, and what a file's type is. */
interface Origin {
  readonly repository: string;
  readonly folders: readonly string[];
  type(path: string): string | undefined;
}

/** The services of aws-native that bear on access; it has more than a thousand types. */
const SERVICES = [
  's3', 's3express', 's3objectlambda', 's3outposts', 's3tables', 's3vectors', 'iam', 'rolesanywhere', 'sso', 'identitystore', 'organizations', 'kms', 'ram', 'lakeformation',
  'cloudformation', 'ec2',
];

const documented = (prefix: string) => (path: string): string | undefined => `${prefix}_${path.replace(/^.*\//, '').replace(/\..*$/, '')}`;

const ORIGINS: Readonly<Record<string, Origin>> = {
  'minio': { repository: 'aminueza/terraform-provider-minio', folders: ['docs/resources/'], type: documented('minio') },
  'selectel': { repository: 'selectel/terraform-provider-selectel', folders: ['website/docs/r/'], type: documented('selectel') },
  'aws-native': { repository: 'pulumi/pulumi-aws-native', folders: SERVICES.map((service) => `sdk/nodejs/${service}/`), type: nativeToken },
};

function nativeToken(path: string): string | undefined {
  const [, service, name] = /([^/]+)\/([^/]+)\.ts$/.exec(path) ?? [];
  if (name === undefined || name === 'index' || /^get[A-Z]/.test(name) || (service === 'ec2' && !name.startsWith('vpcEndpoint'))) return undefined;
  return `aws-native:${service}:${name[0].toUpperCase()}${name.slice(1).replace(/_$/, '')}`;
}

function write(provider: string, gitDir: string): void {
  const { repository, folders, type } = ORIGINS[provider];
  const git = (...args: readonly string[]): string => execFileSync('git', ['--git-dir', gitDir, ...args], { encoding: 'utf8' }).trim();
  const [commit, date] = git('log', '-1', '--format=%H %cs').split(' ');
  const types = [...new Set(git('ls-tree', '--name-only', 'HEAD', ...folders).split('\n').flatMap((path) => type(path) ?? []))].sort();
  const list: ProviderTypes = { repository, commit, date, types };
  writeFileSync(join(PROVIDER_TYPES_FOLDER, `${provider}.json`), `${JSON.stringify(list, undefined, 1)}\n`);
}

if (require.main === module) write(process.argv[2], process.argv[3]);
