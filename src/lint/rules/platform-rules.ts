import { AccessError } from '../../errors';
import { namesEveryone } from '../../faults/principals';
import { passedByEveryone } from '../../plan/delta-glider/bucket-rules';
import { publicFolders } from '../../plan/delta-glider/public-prefixes';
import { checkRuleCount } from '../../plan/delta-glider/rule-count';
import { aboutNothing, lowerOne } from '../../platforms/conform';
import type { IntentStatement } from '../../platforms/dialect';
import type { Platform } from '../../platforms/platform';
import { comesAlong } from '../../platforms/rules/meaning';
import type { Rule, RuleLanguage } from '../../platforms/rules/rule';
import { mergeRules, shownUnasked } from '../../platforms/rules/rule-set';
import { statementRules } from '../../platforms/rules/to-rules';
import { named } from '../../platforms/unsupported';
import { matchesActionPattern } from '../../policy/action-pattern';
import type { Statement } from '../../policy/document';
import { UPLOAD, UPLOAD_HELPFUL } from '../../s3/action-sets';
import { type AccessState, UNKNOWN_TEXT } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import { locationIn } from '../located-policies';
import type { Found, FoundLocation, StateRule } from '../types';

type Placed = Found & FoundLocation;

/**
 * What the rules of a platform that has rules instead of policies can't say. It is found with what a plan is rendered with, so that both refuse
 * the same: the statements of a user or group become rules of it, what a bucket's policy denies everyone becomes rules of every user, and
 * what it allows everyone becomes folders that are public.
 */
export const platformRules: StateRule = (state, platform) => {
  const { rules: language } = platform;
  return language === undefined ? [] : new RuleLint(state, platform, language).found();
};

/** A statement and its location. */
interface Placing {
  readonly statement: IntentStatement;
  readonly location: FoundLocation;
}

/** The rules that a statement becomes; absent where a finding says that it can't. */
interface Ruled extends Placing {
  readonly rules?: readonly Rule[];
}

class RuleLint {
  private readonly all = new Map<string, Placed>();

  constructor(private readonly state: AccessState, private readonly platform: Platform, private readonly language: RuleLanguage) {}

  public found(): readonly Placed[] {
    const { users, groups, buckets } = this.state;
    const shared = [...buckets.values()].flatMap(({ name, policy }) => (policy === undefined ? [] : this.inBucket(name, policy)));
    for (const { name, policies } of users.values()) this.holder(`user ${name}`, policies, shared);
    for (const { name, policies } of groups.values()) this.holder(`group ${name}`, policies, []);
    return [...this.all.values()];
  }

  /** Somebody's rules, together with those that they have from the policies of buckets. */
  private holder(what: string, policies: readonly NamedPolicy[], shared: readonly Ruled[]): void {
    const statements = policies.flatMap(statementsOf);
    const known = statements.filter(isKnown);
    const own = this.withoutAlong(known, shared);
    const given = [...own, ...shared];
    if (given.length > 0 && given.every(({ rules }) => rules?.length === 0)) {
      for (const { statement, location } of own) this.rejected(location, aboutNothing([statement], this.platform));
    }
    const rules = mergeRules(given.flatMap((one) => one.rules ?? []), this.language);
    // what isn't known, or can't be said, may be what lists
    const isDeclared = known.length === statements.length && policies.every(({ document }) => document !== undefined);
    const isWhole = isDeclared && own.every((one) => one.rules !== undefined);
    for (const one of isWhole ? own : []) {
      const shown = shownUnasked(one.rules ?? [], rules, this.platform, this.language);
      if (shown !== undefined) this.rejected(one.location, shown);
    }
    this.checked({ where: what }, () => checkRuleCount(what, rules, this.platform, this.language));
  }

  /** The rules of somebody's statements, but for those that allow what comes along with the others: it has no rule, and needs none. */
  private withoutAlong(known: readonly Placing[], shared: readonly Ruled[]): readonly Ruled[] {
    const { platform, language } = this;
    const isBrought = (action: string) => language.anyRuleGrants.includes(action);
    const mayCome = ({ statement: { effect, actions = [] } }: Placing) => effect === 'Allow' && actions.every(isBrought);
    const own = known.filter((one) => !mayCome(one)).map((one) => this.ruled(one));
    const rules = [...own, ...shared].flatMap((one) => one.rules ?? []);
    const comes = ({ statement, location }: Placing) => {
      const lowered = this.checked(location, () => lowerOne(statement, platform));
      return lowered?.statements.every((one) => comesAlong(one, rules, language)) === true;
    };
    return [...own, ...known.filter(mayCome).filter((one) => !comes(one)).map((one) => this.ruled(one))];
  }

  /** What a bucket's policy denies everyone, as rules of every user. Whatever else is in it is looked at here. */
  private inBucket(bucket: string, policy: NamedPolicy): readonly Ruled[] {
    const statements = statementsOf(policy).filter(isKnown);
    const isPublic = ({ statement }: Placing) => namesEveryone(statement.principals);
    for (const { location } of statements.filter((one) => !isPublic(one))) {
      this.add({ ...location, reason: `${this.platform.title} has no bucket policies`, remedy: 'say it in the policies of users and groups' });
    }
    const allowed = statements.filter((one) => isPublic(one) && one.statement.effect === 'Allow');
    const denied = statements.filter((one) => isPublic(one) && one.statement.effect === 'Deny');
    if (allowed.length > 0) {
      for (const { statement, location } of denied) this.rejected(location, passedByEveryone(named(statement), bucket, this.platform));
      const location = allowed.length === 1 ? allowed[0].location : { where: policy.name };
      this.checked(location, () => publicFolders(`what ${policy.name} allows everyone`, allowed.map(({ statement }) => statement), this.platform, this.language));
      return [];
    }
    return denied.map(({ statement: { principals: _everyone, ...statement }, location }) => this.ruled({ statement, location }));
  }

  private ruled({ statement, location }: Placing): Ruled {
    const { platform, language } = this;
    const rulesOf = () => lowerOne(statement, platform).statements.flatMap((one) => statementRules(one, platform, language).rules);
    const rules = this.checked(location, rulesOf);
    return { statement, location, ...(rules !== undefined && { rules }) };
  }

  private checked<T>(location: FoundLocation, check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      this.rejected(location, error);
      return undefined;
    }
  }

  private rejected(location: FoundLocation, { message, remedy }: AccessError): void {
    this.add({ ...location, reason: message.split('\n')[0], remedy });
  }

  /** A policy that several have is reported once. */
  private add(found: FoundLocation & Pick<Found, 'reason' | 'remedy'>): void {
    this.all.set(JSON.stringify([found.where, found.path, found.reason]), { code: 'PlatformRejects', severity: 'error', ...found });
  }
}

function statementsOf(policy: NamedPolicy): readonly Placing[] {
  return (policy.document?.statements ?? []).map((statement, index) => ({ statement: marked(statement), location: locationIn(policy, index) }));
}

/** A policy doesn't say which of its actions are merely helpful; beside an upload they are those that grants give as such. */
function marked(statement: Statement): IntentStatement {
  const { effect, actions = [] } = statement;
  const uploads = effect === 'Allow' && UPLOAD.every((action) => actions.some((pattern) => matchesActionPattern(pattern, action)));
  return uploads ? { ...statement, helpful: UPLOAD_HELPFUL } : statement;
}

/** What the source doesn't tell isn't refused. */
function isKnown({ statement }: Placing): boolean {
  return !JSON.stringify(statement).includes(UNKNOWN_TEXT);
}
