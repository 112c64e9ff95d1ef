import { CONDITION_OPERATORS } from '../../policy/operators';
import type { OptionalElement } from '../dialect';
import type { Evaluation, FilledVariables, UnclearFact } from '../evaluation';
import { type Fact, howOf } from './fact';
import type { KnownVariables, KnownWords, PolicyProfile } from './policy-profile';
import { isAsAws } from './whole-profile';

/*
 * What `decide`, comparisons and lint judge by, from the facts of a profile: worked out once for a platform. A fact that isn't confirmed is
 * `unclear` there, so that what it could change is uncertain.
 */

const OPERATORS = [...CONDITION_OPERATORS.keys()];
const ELEMENTS = ['NotAction', 'NotResource', 'NotPrincipal'] as const satisfies readonly OptionalElement[];
/** Facts that are open wherever they aren't confirmed. */
const UNCLEAR = [
  'everyAction', 'negatedLists', 'negatedWhenAbsent', 'negatedSets', 'nullFalse', 'bareIpv6', 'valueLists', 'bucketPolicies', 'accounts', 'bucketAsFolder',
] as const satisfies ReadonlyArray<UnclearFact & keyof PolicyProfile>;

/** How a platform judges requests; undefined where it is as AWS does. */
export function evaluationOf(profile: PolicyProfile): Evaluation | undefined {
  if (isAsAws(profile)) return undefined;
  const elements = (is: (fact: Fact<'refused' | 'never applies'>) => boolean) => listed(ELEMENTS.filter((element) => is(profile.elements[element])));
  const evaluation: Evaluation = {
    bucketPolicies: howOf(profile.bucketPolicies),
    bucketAsFolder: howOf(profile.bucketAsFolder),
    alsoGrants: howOf(profile.alsoGrants),
    checkedAs: howOf(profile.checkedAs),
    operators: operatorsOf(profile),
    sets: acceptedOf(profile.sets, OPERATORS),
    keys: keysOf(profile.keys),
    keyLetters: lettersOf(profile),
    oneValue: howOf(profile.valueLists),
    failsWhenAbsent: howOf(profile.negatedWhenAbsent),
    negatedSets: howOf(profile.negatedSets),
    severalValues: howOf(profile.severalValues),
    bareIpv6: howOf(profile.bareIpv6),
    unclear: listed(unclearOf(profile)),
    readsAsAbsent: howOf(profile.valuesReadAsAbsent),
    readsAsEmpty: howOf(profile.absentReadAsEmpty),
    unevaluated: elements((fact) => howOf(fact) === 'never applies'),
    unclearElements: elements((fact) => fact.is === 'unconfirmed' || howOf(fact) === 'refused'),
    unclearValues: howOf(profile.values),
    unclearResources: howOf(profile.resources),
    variables: variablesOf(profile.variables),
    requestKeys: howOf(profile.requestKeys),
    principalKeys: howOf(profile.principalKeys),
    forgeable: howOf(profile.forgeable),
    answersAnyway: howOf(profile.answersAnyway),
  };
  return Object.fromEntries(Object.entries(evaluation).filter(([, value]) => value !== undefined));
}

function unclearOf(profile: PolicyProfile): readonly UnclearFact[] {
  const open = UNCLEAR.filter((name) => profile[name].is === 'unconfirmed');
  // a policy that is refused isn't there, and whether one was taken before nobody can tell
  return [
    ...open,
    ...(profile.olderVersion.is === 'as AWS' ? [] : ['olderVersion' as const]),
  ];
}

function listed<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The words that a platform takes, of all that there are; undefined where it takes all. */
function acceptedOf(fact: Fact<KnownWords>, all: readonly string[]): readonly string[] | undefined {
  if (fact.is === 'unconfirmed') return [];
  const { known, also = [], others } = howOf(fact) ?? { known: all, others: 'taken' };
  return others === 'taken' ? undefined : [...known, ...also];
}

function operatorsOf({ operators, ifExists }: PolicyProfile): readonly string[] | undefined {
  const [plain, suffixed] = [acceptedOf(operators, OPERATORS), acceptedOf(ifExists, OPERATORS)];
  if (plain === undefined && suffixed === undefined) return undefined;
  return [...plain ?? OPERATORS, ...(suffixed ?? plain ?? OPERATORS).filter((name) => name !== 'Null').map((name) => `${name}IfExists`)];
}

function keysOf(fact: PolicyProfile['keys']): readonly string[] | undefined {
  if (fact.is === 'unconfirmed') return [];
  const how = howOf(fact);
  if (how === undefined || how.others === 'taken') return undefined;
  return [...how.known.map(({ key }) => key), ...how.also ?? []].map((key) => key.toLowerCase());
}

/** The keys as a platform writes them, where it isn't confirmed to read them in any letters. */
function lettersOf({ keys, keyLetters }: PolicyProfile): readonly string[] | undefined {
  const how = howOf(keys);
  if (keyLetters.is === 'as AWS' || how === undefined) return undefined;
  return listed([...how.known.map(({ key }) => key), ...how.also ?? []]);
}

function variablesOf(fact: Fact<KnownVariables>): FilledVariables | undefined {
  if (fact.is === 'unconfirmed') return { keys: [], defaults: false, escapes: false, others: 'unconfirmed' };
  const how = howOf(fact);
  if (how === undefined) return undefined;
  const { known, also = [], everyKey = false, defaults, escapes, others, wholeValuesOnly } = how;
  return {
    ...(!everyKey && { keys: [...known, ...also] }),
    defaults,
    escapes,
    ...(others === 'unconfirmed' && { others }),
    ...(wholeValuesOnly !== undefined && { wholeValuesOnly }),
  };
}
