import { isProxyConfig, readAccessYaml, type ReadKeyUser, type ReadPrincipal, type ReadProxyConfig } from '../plan/delta-glider/read-access-yaml';
import { numbered } from '../plan/grant-statements';
import { deltaGlider } from '../platforms/delta-glider/delta-glider';
import { CONDITIONS } from '../platforms/delta-glider/profile';
import { DELTA_GLIDER_RULES } from '../platforms/delta-glider/rules';
import { meaningOf } from '../platforms/rules/meaning';
import type { Rule } from '../platforms/rules/rule';
import { rulesJson } from '../platforms/rules/rule-json';
import type { Statement } from '../policy/document';
import { policyJson } from '../policy/json';
import type { UnknownAccess } from './access-state';
import { resourceIn, type SourceResource } from './source';
import type { Unknowns } from './unknown';

/** What the policy of a user or group is called where there are rules, as in a folder of policy files. */
const RULES = 'rules';

/** What the file of a proxy says. */
export interface FoundInProxy {
  readonly resources: readonly SourceResource[];
  /** What it doesn't tell. */
  readonly notes: readonly UnknownAccess[];
}

/**
 * The resources that the file of a DeltaGlider Proxy amounts to, in the words of AWS, or why it can't be read; undefined where a text is no
 * such file. Keys of one user, which are users of their own on the proxy, are that one user here, as in its plan.
 *
 * @param text with tokens for what the source doesn't tell
 */
export function readProxy(text: string, where: string, tokens: Unknowns): FoundInProxy | { readonly problem: string } | undefined {
  if (!isProxyConfig(text)) return undefined;
  const read = readAccessYaml(text, DELTA_GLIDER_RULES, CONDITIONS);
  if ('problem' in read) return read;
  const notes = read.hasMappings ? [{ where, reason: 'who gets a group by group_mapping_rules isn\'t known: anyone who signs in so' }] : [];
  return { resources: new ProxyFile(read, where, tokens).resources(), notes };
}

/** One file on its way to resources. */
class ProxyFile {
  private readonly make: ReturnType<typeof resourceIn>;

  public constructor(private readonly config: ReadProxyConfig, private readonly where: string, private readonly tokens: Unknowns) {
    this.make = resourceIn(tokens, deltaGlider());
  }

  public resources(): readonly SourceResource[] {
    const { users, groups, publicPrefixes } = this.config;
    const byUser = new Map<string, ReadKeyUser[]>();
    for (const key of users) byUser.set(key.user, [...byUser.get(key.user) ?? [], key]);
    return [
      ...[...byUser].flatMap(([user, keys]) => (this.areOne(user, keys) ? this.user(user, keys) : keys.flatMap((key) => this.user(key.name, [key])))),
      ...groups.flatMap((group) => this.principal('group', group.name, group)),
      ...[...publicPrefixes].map(([bucket, folders]) => this.make(
        `${this.where}: public prefixes of ${this.tokens.show(bucket)}`, 'aws_s3_bucket_policy', { bucket, policy: policyOf(publicStatements(bucket, folders)) },
      )),
    ];
  }

  /**
   * Whether keys are those of one user: each may do the same, with the same name in its rules. That they are is said by comments, which may
   * be false: the user that has the name on the proxy must be one of them, and no group may have rules with the name of anyone who is in it.
   */
  private areOne(user: string, keys: readonly ReadKeyUser[]): boolean {
    const said = keys.map((key) => JSON.stringify([rulesJson(filledIn(key)), key.problems, [...key.groups].sort()]));
    if (said.some((one) => one !== said[0])) return false;
    if (keys.every(({ name }) => name === user)) return true;
    const { users, groups } = this.config;
    const isTaken = users.some((other) => other.name === user && !keys.includes(other));
    return !isTaken && !groups.some(({ name, rules }) => keys[0].groups.includes(name) && rules.some(usesName));
  }

  private user(name: string, keys: readonly ReadKeyUser[]): readonly SourceResource[] {
    // the key that is called as its user keeps the variable for the name in its rules, as the plan has it
    const key = keys.find((one) => one.name === name) ?? keys[0];
    const { groups } = key;
    return [
      ...this.principal('user', name, { ...key, rules: name === key.name ? key.rules : filledIn(key) }),
      ...(groups.length > 0 ? [this.make(`${this.where}: groups of user ${this.tokens.show(name)}`, 'aws_iam_user_group_membership', { user: name, groups })] : []),
      ...keys.map((one) => this.make(`${this.where}: user ${this.tokens.show(one.name)}`, 'aws_iam_access_key', { user: name, status: one.enabled ? 'Active' : 'Inactive' })),
    ];
  }

  private principal(kind: 'user' | 'group', name: string, { rules, problems }: ReadPrincipal): readonly SourceResource[] {
    const where = `${this.where}: ${kind} ${this.tokens.show(name)}`;
    const policy = problems.length > 0 ? this.tokens.token(`${where}: permissions`, problems.join('; ')) : policyOf(meaningOf(rules, DELTA_GLIDER_RULES).statements);
    return [
      this.make(where, `aws_iam_${kind}`, { name }),
      ...(rules.length + problems.length > 0 ? [this.make(where, `aws_iam_${kind}_policy`, { [kind]: name, name: RULES, policy })] : []),
    ];
  }
}

/** Whether what a rule is about depends on who has it. */
function usesName(rule: Rule): boolean {
  return JSON.stringify(rule).includes(`\${${DELTA_GLIDER_RULES.userName}}`);
}

/** Rules with the name in them that they are about. */
function filledIn({ name, rules }: ReadKeyUser): readonly Rule[] {
  const written = (text: string) => text.replaceAll(`\${${DELTA_GLIDER_RULES.userName}}`, name);
  return rules.map((rule) => ({
    ...rule,
    resources: rule.resources.map(written),
    conditions: rule.conditions.map((condition) => ({ ...condition, values: condition.values.map(written) })),
  }));
}

function policyOf(statements: readonly Statement[]): string {
  return policyJson({ version: '2012-10-17', statements: numbered(statements) });
}

/** What everyone may do in public folders: read and list, and nothing that comes along with rules, which only users have. */
function publicStatements(bucket: string, folders: readonly string[]): readonly Statement[] {
  const { reads, lists } = DELTA_GLIDER_RULES;
  const rule = (actions: readonly string[], resource: string): Rule => ({ effect: 'Allow', actions, resources: [resource], conditions: [], from: [] });
  const rules = folders.flatMap((folder) => (folder === '' ? [rule([reads], `${bucket}/*`), rule([lists], bucket)] : [rule([reads, lists], `${bucket}/${folder}*`)]));
  return meaningOf(rules, DELTA_GLIDER_RULES).statements.filter(({ sid }) => sid !== 'BroughtAlong').map((statement) => ({ ...statement, principals: '*' }));
}
