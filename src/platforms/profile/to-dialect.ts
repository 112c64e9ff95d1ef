import { CONDITION_OPERATORS, parseOperator } from '../../policy/operators';
import { s3Action } from '../../s3/catalogue';
import type { Dialect, OptionalElement, WrittenVariables } from '../dialect';
import type { Writing } from '../writing';
import { type Fact, howOf } from './fact';
import type { KnownVariables, KnownWords, PolicyProfile } from './policy-profile';
import { isAsAws } from './whole-profile';

/*
 * What grants and guards are lowered by, from the facts of a profile: worked out once for a platform. What isn't confirmed isn't used, and is
 * written in other words that are, or refused.
 */

const OPERATORS = [...CONDITION_OPERATORS.keys()];
const ELEMENTS = ['NotAction', 'NotResource', 'NotPrincipal'] as const satisfies readonly OptionalElement[];

/** What of the policy language may be written for a platform; undefined where it is all of it, as on AWS. */
export function dialectOf(profile: PolicyProfile, writing: Writing = {}): Dialect | undefined {
  if (isAsAws(profile) && Object.keys(writing).length === 0) return undefined;
  const operators = knownWords(profile.operators);
  const { notActionAsList = false, userNameAsText = false, ...texts } = writing;
  const dialect: Dialect = {
    ...actionsOf(profile),
    ...alongOf(profile),
    ...texts,
    elements: ELEMENTS.filter((element) => profile.elements[element].is === 'as AWS' && !(element === 'NotAction' && notActionAsList)),
    onlyBuckets: isDifferent(profile.otherResources),
    operators,
    oneValue: oneValueOf(profile, operators),
    ifExists: knownWords(profile.ifExists).filter((name) => name !== 'Null' && operators.includes(name)),
    sets: knownWords(profile.sets).filter((name) => name !== 'Null' && operators.includes(name) && !isReadOtherwise(name, profile)),
    keys: profile.keys.is === 'unconfirmed' ? [] : howOf(profile.keys)?.known,
    keysFitEveryAction: profile.unfittingKeys.is !== 'as AWS',
    failsWhenAbsent: profile.negatedWhenAbsent.is === 'unconfirmed' ? 'all' : howOf(profile.negatedWhenAbsent),
    alwaysThere: howOf(profile.requestKeys),
    onlyWhenTrue: keysReadAs(profile, 'false'),
    absentWhenEmpty: [...keysReadAs(profile, ''), ...howOf(profile.absentReadAsEmpty) ?? []],
    nullOnlyTrue: profile.nullFalse.is === 'unconfirmed',
    wholeIpv6: profile.bareIpv6.is !== 'as AWS',
    forbiddenValues: howOf(profile.values),
    forbiddenInResources: howOf(profile.resources),
    variables: { ...variablesOf(profile), ...(userNameAsText && { userNameAsText }) },
    absentInParts: howOf(profile.partsLack),
    doesAlong: howOf(profile.doesAlong),
    versionsNeedObjectLock: isDifferent(profile.versions),
    ownKeys: howOf(profile.ownKeys),
  };
  const said = Object.entries(dialect).filter(([, value]) => value !== undefined && value !== false && !isEmpty(value));
  return Object.fromEntries(said) as unknown as Dialect;
}

/** A list that is empty says nothing where none is meant; those that must be there are. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function isDifferent({ is }: Fact<unknown>): boolean {
  return is === 'differently';
}

function knownWords(fact: Fact<KnownWords>): readonly string[] {
  if (fact.is === 'unconfirmed') return [];
  return howOf(fact)?.known ?? OPERATORS;
}

/** Whether a set operator before an operator says something else than on AWS, or may. */
function isReadOtherwise(operator: string, { negatedSets }: PolicyProfile): boolean {
  return parseOperator(operator)?.base.negated === true && negatedSets.is !== 'as AWS';
}

function oneValueOf({ valueLists, negatedLists }: PolicyProfile, operators: readonly string[]): readonly string[] {
  if (valueLists.is === 'unconfirmed') return operators;
  const isNegated = (name: string) => name !== 'NotIpAddress' && parseOperator(name)?.base.negated === true;
  const negated = negatedLists.is === 'as AWS' ? [] : operators.filter(isNegated);
  return [...howOf(valueLists) ?? [], ...negated];
}

function keysReadAs({ valuesReadAsAbsent }: PolicyProfile, value: string): readonly string[] {
  return Object.entries(howOf(valuesReadAsAbsent) ?? {}).filter(([, one]) => one === value).map(([key]) => key);
}

function variablesOf({ variables, keys }: PolicyProfile): WrittenVariables {
  // those of a service's own requests are known for some of its actions only
  const filled = howOf(keys)?.known.map(({ key }) => key).filter((key) => key.startsWith('aws:'));
  if (variables.is === 'as AWS') return { ...(filled && { keys: filled }), defaults: true, escapes: true };
  const none: KnownVariables = { known: [], defaults: false, escapes: false, others: 'unconfirmed' };
  const { known, renamed, defaults, escapes } = howOf(variables) ?? none;
  return { keys: known, ...(renamed && { renamed }), defaults, escapes };
}

function actionsOf({ actions, everyAction, otherServices }: PolicyProfile): Partial<Dialect> {
  const { known, others } = howOf(actions) ?? { known: actions.is === 'unconfirmed' ? [] : undefined, others: 'unconfirmed' };
  const services = howOf(otherServices);
  return {
    actions: known,
    actionsAreAll: known !== undefined && others === 'none',
    otherActionsExist: known !== undefined && others === 'unconfirmed',
    everything: everyAction.is === 'unconfirmed' ? [] : howOf(everyAction),
    otherServices: otherServices.is === 'as AWS' ? 'all' : services?.known ?? [],
    otherActions: services?.actions,
  };
}

/** What comes along with an action, is needed beside it, or has to be denied beside it, by what the platform asks and hears. */
function alongOf(profile: PolicyProfile): Pick<Dialect, 'alsoGrants' | 'alsoGrantsUnlessDenied' | 'requires' | 'together'> {
  const implied = Object.entries(howOf(profile.alsoGrants) ?? {}).map(([name, actions]) => [named(name), actions.map(named)] as const);
  const asked = Object.entries(howOf(profile.checkedAs) ?? {})
    .map(([name, { action: other, how, together = false }]) => ({ name: named(name), other: named(other), how, together }));
  const isImplied = (name: string, other: string) => implied.some(([own, actions]) => own === name && actions.includes(other));
  const of = (...hows: readonly string[]) => asked.filter(({ how, together }) => hows.includes(how) && !together);
  const othersBring = (...hows: readonly string[]) => of(...hows).map(({ name, other }) => [other, [name]] as const);
  // what another action is asked for, or as well, can't be denied by its own name alone
  const bringOthers = (...hows: readonly string[]) => of(...hows).map(({ name, other }) => [name, [other]] as const);
  const needed = asked.filter(({ name, other, how }) => how !== 'orElse' && !isImplied(name, other));
  if (implied.length + asked.length === 0) return {};
  return {
    alsoGrants: {
      Allow: lists([...implied, ...othersBring('instead', 'orElse')]),
      Deny: lists([...implied, ...othersBring('instead', 'unlessDenied'), ...bringOthers('instead', 'orElse')]),
    },
    together: lists(asked.filter(({ together }) => together).map(({ name, other }) => [other, [name]] as const)),
    alsoGrantsUnlessDenied: Object.fromEntries(of('unlessDenied').map(({ name, other }) => [other, name])),
    requires: Object.fromEntries(needed.map(({ name, other }) => [name, other])),
  };
}

/** An action in the letters that policies have. */
function named(action: string): string {
  return s3Action(action)?.name ?? action;
}

function lists(pairs: ReadonlyArray<readonly [string, readonly string[]]>): Readonly<Record<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>();
  for (const [name, more] of pairs) all.set(name, [...new Set([...all.get(name) ?? [], ...more])]);
  return Object.fromEntries(all);
}
