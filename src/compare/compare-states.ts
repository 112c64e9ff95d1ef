import type { RequestPrincipal } from '../decide';
import { anyMatch, matchPrincipals } from '../decide/match/principal';
import type { Governed } from '../decide/resource/governed';
import { NO } from '../decide/truth';
import type { PolicyDocument, Statement } from '../policy/document';
import type { AccessState } from '../state/access-state';
import type { BothCubes, PrincipalQuery } from './compare-principal';
import { type Compared, comparePrincipals, type Scope } from './compare-principals';
import { reachesBucket } from './compile/bucket-reach';
import type { ComparedState } from './compile/compared-state';
import { StateCubes } from './compile/compile-state';
import { type Formula, STATE, STATE_GOVERNED, STATE_OR_ELSE } from './compile/formula';
import { isPartlyUnknown, statementKey } from './compile/statement-key';
import type { FixedKeys } from './compile/text-pattern';
import { type ComparedPrincipal, externalPrincipals } from './principals/external-principals';
import { principalFacts } from './principals/principal-facts';
import { namedIn } from './principals/principal-globs';
import type { Tools } from './report/changed-regions';
import { inconclusive } from './report/inconclusive';
import { notCompared, unreadOf } from './report/not-compared';
import { changedReaches } from './search/problem';
import type { ChangedPrincipal, Comparison, Inconclusive, NamedChange } from './types';

/** How two states are compared. */
export interface StateQuery extends Scope {
  readonly tools: Tools;
}

/** Compares two states, principal by principal. */
export function compareStates(before: ComparedState, after: ComparedState, query: StateQuery): Omit<Comparison, 'verdict'> {
  const states = new TwoStates(before, after, query);
  const { inconclusive: open, ...found } = comparePrincipals(states, query, query.tools);
  const { changed, harmless } = unreadOf(before.state, after.state);
  return {
    ...found,
    inconclusive: [...changed, ...notCompared(before, after), ...open, ...states.incomplete],
    unread: harmless,
    named: namedChanges(before.state, after.state),
  };
}

/** The resources that aren't buckets and can be compared: those of which both states know the policies, or which one state lacks. */
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

class TwoStates implements Compared {
  /** Why there may be principals that aren't compared. */
  public readonly incomplete: Inconclusive[] = [];
  /** Buckets by name, and other resources with policies of their own. */
  private readonly resources: readonly string[];
  private readonly changedResources: readonly string[];
  /** Statements of resource policies that only one state has; undefined stands for a change that no statement names. */
  private readonly changedStatements: { readonly before: readonly (Statement | undefined)[]; readonly after: readonly (Statement | undefined)[] };
  /** Whether the policy changed of a bucket whose name isn't known, so that it may be any. */
  private readonly isAnyChanged: boolean;
  private readonly formula: Formula;

  public constructor(private readonly before: ComparedState, private readonly after: ComparedState, private readonly how: StateQuery) {
    const others = othersOf(before, after);
    const hasOthers = [before, after].some(({ evaluation }) => evaluation?.checkedAs !== undefined);
    this.formula = hasOthers ? STATE_OR_ELSE : others.length > 0 ? STATE_GOVERNED : STATE;
    this.resources = [...names(before.state.buckets, after.state.buckets), ...others];
    this.changedResources = this.resources.filter((name) => before.bucketKey(name) !== after.bucketKey(name));
    this.changedStatements = { before: this.onlyIn(before, after), after: this.onlyIn(after, before) };
    this.isAnyChanged = [before, after].some(({ compiled }) => compiled.unnamed.some(({ name }) => this.changedResources.includes(name)));
  }

  public* principals(): Iterable<ComparedPrincipal> {
    const one = (principal: ComparedPrincipal['label'] & RequestPrincipal, within: ComparedPrincipal['within'] = []) => ({ principal, label: principal, within });
    for (const user of names(this.before.state.users, this.after.state.users)) yield one({ user });
    for (const role of names(this.before.state.roles, this.after.state.roles)) yield one({ role });
    for (const { arn, role } of this.sessions()) yield one({ arn }, [{ role }]);
    yield* this.external();
  }

  public query({ principal, label }: ComparedPrincipal): PrincipalQuery | undefined {
    const same = this.before.isWrittenAlike(this.after, principal) || this.before.fingerprint(principal) === this.after.fingerprint(principal);
    if (same && (this.changedResources.length === 0 || !this.isNamed(principal))) return undefined;
    const tagsKnown = [this.before, this.after].some(({ compiled }) => compiled.principal(principal).resolved.access?.tags !== undefined);
    return {
      principal,
      label,
      formula: this.formula,
      facts: (asked) => principalFacts(this.after.compiled.principal(principal), asked, tagsKnown),
      cubes: (assumed) => this.cubes(principal, { same, tagsKnown }, new Map([...this.how.assumed ?? [], ...assumed])),
      given: this.how.assumed,
      before: this.before.allows(),
      after: this.after.allows(),
      inconclusive: this.missingGroups(principal, label),
    };
  }

  /** The sessions of the states' roles that resource policies name: a policy may allow them, or spare them, what it doesn't the role. */
  private sessions(): readonly { readonly arn: string; readonly role: string }[] {
    const named = namedIn(this.documents(this.resources)).filter((entry) => entry.includes(':assumed-role/'));
    return [...new Set(named)].flatMap((arn) => {
      const { access, name } = [this.before, this.after].map(({ compiled }) => compiled.principal({ arn }).resolved).find((one) => one.access) ?? {};
      return access === undefined || name === undefined ? [] : [{ arn, role: name }];
    });
  }

  /** Everyone that is not a user or a role of the states: only resource policies apply to them. */
  private external(): readonly ComparedPrincipal[] {
    if (this.changedResources.length === 0) return [];
    const owners = [this.before, this.after].flatMap(
      ({ state }) => this.changedResources.flatMap((name) => state.buckets.get(name)?.account ?? state.account ?? []),
    );
    const isKnown = (arn: string) => [this.before, this.after].some(({ compiled }) => compiled.principal({ arn }).resolved.access !== undefined);
    const documents = [...this.documents(this.changedResources), ...this.how.besides ?? []];
    const { principals, incomplete } = externalPrincipals(documents, owners, isKnown, this.how.tools);
    if (incomplete !== undefined) this.incomplete.push(inconclusive('limit', 'bucket policies', incomplete, 'any other principal'));
    return principals;
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
      cubes.addIdentity(same && !this.isAnyChanged ? this.changedResources : undefined);
      return cubes;
    };
    const [before, after] = [make(this.before), make(this.after)];
    const unchanged = new Set(this.resources.filter((name) => !this.changedResources.includes(name)));
    const isAnother = !same && this.before.describe(principal) !== this.after.describe(principal);
    const reaches = same || isAnother ? [] : changedReaches(before.cubes, after.cubes);
    const touched = isAnother || this.isAnyChanged ? unchanged : [...unchanged].filter((name) => reachesBucket(reaches, name));
    for (const [compared, cubes] of [[this.before, before], [this.after, after]] as const) {
      cubes.addAccounts(this.resources);
      for (const name of [...this.changedResources, ...touched]) cubes.addBucket(name);
      for (const bucket of compared.compiled.unnamed) cubes.addUnnamed(bucket);
    }
    const { restrict = (cubes) => cubes } = this.how;
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
    return this.changedResources.flatMap((name): readonly (Statement | undefined)[] => {
      const [own, others] = [compared, other].map(({ governed, state }) => {
        const found: Partial<Governed> = governed.get(name) ?? {};
        const { account = state.account, policies = [], gated = false, open, behind, elsewhere, origin } = found;
        return { about: JSON.stringify([account, gated, open, behind, elsewhere, origin, state.buckets.get(name)?.unnamed?.text]), policies };
      });
      // no statement says which principals a change of the owner, or of a policy that isn't known, concerns; nor one of what is more than its policies
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

/** Principals, buckets, memberships and boundaries that only one state has. */
function namedChanges(before: AccessState, after: AccessState): readonly NamedChange[] {
  const kinds = { user: 'users', group: 'groups', role: 'roles', bucket: 'buckets' } as const;
  const named = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap(
    (kind) => differences(kind, [...before[kinds[kind]].keys()], [...after[kinds[kind]].keys()]),
  );
  return [
    ...named,
    ...differences('membership', memberships(before), memberships(after)),
    ...differences('boundary', boundaries(before), boundaries(after)),
  ];
}

function boundaries({ users, roles }: AccessState): readonly string[] {
  const held = (kind: string, all: AccessState['users' | 'roles']) => (
    [...all.values()].flatMap(({ name, boundary }) => (boundary === undefined ? [] : [`${kind} ${name}`]))
  );
  return [...held('user', users), ...held('role', roles)];
}

function memberships({ users }: AccessState): readonly string[] {
  return [...users.values()].flatMap(({ name, groups }) => groups.map((group) => `${name} in ${group}`));
}

function differences(kind: NamedChange['kind'], before: readonly string[], after: readonly string[]): readonly NamedChange[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...[...had].filter((name) => !has.has(name)).map((name): NamedChange => ({ kind, name, change: 'removed' })),
    ...[...has].filter((name) => !had.has(name)).map((name): NamedChange => ({ kind, name, change: 'added' })),
  ];
}
