import type { Platform } from '../../platforms/platform';
import type { Rule, RuleLanguage } from '../../platforms/rules/rule';
import { ruleJson } from '../../platforms/rules/rule-json';
import { yaml } from '../../shape/yaml';
import { ofUser } from './key-comment';
import type { KeyUser } from './key-users';
import { checkRuleCount } from './rule-count';

/** Somebody with rules. */
export interface Ruled {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** What the file of a proxy is made of. */
export interface ProxyAccess {
  readonly users: readonly Ruled[];
  readonly groups: ReadonlyArray<Ruled & { readonly members: readonly string[] }>;
  readonly keys: readonly KeyUser[];
  /** Public folders by bucket. */
  readonly publicPrefixes: ReadonlyMap<string, readonly string[]>;
}

const HEADER = ` Users, groups and rules of DeltaGlider Proxy, written by bucket-grants; secrets come from the environment.
 Part of a configuration: put it beside the other sections before you apply it, since what a document lacks is set to its default.`;

/** Lists that a person reads in one line. */
const SHORT = ['actions', 'resources', 'groups', 'public_prefixes'];

/** The parts of a proxy's configuration that a plan says: `access`, and of `storage` what is public. */
export function proxyConfig(access: ProxyAccess, platform: Platform, language: RuleLanguage): Readonly<Record<string, unknown>> {
  const { groups, keys, publicPrefixes } = access;
  const { ofUsers, ofGroups } = namedRules(access, language);
  const groupsOf = new Map<string, string[]>();
  for (const { name, members } of groups) {
    for (const member of new Set(members)) {
      const known = groupsOf.get(member);
      if (known === undefined) groupsOf.set(member, [name]);
      else known.push(name);
    }
  }
  const permissions = (what: string, rules: readonly Rule[]) => {
    checkRuleCount(what, rules, platform, language);
    return rules.length > 0 && { permissions: rules.map(ruleJson) };
  };
  return {
    access: {
      iam_mode: 'declarative',
      iam_groups: groups.map(({ name }) => ({ name, ...permissions(`group ${name}`, ofGroups.get(name) ?? []) })),
      iam_users: keys.map(({ user, name, enabled, keyId, secret }) => ({
        name,
        access_key_id: `\${env:${keyId}}`,
        secret_access_key: `\${env:${secret}}`,
        enabled,
        ...inGroups(groupsOf.get(user) ?? []),
        ...permissions(`user ${user}`, withName(ofUsers.get(user) ?? [], user, name, language)),
      })),
    },
    ...(publicPrefixes.size > 0 && {
      storage: { buckets: Object.fromEntries([...publicPrefixes].map(([bucket, prefixes]) => [bucket, { public_prefixes: prefixes }])) },
    }),
  };
}

/**
 * A configuration as YAML text: every text quoted, so that what comes in from the environment stays one.
 *
 * @param keys whose access key each user of the proxy is, which the text says of those who are called otherwise
 */
export function configYaml(config: Readonly<Record<string, unknown>>, keys: readonly KeyUser[] = [], header = HEADER): string {
  const { Document, isMap, isScalar, isSeq, visit } = yaml();
  const document = new Document(config, { aliasDuplicateObjects: false });
  document.commentBefore = header;
  const list = document.getIn(['access', 'iam_users']);
  const byName = new Map(keys.map((key) => [key.name, key]));
  for (const item of isSeq(list) ? list.items : []) {
    const name = isMap(item) ? item.get('name', true) : undefined;
    const key = byName.get(String(name?.value));
    if (name !== undefined && key !== undefined && key.name !== key.user) name.comment = ofUser(key.user);
  }
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && SHORT.includes(String(key.value)) && isSeq(value)) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

function inGroups(groups: readonly string[]): { readonly groups?: readonly string[] } {
  return groups.length > 0 ? { groups } : {};
}

/**
 * Rules with the user's name in them mean the user of the plan. Where a member of a group is called otherwise on the proxy, the group's
 * rules with the name go to its members, each with its own.
 */
function namedRules({ users, groups, keys }: ProxyAccess, language: RuleLanguage): {
  readonly ofUsers: ReadonlyMap<string, readonly Rule[]>;
  readonly ofGroups: ReadonlyMap<string, readonly Rule[]>;
} {
  const ofUsers = new Map(users.map(({ name, rules }) => [name, rules]));
  const ofGroups = new Map<string, readonly Rule[]>();
  const renamed = new Set(keys.filter((key) => key.name !== key.user).map((key) => key.user));
  for (const { name, members, rules } of groups) {
    const plain = !members.some((member) => renamed.has(member));
    const named = plain ? [] : rules.filter((rule) => usesName(rule, language));
    ofGroups.set(name, rules.filter((rule) => !named.includes(rule)));
    for (const member of members) ofUsers.set(member, [...ofUsers.get(member) ?? [], ...named]);
  }
  return { ofUsers, ofGroups };
}

function usesName({ resources, conditions }: Rule, { userName }: RuleLanguage): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some((text) => text.includes(`\${${userName}}`));
}

function withName(rules: readonly Rule[], user: string, name: string, { userName }: RuleLanguage): readonly Rule[] {
  if (user === name) return rules;
  const written = (text: string) => text.replaceAll(`\${${userName}}`, user);
  return rules.map((rule) => ({
    ...rule,
    resources: rule.resources.map(written),
    conditions: rule.conditions.map((condition) => ({ ...condition, values: condition.values.map(written) })),
  }));
}
