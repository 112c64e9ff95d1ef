import type { RequestPrincipal } from '../decide';
import { anyMatch, matchPrincipals } from '../decide/match/principal';
import type { Governed } from '../decide/resource/governed';
import { NO } from '../decide/truth';
import type { PolicyDocument, Statement } from '../policy/document';
import { type Answer, ask, type BothRows } from './compare-principal';
import { reachesBucket } from './compile/bucket-reach';
import type { Side } from './compile/compared-state';
import { StateRows } from './compile/compile-state';
import type { Row } from './compile/cube';
import type { Formula } from './compile/formula';
import { STATE, STATE_GOVERNED, STATE_OR_ELSE } from './compile/state-formula';
import { isPartlyUnknown, statementKey } from './compile/statement-key';
import type { FixedKeys } from './compile/text-pattern';
import { externalPrincipals } from './principals/external-principals';
import { principalFacts } from './principals/principal-facts';
import { namedIn } from './principals/principal-globs';
import { changedEndpoints, changedOwners } from './report/changed-limits';
import { inconclusive } from './report/inconclusive';
import { namedChanges } from './report/named-changes';
import { untoldTrust } from './report/one-sided-trust';
import { stateAllows } from './report/replay';
import { Told } from './report/reported-once';
import { type Unread, unreadOf } from './report/unread';
import type { Tools } from './search/find-changes';
import { changedReaches } from './search/problem';
import type { AccessChange, ChangedPrincipal, Comparison, Inconclusive } from './types';

/** How two states are compared. */
export interface StateQuestion {
  readonly tools: Tools;
  /** Looks only at principals for which this holds. @default all */
  readonly who?: (principal: ChangedPrincipal) => boolean;
  /** Changes rows before they are compared. @default they stay */
  readonly restrict?: (rows: readonly Row[]) => readonly Row[];
  /** Documents that say what `restrict` asks for; principals are told apart by them too. @default none */
  readonly besides?: readonly PolicyDocument[];
  /** Keys that requests have, or certainly haven't. @default none */
  readonly assumed?: FixedKeys;
}

/** Compares two states, principal by principal. */
export function compareStates(before: Side, after: Side, question: StateQuestion): Omit<Comparison, 'verdict'> {
  const found = new Found(before, after, question);
  const own: RequestPrincipal[] = [
    ...names(before.state.users, after.state.users).map((user) => ({ user })),
    ...names(before.state.roles, after.state.roles).map((role) => ({ role })),
  ];
  for (const principal of own) found.add(principal, principal, []);
  found.addSessions();
  found.addExternal();
  return { ...found.answer(), named: namedChanges(before.state, after.state) };
}

/** What isn't a bucket on either side, where both tell of it or one doesn't have it. */
function othersOf(before: Side, after: Side): readonly string[] {
  const all = [...new Set([...before.governed.others(), ...after.governed.others()])];
  const compared = all.filter((key) => !before.governed.isUntold(key) && !after.governed.isUntold(key));
  for (const [side, other] of [[before, after], [after, before]]) {
    side.compiled.lack(compared.map((key) => side.governed.lack(key, other.governed)));
  }
  return compared;
}

function names(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort();
}

class Found {
  private readonly gained: AccessChange[] = [];
  private readonly lost: AccessChange[] = [];
  private readonly inconclusive: Inconclusive[];
  private readonly unread: Unread;
  private readonly buckets: readonly string[];
  private readonly changedBuckets: readonly string[];
  /** Statements of bucket policies that only one side has. */
  private readonly changedStatements: { readonly before: readonly (Statement | undefined)[]; readonly after: readonly (Statement | undefined)[] };
  private readonly told = new Told();
  /** Whether the policy of a bucket changed that may be any. */
  private readonly isAnyChanged: boolean;
  private readonly formula: Formula;

  public constructor(private readonly before: Side, private readonly after: Side, private readonly question: StateQuestion) {
    const others = othersOf(before, after);
    const asksOthers = [before, after].some(({ evaluation }) => evaluation?.asks !== undefined);
    this.formula = asksOthers ? STATE_OR_ELSE : others.length > 0 ? STATE_GOVERNED : STATE;
    this.buckets = [...names(before.state.buckets, after.state.buckets), ...others];
    this.changedBuckets = this.buckets.filter((name) => before.bucketKey(name) !== after.bucketKey(name));
    this.changedStatements = { before: this.onlyIn(before, after), after: this.onlyIn(after, before) };
    this.isAnyChanged = [before, after].some(({ compiled }) => compiled.unnamed.some(({ name }) => this.changedBuckets.includes(name)));
    this.unread = unreadOf(before.state, after.state);
    this.inconclusive = [
      ...this.unread.changed, ...changedEndpoints(before, after), ...changedOwners(before.state, after.state),
      ...untoldTrust(before.state, after.state),
    ];
  }

  public answer(): Answer & Pick<Comparison, 'unread'> {
    return { gained: this.gained, lost: this.lost, inconclusive: this.inconclusive, unread: this.unread.harmless };
  }

  /**
   * Compares one principal.
   *
   * @param within in whose names its changes needn't be told again
   */
  public add(principal: RequestPrincipal, label: ChangedPrincipal, within: readonly ChangedPrincipal[]): void {
    if (this.question.who?.(label) === false) return;
    const same = this.before.fingerprint(principal) === this.after.fingerprint(principal);
    if (same && (this.changedBuckets.length === 0 || !this.isNamed(principal))) return;
    const told = [this.before, this.after].some(({ compiled }) => compiled.principal(principal).resolved.access?.tags !== undefined);
    const answer = ask({
      principal,
      label,
      formula: this.formula,
      facts: (asked) => principalFacts(this.after.compiled.principal(principal), asked, told),
      rows: (assumed) => this.rows(principal, { same, told }, new Map([...this.question.assumed ?? [], ...assumed])),
      given: this.question.assumed,
      before: stateAllows(this.before),
      after: stateAllows(this.after),
    }, this.question.tools);
    const news = this.told.news({ label, within }, answer);
    this.inconclusive.push(...news.inconclusive, ...this.missingGroups(principal, label));
    this.gained.push(...news.gained);
    this.lost.push(...news.lost);
  }

  /** Compares the sessions of the states' roles that bucket policies name: they may be given, or spared, what the role is not. */
  public addSessions(): void {
    const named = namedIn(this.documents(this.buckets)).filter((entry) => entry.includes(':assumed-role/'));
    for (const arn of new Set(named)) {
      const { access, name } = [this.before, this.after].map(({ compiled }) => compiled.principal({ arn }).resolved).find((one) => one.access) ?? {};
      if (access !== undefined && name !== undefined) this.add({ arn }, { arn }, [{ role: name }]);
    }
  }

  /** Compares everyone who is no user and no role of the states: only bucket policies speak of them. */
  public addExternal(): void {
    if (this.changedBuckets.length === 0) return;
    const owners = [this.before, this.after].flatMap(
      ({ state }) => this.changedBuckets.flatMap((name) => state.buckets.get(name)?.account ?? state.account ?? []),
    );
    const isKnown = (arn: string) => [this.before, this.after].some(({ compiled }) => compiled.principal({ arn }).resolved.access !== undefined);
    const documents = [...this.documents(this.changedBuckets), ...this.question.besides ?? []];
    const { principals, untold } = externalPrincipals(documents, owners, isKnown, this.question.tools);
    for (const { principal, label, within } of principals) this.add(principal, label, within);
    if (untold !== undefined) this.inconclusive.push(inconclusive('limit', 'bucket policies', untold, 'any other principal'));
  }

  private documents(buckets: readonly string[]): readonly PolicyDocument[] {
    return [this.before, this.after].flatMap(({ governed }) => buckets.flatMap((name) => (
      (governed.get(name)?.policies ?? []).flatMap(({ policy }) => policy.document ?? [])
    )));
  }

  private rows(principal: RequestPrincipal, { same, told }: { readonly same: boolean; readonly told: boolean }, assumed: FixedKeys): BothRows {
    const make = (side: Side): StateRows => {
      const rows = new StateRows(
        side,
        principal,
        (asked) => new Map([...principalFacts(side.compiled.principal(principal), asked, told), ...assumed]),
      );
      // where nothing but bucket policies changed, nothing outside of these buckets can change
      rows.addIdentity(same && !this.isAnyChanged ? this.changedBuckets : undefined);
      return rows;
    };
    const [before, after] = [make(this.before), make(this.after)];
    const unchanged = new Set(this.buckets.filter((name) => !this.changedBuckets.includes(name)));
    const isAnother = !same && this.before.describe(principal) !== this.after.describe(principal);
    const reaches = same || isAnother ? [] : changedReaches(before.rows, after.rows);
    const touched = isAnother || this.isAnyChanged ? unchanged : [...unchanged].filter((name) => reachesBucket(reaches, name));
    for (const [side, rows] of [[this.before, before], [this.after, after]] as const) {
      rows.addAccounts(this.buckets);
      for (const name of [...this.changedBuckets, ...touched]) rows.addBucket(name);
      for (const bucket of side.compiled.unnamed) rows.addUnnamed(bucket);
    }
    const { restrict = (rows) => rows } = this.question;
    return {
      before: { rows: restrict(before.asked()), variables: before.variables },
      after: { rows: restrict(after.asked()), variables: after.variables },
    };
  }

  /** Whether a changed statement of a bucket policy speaks of the principal. */
  private isNamed(principal: RequestPrincipal): boolean {
    if ([this.before, this.after].some(({ evaluation }) => evaluation?.bucketPolicies === 'allowList')) return true;
    const named = (side: Side, statements: readonly (Statement | undefined)[]) => {
      const { resolved } = side.compiled.principal(principal);
      return statements.some((statement) => statement === undefined || anyMatch(matchPrincipals(statement, resolved)) !== NO);
    };
    return named(this.before, this.changedStatements.before) || named(this.after, this.changedStatements.after);
  }

  private onlyIn(side: Side, other: Side): readonly (Statement | undefined)[] {
    return this.changedBuckets.flatMap((name): readonly (Statement | undefined)[] => {
      const [own, others] = [side, other].map(({ governed, state }) => {
        const found: Partial<Governed> = governed.get(name) ?? {};
        const { account = state.account, policies = [], gated = false, open, behind, elsewhere, origin } = found;
        return { about: JSON.stringify([account, gated, open, behind, elsewhere, origin, state.buckets.get(name)?.unnamed?.text]), policies };
      });
      // whom a change of the owner or of a policy that isn't known concerns, no statement says; nor one of what is more than its policies
      const isPlain = ({ policies }: typeof own) => policies.every(({ policy, may }) => policy.document !== undefined && may === undefined);
      if (own.about !== others.about || !isPlain(own)) return [undefined];
      const known = new Set(others.policies.flatMap(({ policy: { document } }) => document?.statements.map((one) => `${document.version}${statementKey(one)}`) ?? []));
      return own.policies.flatMap(({ policy: { document } }) => document?.statements.filter(
        (statement) => !known.has(`${document.version}${statementKey(statement)}`) || (side.unknowns !== '' && isPartlyUnknown(statement)),
      ) ?? []);
    });
  }

  /** A group that the source doesn't hold may allow and deny anything. */
  private missingGroups(principal: RequestPrincipal, label: ChangedPrincipal): readonly Inconclusive[] {
    const [had, has] = [this.before, this.after].map(({ compiled }) => compiled.principal(principal).resolved.missingGroups);
    const changed = [...had.filter((name) => !has.includes(name)), ...has.filter((name) => !had.includes(name))];
    return changed.map((name) => inconclusive('group', `group ${name}`, `a membership of group ${name} changed, and the source doesn't tell the group's policies`, label));
  }
}
