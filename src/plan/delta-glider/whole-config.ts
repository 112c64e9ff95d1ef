import { AccessError } from '../../errors';
import { yaml } from '../../shape/yaml';
import { configYaml } from './access-yaml';
import type { KeyUser } from './key-users';

type Section = Readonly<Record<string, unknown>>;

const HEADER = ' Configuration of DeltaGlider Proxy; users, groups and what is public were written by bucket-grants.';

/** What only the plan says. */
const PLANNED = ['iam_mode', 'iam_users', 'iam_groups'];

/**
 * Puts what a plan says into the rest of a proxy's configuration, which becomes a document that can be applied.
 *
 * @param rest YAML text without users, groups and public prefixes
 * @param planned the sections of the plan
 * @param keys the access keys in them, which are users of their own on the proxy: the text says whose they are. @default - none
 * @throws AccessError `InvalidProxyConfig`
 */
export function wholeConfig(rest: string, planned: Section, keys: readonly KeyUser[] = []): string {
  const base = parsed(rest);
  const { access, storage, ...others } = base;
  const { access: plannedAccess, storage: plannedStorage = {} } = planned as { readonly access: Section; readonly storage?: Section };
  const ownAccess = section(access, 'access');
  const said = PLANNED.find((key) => ownAccess[key] !== undefined);
  if (said !== undefined) throw invalid(`it has access.${said}, which the plan says`, `remove access.${said} from it`);
  const ownStorage = section(storage, 'storage');
  const buckets = section(ownStorage.buckets, 'storage.buckets');
  const open = Object.entries(buckets).find(([name, bucket]) => ['public', 'public_prefixes'].some((key) => section(bucket, `storage.buckets.${name}`)[key] !== undefined));
  if (open !== undefined) throw invalid(`it makes something of bucket ${open[0]} public, which the plan says`, 'remove public and public_prefixes from it, and give everyone publicReadPrefix(…) in the plan');
  const published = Object.entries(section(plannedStorage.buckets, 'storage.buckets')).map(([name, bucket]) => (
    [name, { ...section(buckets[name], `storage.buckets.${name}`), ...bucket as Section }] as const
  ));
  const allBuckets = { ...buckets, ...Object.fromEntries(published) };
  const hasStorage = Object.keys(ownStorage).length + published.length > 0;
  return configYaml({
    ...others,
    access: { ...ownAccess, ...plannedAccess },
    ...(hasStorage && { storage: { ...ownStorage, ...(Object.keys(allBuckets).length > 0 && { buckets: allBuckets }) } }),
  }, keys, HEADER);
}

function parsed(text: string): Section {
  try {
    const value: unknown = yaml().parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) return value as Section;
  } catch (error) {
    throw invalid(`it is not YAML: ${error instanceof Error ? error.message : String(error)}`, 'give the text of the configuration file');
  }
  throw invalid('it holds no sections, and what a document lacks is set to its default, backends included', 'give all of the configuration but users, groups and public prefixes');
}

function section(value: unknown, name: string): Section {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Section;
  throw invalid(`${name} is not a section`, `write ${name} as keys and values`);
}

function invalid(problem: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidProxyConfig', message: `apply.config isn't the rest of a configuration of DeltaGlider Proxy: ${problem}`, remedy });
}
