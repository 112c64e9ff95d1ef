import type { Guard } from '../../guards/guard';
import { checkFeature } from '../../platforms/features';
import type { RuleLanguage } from '../../platforms/rules/rule';
import { unsupported } from '../../platforms/unsupported';
import { accessKeyGenerations } from '../access-keys';
import type { BucketDocument } from '../bucket-document';
import { bucketIntents } from '../bucket-intents';
import { checkGuard } from '../check-guard';
import { customStatements } from '../custom-statements';
import { identityDocument, type PrincipalIntent } from '../identity-document';
import type { AccessPlan } from '../planned';
import type { RenderedAccess, RenderedPolicy } from '../rendered-access';
import { configYaml, type ProxyAccess, proxyConfig } from './access-yaml';
import { guardOnUsers, passedByEveryone } from './bucket-rules';
import { keyUsers } from './key-users';
import { publicPrefixes } from './public-prefixes';

/** A plan of a proxy, rendered, and its configuration as data. */
export interface RenderedProxy extends RenderedAccess {
  /** The `access` section, and of `storage` what is public. */
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Renders a plan for one DeltaGlider Proxy: rules instead of policies, and the file that holds them.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `TooManyPolicies`, `NameTwice`
 */
export function renderProxy(plan: AccessPlan, language: RuleLanguage): RenderedProxy {
  const { platform } = plan;
  checkProxyPlan(plan);
  const buckets = bucketsOf(plan, language);
  const shared = [...buckets.guards].flatMap(([bucket, guards]) => guards.map((guard) => guardOnUsers(guard, bucket)));
  const policies = (kind: 'user' | 'group', name: string, intents: readonly PrincipalIntent[]): readonly RenderedPolicy[] => (
    intents.length === 0 ? [] : [{ ...identityDocument(intents, { kind, name }, platform), placement: 'inline', name: 'rules' }]
  );
  const users = [...plan.users].map(([name, { grants = [], guards = [], customStatements: custom, accessKeys = [] }]) => ({
    name,
    accessKeys: accessKeyGenerations(name, accessKeys, platform),
    policies: policies('user', name, [...grants, ...guards, ...shared, ...customStatements(custom, { kind: 'user', name }, platform)]),
  }));
  const groups = [...plan.groups].map(([name, { members = [], grants = [], guards = [], customStatements: custom }]) => ({
    name,
    members,
    membership: 'exclusive' as const,
    policies: policies('group', name, [...grants, ...guards, ...customStatements(custom, { kind: 'group', name }, platform)]),
  }));
  const rulesOf = (list: readonly RenderedPolicy[]) => list.flatMap(({ rules = [] }) => rules);
  const access: ProxyAccess = {
    users: users.map(({ name, policies: list }) => ({ name, rules: rulesOf(list) })),
    groups: groups.map(({ name, members, policies: list }) => ({ name, members: members.map(String), rules: rulesOf(list) })),
    keys: keyUsers(users),
    publicPrefixes: new Map(buckets.published.map(({ bucket, prefixes }) => [bucket, prefixes])),
  };
  const config = proxyConfig(access, platform, language);
  return {
    kind: 'rendered',
    platform,
    users,
    groups,
    roles: [],
    existing: [],
    buckets: buckets.published.map(({ document }) => document),
    otherAccountPolicies: [],
    files: [{ path: 'access.yaml', text: configYaml(config, access.keys) }],
    config,
  };
}

interface Published {
  readonly bucket: string;
  readonly prefixes: readonly string[];
  readonly document: BucketDocument;
}

interface ProxyBuckets {
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
  readonly published: readonly Published[];
}

function bucketsOf(plan: AccessPlan, language: RuleLanguage): ProxyBuckets {
  const { platform } = plan;
  const guards = new Map<string, readonly Guard[]>();
  const published: Published[] = [];
  for (const [bucket, intents] of bucketIntents(plan)) {
    if (intents.some(({ kind }) => kind === 'kept')) checkFeature(platform, 'existingStatements', `what bucket ${bucket} has already`);
    const own = intents.filter((intent) => intent.kind === 'guard');
    const granted = intents.filter((intent) => intent.kind === 'bucketGrant');
    for (const guard of own) checkGuard(guard, 'bucket', `bucket ${bucket}`, platform);
    if (own.length > 0) guards.set(bucket, own);
    if (granted.length === 0) continue;
    if (own.length > 0) throw passedByEveryone(`guard ${own[0].name}`, bucket, platform);
    const { prefixes, document } = publicPrefixes(granted, platform, language);
    const json = JSON.stringify({ public_prefixes: prefixes });
    published.push({
      bucket,
      prefixes,
      document: {
        bucket,
        guards: [],
        grants: granted.map(({ grant }) => grant.name),
        keeps: { statements: 0, sids: [] },
        isPublic: true,
        accessPoints: [],
        document,
        json,
        size: prefixes.length,
        diagnostics: [],
      },
    });
  }
  return { guards, published };
}

/**
 * Refuses what a plan of a whole proxy can't hold: who isn't in its file is deleted there, so nobody can be named who is made elsewhere.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
function checkProxyPlan({ platform, users, groups, roles, existing }: AccessPlan): void {
  const refuse = (what: string, reason: string, remedy: string) => unsupported(platform, { what, reason, remedy });
  if (users.size === 0) throw refuse('a plan without users', 'lets everybody in when it has no users', 'make at least one user, with an access key');
  const [role] = roles.keys();
  if (role !== undefined) throw refuse(`role ${role}`, 'has no roles', 'make a user with an access key, and rotate the key');
  if (existing.length > 0) {
    const { kind, name } = existing[0].principal;
    throw refuse(`existing ${kind} ${name}`, 'deletes everyone that the plan doesn\'t make', `make the ${kind} in this plan: one plan is all the access of one proxy`);
  }
  for (const [name, { members = [], membership }] of groups) {
    if (membership === 'additive') throw refuse(`the additive membership of group ${name}`, 'takes out everyone that the plan doesn\'t name', 'name all members in this plan');
    const other = members.find((member) => typeof member !== 'string');
    if (other !== undefined) throw refuse(`existing user ${other.name} in group ${name}`, 'deletes everyone that the plan doesn\'t make', 'make the user in this plan, with its access keys');
  }
  for (const [name, { boundary, accessKeys = [] }] of users) {
    if (boundary !== undefined) throw refuse(`the boundary of user ${name}`, 'has no permissions boundaries', 'leave boundary out; a guard on the bucket denies what must never be done');
    if (accessKeys.length === 0) throw refuse(`user ${name} without an access key`, 'has no users without one', "name a generation: accessKeys: ['2026-11']");
  }
}
