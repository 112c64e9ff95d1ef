import { plain } from '../report/escape/plain';
import type { AccessState } from '../state/access-state';
import { Call, type PlanNode } from './call';
import { keyOf, type Outcome, outcomeOf, type Parts, type PlanForm, together } from './outcome';
import type { SiteSuggestion } from './site-suggestion';

/** What a plan says of a stack, and what it doesn't. */
export interface PlanData {
  readonly plan: Parts;
  readonly outcomes: readonly Outcome[];
  /** What a plan can't say: sentences. */
  readonly notes: readonly string[];
}

/** Puts together what a plan can say of the sites of a stack. */
export function planData(stack: AccessState, sites: readonly SiteSuggestion[], form: PlanForm): PlanData {
  const outcomes = sites.map((site) => outcomeOf(site, stack, form));
  const made = new Set(outcomes.filter(({ place }) => place === 'made').map(({ holder }) => keyOf(holder)));
  const members = new Map<string, PlanNode[]>();
  for (const { name, groups } of stack.users.values()) {
    const member = made.has(`user ${name}`) ? name : new Call('existingUser', name);
    for (const group of groups) members.set(group, [...members.get(group) ?? [], member]);
  }
  const of = (kind: string, ...places: ReadonlyArray<Outcome['place']>) => outcomes.filter(({ holder, place }) => holder.kind === kind && places.includes(place));
  const named = (kind: string) => Object.fromEntries(of(kind, 'made').map(({ holder: { name }, part }) => [name, { ...membersOf(kind, members.get(name)), ...part }]));
  const elsewhere = [...members.keys()].filter((name) => !stack.groups.has(name));
  const existing = [
    ...of('user', 'added', 'existing').map((outcome) => addition('existingUser', outcome)),
    ...of('group', 'added', 'existing', 'none').map((outcome) => addition('existingGroup', outcome, members.get(outcome.holder.name))),
    ...elsewhere.map((name) => addition('existingGroup', { holder: { kind: 'group', name }, part: {} }, members.get(name))),
    ...of('role', 'added', 'existing').map((outcome) => addition('existingRole', outcome)),
  ].filter((entry) => Object.keys(entry).length > 1);
  const external = together(outcomes.flatMap((outcome) => outcome.external));
  // a bucket whose policy is grants alone has nothing of its own
  const buckets = Object.fromEntries(Object.entries(named('bucket')).filter(([, part]) => Object.keys(part).length > 0));
  const parts: Parts = { users: named('user'), groups: named('group'), existing, external, buckets };
  return {
    plan: Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)),
    outcomes,
    notes: [
      ...outcomes.flatMap(({ notes }) => notes), ...outcomes.flatMap(emptyOf),
      ...elsewhere.map((name) => `group ${name}: the stack does not hold it, and what it allows stays as it is`), ...unsaidOf(stack),
    ].map(plain),
  };
}

function membersOf(kind: string, members: readonly PlanNode[] | undefined): Parts {
  return kind !== 'group' || members === undefined ? {} : { members };
}

function addition(call: string, { holder: { name }, part }: Pick<Outcome, 'holder' | 'part'>, members?: readonly PlanNode[]): Parts {
  return { principal: new Call(call, name), ...(members !== undefined && { members }), ...part };
}

/** Statements that the plan leaves out, since they say nothing. */
function emptyOf({ statements }: Outcome): readonly string[] {
  return statements.filter(({ becomes }) => becomes === 'nothing').map(({ policy, index, sid }) => `${policy}, statement ${sid ?? index + 1} is left out: there is no request that it allows or denies`);
}

/** What no plan says of a stack. */
function unsaidOf({ resources, limits = [], publicAccessBlock, buckets, users, roles, unknowns }: AccessState): readonly string[] {
  const all = [...buckets.values()];
  const blocked = all.filter((bucket) => bucket.publicAccessBlock !== undefined);
  const unsaid: Readonly<Record<string, readonly string[]>> = {
    'policies of other resources than buckets': [...resources?.keys() ?? []],
    'policies that limit whole accounts': limits.map(({ policy }) => policy.name),
    'Block Public Access': [...(publicAccessBlock === undefined ? [] : ['the account']), ...blocked.map(({ name }) => name)],
    'ACLs': all.filter(({ acl }) => acl !== undefined).map(({ name }) => name),
    'tags of principals': [...users.values(), ...roles.values()].filter(({ tags }) => tags !== undefined).map(({ name }) => name),
  };
  return [
    ...Object.entries(unsaid).flatMap(([what, names]) => (names.length === 0 ? [] : [`${what} stay as they are: ${names.join(', ')}`])),
    ...unknowns.map(({ where, reason }) => `not known: ${where}: ${reason}`),
  ];
}
