import type { Document, Node } from 'yaml';
import { readRule, type RuleConditions } from '../../platforms/rules/read-rule';
import type { Rule, RuleLanguage } from '../../platforms/rules/rule';
import { yaml } from '../../shape/yaml';
import { userOf } from './key-comment';

/*
 * What the configuration of a proxy is made of. The proxy refuses what has another shape, and so does who reads it: of a user that was
 * written otherwise than expected, it would seem that the user may do nothing.
 */

/** A section: keys and values. */
type Section = Readonly<Partial<Record<string, unknown>>>;

/** What is wrong with a file, as the rest of a sentence that begins with the file. */
class Misshapen extends Error {}

/** A section; an empty one where there is none. */
function sectionIn(value: unknown, what: string): Section {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Section;
  throw new Misshapen(`has ${what} that isn't keys and values`);
}

/** A list; an empty one where there is none. */
function listIn(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Misshapen(`has ${what} that are not a list`);
}

/** A list of texts, none of which comes from the environment of the proxy. */
function textsIn(value: unknown, what: string): readonly string[] {
  return listIn(value, what).map((text) => nameIn(text, what));
}

/** A text that doesn't come from the environment of the proxy. */
function nameIn(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Misshapen(`has ${what} without a text where a name belongs`);
  if (value.includes('${')) throw new Misshapen(`has ${what} with ${value}, which is known only where the proxy runs`);
  return value;
}

/** A user or group of a proxy's file. */
export interface ReadPrincipal {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Why rules can't be read; nothing is known of the others then. */
  readonly problems: readonly string[];
}

/** A user of a proxy's file, which is one access key. */
export interface ReadKeyUser extends ReadPrincipal {
  /** The user whose key it is said to be, by itself where nothing is said. It stands in a comment, so that it may be false. */
  readonly user: string;
  readonly enabled: boolean;
  readonly groups: readonly string[];
}

/** What the configuration of a proxy says about access. */
export interface ReadProxyConfig {
  readonly users: readonly ReadKeyUser[];
  readonly groups: readonly ReadPrincipal[];
  /** Folders that everyone may read, by bucket; `''` is all of it. */
  readonly publicPrefixes: ReadonlyMap<string, readonly string[]>;
  /** Whether others get groups by how they sign in, which the file doesn't say. */
  readonly hasMappings: boolean;
}

/** Whether a text may be the configuration of a proxy with users or groups in it: what others put into their stacks isn't looked at. */
export function isProxyConfig(text: string): boolean {
  // JSON, which may be large, has all its names in quotes
  return !/^\s*\{\s*"/.test(text) && /^[^\S\n\r\u2028\u2029]*iam_mode:\s*["']?declarative["']?/m.test(text) && /^[^\S\n\r\u2028\u2029]*iam_(users|groups):/m.test(text);
}

/** Reads who may do what from the configuration of a proxy; or why it can't be: what the proxy itself would refuse isn't guessed at. */
export function readAccessYaml(text: string, language: RuleLanguage, conditions: RuleConditions): ReadProxyConfig | { readonly problem: string } {
  // not 'silent', which would take the first of several documents
  const document = yaml().parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0 || !yaml().isMap(resolved(document, document.get('access', true)))) return { problem: 'is not YAML with the section access' };
  try {
    return readConfig(document, language, conditions);
  } catch (error) {
    // references to references to references, which would grow without end
    if (error instanceof ReferenceError) return { problem: 'is not YAML with the section access that ends' };
    if (error instanceof Misshapen) return { problem: error.message };
    throw error;
  }
}

function readConfig(document: Document.Parsed, language: RuleLanguage, conditions: RuleConditions): ReadProxyConfig {
  const { access, storage } = sectionIn(document.toJS(), 'the file');
  const { iam_users: users, iam_groups: groups, group_mapping_rules: mappings } = sectionIn(access, 'access');
  const comments = commentsOf(document);
  const principal = (item: Section, what: string): ReadPrincipal => {
    const read = listIn(item.permissions, `permissions of ${what}`).map((rule) => readRule(rule, language, conditions));
    return {
      name: nameIn(item.name, what),
      rules: read.flatMap((one) => ('rule' in one ? [one.rule] : [])),
      problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    };
  };
  return {
    users: once('iam_users', people(users, 'iam_users').map(([item, what], index) => {
      const one = principal(item, what);
      return { ...one, user: userOf(comments[index]) ?? one.name, enabled: item.enabled !== false, groups: textsIn(item.groups, `groups of ${what}`) };
    })),
    groups: once('iam_groups', people(groups, 'iam_groups').map(([item, what]) => principal(item, what))),
    publicPrefixes: readPublic(sectionIn(storage, 'storage')),
    hasMappings: listIn(mappings, 'group_mapping_rules').length > 0,
  };
}

function people(list: unknown, kind: string): ReadonlyArray<readonly [item: Section, what: string]> {
  return listIn(list, kind).map((item, index) => [sectionIn(item, `${kind}[${index}]`), `${kind}[${index}]`] as const);
}

function once<T extends ReadPrincipal>(kind: string, all: readonly T[]): readonly T[] {
  const known = new Set<string>();
  const twice = all.find(({ name }) => known.size === known.add(name).size);
  if (twice !== undefined) throw new Misshapen(`has two ${kind} of the name ${twice.name}`);
  return all;
}

/** What is said beside the name of each user. */
function commentsOf(document: Document.Parsed): ReadonlyArray<string | null | undefined> {
  const { isMap, isScalar, isSeq } = yaml();
  const below = (node: unknown, key: string) => (isMap(node) ? resolved(document, node.get(key, true)) : undefined);
  const list = below(below(resolved(document, document.contents), 'access'), 'iam_users');
  const names = isSeq(list) ? list.items.map((item) => below(resolved(document, item), 'name')) : [];
  return names.map((name) => (isScalar(name) ? name.comment : undefined));
}

/** What a reference stands for. */
function resolved(document: Document.Parsed, node: unknown): Node | undefined {
  return (yaml().isAlias(node) ? node.resolve(document) : node) as Node | undefined;
}

function readPublic({ buckets }: Section): ReadonlyMap<string, readonly string[]> {
  const prefixes = Object.entries(sectionIn(buckets, 'storage.buckets')).map(([bucket, settings]) => {
    const { public: all, public_prefixes: some } = sectionIn(settings, `bucket ${bucket}`);
    const folders = textsIn(some, `public_prefixes of bucket ${bucket}`);
    if (all !== undefined && all !== null && typeof all !== 'boolean') throw new Misshapen(`says of bucket ${bucket} neither that it is public nor that it isn't`);
    return [bucket, all === true ? [''] : folders] as const;
  });
  return new Map(prefixes.filter(([, folders]) => folders.length > 0));
}
