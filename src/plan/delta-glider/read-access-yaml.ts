import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml';
import { readRule } from '../../platforms/rules/read-rule';
import type { Rule, RuleLanguage } from '../../platforms/rules/rule';
import { userOf } from './key-comment';

/** A user or group of a proxy's file. */
export interface ReadPrincipal {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Why rules can't be read; nothing is known of the others then. */
  readonly problems: readonly string[];
}

/** A user of a proxy's file, which is one access key. */
export interface ReadKeyUser extends ReadPrincipal {
  /** The user whose key it is. */
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
}

/** Whether a text may be the configuration of a proxy with users in it: what others put into their stacks isn't looked at. */
export function isProxyConfig(text: string): boolean {
  return /^ *iam_mode: *"?declarative"?/m.test(text) && /^ *iam_users:/m.test(text);
}

/** Reads who may do what from the configuration of a proxy; undefined where the text is none. */
export function readAccessYaml(text: string, language: RuleLanguage): ReadProxyConfig | undefined {
  const yaml = parseDocument(text, { logLevel: 'silent' });
  if (yaml.errors.length > 0 || !isMap(yaml.get('access'))) return undefined;
  try {
    return readConfig(yaml, language);
  } catch (error) {
    // references to references to references, which would grow without end
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function readConfig(yaml: Document.Parsed, language: RuleLanguage): ReadProxyConfig {
  const people = (kind: string): readonly YAMLMap[] => {
    const list = yaml.getIn(['access', kind]);
    return isSeq(list) ? list.items.filter((item): item is YAMLMap => isMap(item)) : [];
  };
  const valuesOf = (item: YAMLMap): Section => item.toJS(yaml) as Section;
  return {
    users: people('iam_users').map((item) => {
      const { enabled, groups, ...principal } = valuesOf(item);
      const name = item.get('name', true);
      const user = isScalar(name) ? userOf(name.comment) : undefined;
      return {
        ...readPrincipal(principal, language), user: user ?? String(principal.name), enabled: enabled !== false, groups: listOf(groups).map(String),
      };
    }),
    groups: people('iam_groups').map((item) => readPrincipal(valuesOf(item), language)),
    publicPrefixes: readPublic(yaml.toJS() as Section),
  };
}

type Section = Readonly<Partial<Record<string, unknown>>>;

function readPrincipal({ name, permissions }: Section, language: RuleLanguage): ReadPrincipal {
  const read = listOf(permissions).map((rule) => readRule(rule, language));
  return {
    name: String(name),
    rules: read.flatMap((one) => ('rule' in one ? [one.rule] : [])),
    problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  };
}

function readPublic({ storage }: Section): ReadonlyMap<string, readonly string[]> {
  const buckets = Object.entries(section(section(storage).buckets)).map(([bucket, settings]) => [bucket, section(settings)] as const);
  const prefixes = buckets.map(([bucket, { public: all, public_prefixes: some }]) => [bucket, all === true ? [''] : listOf(some).map(String)] as const);
  return new Map(prefixes.filter(([, folders]) => folders.length > 0));
}

function section(value: unknown): Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Section : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
