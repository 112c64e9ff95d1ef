import type { RequestPrincipal } from '../decide';
import { anyMatch, matchPrincipals } from '../decide/match/principal';
import type { Governed } from '../decide/resource/governed';
import { NO } from '../decide/truth';
import type { PolicyDocument, Statement } from '../policy/document';
import { type PrincipalResult, comparePrincipal, type BothCubes } from './compare-principal';
import { reachesBucket } from './compile/bucket-reach';
import type { ComparedState } from './compile/compared-state';
import { StateCubes } from './compile/compile-state';
import type { Cube } from './compile/cube';
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
import { oneSidedTrust } from './report/one-sided-trust';
import { stateAllows } from './report/replay';
import { ReportedOnce } from './report/reported-once';
import { type Unread, unreadOf } from './report/unread';
import type { Tools } from './search/find-changes';
import { changedReaches } from './search/problem';
import type { AccessChange, ChangedPrincipal, Comparison, Inconclusive } from './types';

/** How two states are compared. */
export interface StateQuery {
  readonly tools: Tools;
  /** Looks only at principals for which this holds. @default all */
  readonly who?: (principal: ChangedPrincipal) => boolean;
  /** Changes cubes before they are compared. @default they stay */
  readonly restrict?: (cubes: readonly Cube[]) => readonly Cube[];
  /** Documents that say what `restrict` asks for; principals are told apart by them too. @default none */
  readonly besides?: readonly PolicyDocument[];
  /** Keys that requests have, or certainly haven't. @default none */
  readonly assumed?: FixedKeys;
}

/** Compares two states, principal by principal. */
export function compareStates(before: ComparedState, after: ComparedState, query: StateQuery): Omit<Comparison, 'verdict'> {
  const found = new Found(before, after, query);
  const own: RequestPrincipal[] = [
    ...names(before.state.users, after.state.users).map((user) => ({ user })),
    ...names(before.state.roles, after.state.roles).map((role) => ({ role })),
  ];
  for (const principal of own) found.add(principal, principal, []);
  found.addSessions();
  found.addExternal();
  return { ...found.result(), named: namedChanges(before.state, after.state) };
}

/** What isn't a bucket on either state, where both tell of it or one doesn't have it. */
function othersOf(before: ComparedState, after: ComparedState): readonly string[] {
  const all = [...new Set([...before.governed.others(), ...after.governed.others()])];
  const common = all.filter((key) => !before.governed.hasUnknownTrust(key) && !after.governed.hasUnknownTrust(key));
  for (const [one, other] of [[before, after], [after, before]]) {
    one.compiled.lack(common.map((key) => one.governed.lack(key, other.governed)));
  }
  return common;
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
  /** Statements of bucket policies that only one state has. */
  private readonly changedStatements: { readonly before: readonly (Statement | undefined)[]; readonly after: readonly (Statement | undefined)[] };
  private readonly reported = new ReportedOnce();
  /** Whether the policy of a bucket changed that may be any. */
  private readonly isAnyChanged: boolean;
  private readonly formula: Formula;

  public constructor(private readonly before: ComparedState, private readonly after: ComparedState, private readonly query: StateQuery) {
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
      ...oneSidedTrust(before.state, after.state),
    ];
  }

  public result(): PrincipalResult & Pick<Comparison, 'unread'> {
    return { gained: this.gained, lost: this.lost, inconclusive: this.inconclusive, unread: this.unread.harmless };
  }

  /**
   * Compares one principal.
   *
   * @param within in whose names its changes needn't be told again
   */
  public add(principal: RequestPrincipal, label: ChangedPrincipal, within: readonly ChangedPrincipal[]): void {
    if (this.query.who?.(label) === false) return;
    const same = this.before.fingerprint(principal) === this.after.fingerprint(principal);
    if (same && (this.changedBuckets.length === 0 || !this.isNamed(principal))) return;
    const tagsKnown = [this.before, this.after].some(({ compiled }) => compiled.principal(principal).resolved.access?.tags !== undefined);
    const result = comparePrincipal({
      principal,
      label,
      formula: this.formula,
      facts: (asked) => principalFacts(this.after.compiled.principal(principal), asked, tagsKnown),
      cubes: (assumed) => this.cubes(principal, { same, tagsKnown }, new Map([...this.query.assumed ?? [], ...assumed])),
      given: this.query.assumed,
      before: stateAllows(this.before),
      after: stateAllows(this.after),
    }, this.query.tools);
    const news = this.reported.news({ label, within }, result);
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
    const documents = [...this.documents(this.changedBuckets), ...this.query.besides ?? []];
    const { principals, incomplete } = externalPrincipals(documents, owners, isKnown, this.query.tools);
    for (const { principal, label, within } of principals) this.add(principal, label, within);
    if (incomplete !== undefined) this.inconclusive.push(inconclusive('limit', 'bucket policies', incomplete, 'any other principal'));
  }

  private documents(buckets: readonly string[]): readonly PolicyDocument[] {
    return [this.before, this.after].flatMap(({ governed }) => buckets.flatMap((name) => (
      (governed.get(name)?.policies ?? []).flatMap(({ policy }) => policy.document ?? [])
    )));
  }

  private cubes(
    principal: RequestPrincipal, { same, tagsKnown }: { readonly same: boolean; readonly tagsKnown: boolean }, assumed: FixedKeys,
  ): BothCubes {
    const make = (compared: ComparedState): StateCubes => {
      const cubes = new StateCubes(
        compared,
        principal,
        (asked) => new Map([...principalFacts(compared.compiled.principal(principal), asked, tagsKnown), ...assumed]),
      );
      // where nothing but bucket policies changed, nothing outside of these buckets can change
      cubes.addIdentity(same && !this.isAnyChanged ? this.changedBuckets : undefined);
      return cubes;
    };
    const [before, after] = [make(this.before), make(this.after)];
    const unchanged = new Set(this.buckets.filter((name) => !this.changedBuckets.includes(name)));
    const isAnother = !same && this.before.describe(principal) !== this.after.describe(principal);
    const reaches = same || isAnother ? [] : changedReaches(before.cubes, after.cubes);
    const touched = isAnother || this.isAnyChanged ? unchanged : [...unchanged].filter((name) => reachesBucket(reaches, name));
    for (const [compared, cubes] of [[this.before, before], [this.after, after]] as const) {
      cubes.addAccounts(this.buckets);
      for (const name of [...this.changedBuckets, ...touched]) cubes.addBucket(name);
      for (const bucket of compared.compiled.unnamed) cubes.addUnnamed(bucket);
    }
    const { restrict = (cubes) => cubes } = this.query;
    return {
      before: { cubes: restrict(before.asked()), variables: before.variables },
      after: { cubes: restrict(after.asked()), variables: after.variables },
    };
  }

  /** Whether a changed statement of a bucket policy speaks of the principal. */
  private isNamed(principal: RequestPrincipal): boolean {
    if ([this.before, this.after].some(({ evaluation }) => evaluation?.bucketPolicies === 'allowList')) return true;
    const named = (compared: ComparedState, statements: readonly (Statement | undefined)[]) => {
      const { resolved } = compared.compiled.principal(principal);
      return statements.some((statement) => statement === undefined || anyMatch(matchPrincipals(statement, resolved)) !== NO);
    };
    return named(this.before, this.changedStatements.before) || named(this.after, this.changedStatements.after);
  }

  private onlyIn(compared: ComparedState, other: ComparedState): readonly (Statement | undefined)[] {
    return this.changedBuckets.flatMap((name): readonly (Statement | undefined)[] => {
      const [own, others] = [compared, other].map(({ governed, state }) => {
        const found: Partial<Governed> = governed.get(name) ?? {};
        const { account = state.account, policies = [], gated = false, open, behind, elsewhere, origin } = found;
        return { about: JSON.stringify([account, gated, open, behind, elsewhere, origin, state.buckets.get(name)?.unnamed?.text]), policies };
      });
      // whom a change of the owner or of a policy that isn't known concerns, no statement says; nor one of what is more than its policies
      const isPlain = ({ policies }: typeof own) => policies.every(({ policy, may }) => policy.document !== undefined && may === undefined);
      if (own.about !== others.about || !isPlain(own)) return [undefined];
      const known = new Set(others.policies.flatMap(({ policy: { document } }) => document?.statements.map((one) => `${document.version}${statementKey(one)}`) ?? []));
      return own.policies.flatMap(({ policy: { document } }) => document?.statements.filter(
        (statement) => !known.has(`${document.version}${statementKey(statement)}`) || (compared.unknowns !== '' && isPartlyUnknown(statement)),
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
