import { CONDITION_OPERATORS, parseOperator } from '../../policy/operators';
import type { Evaluation } from '../evaluation';
import type { PlatformFeature } from '../features';
import { invalidField } from './check';
import type { CustomLanguage, CustomProfile } from './custom-profile';
import { PRINCIPAL_KEYS } from './evaluation';

/** The principals that bucket policies may be given to, by the principals that they govern. */
const GOVERNED: Readonly<Record<NonNullable<Evaluation['bucketPolicies']>, readonly PlatformFeature[]>> = { anonymous: ['everyoneGrantees'], allowList: [], none: [] };

/** What may be said of a product that reads the whole language as AWS does. */
const BESIDE_AWS = ['bucketPolicies', 'bucketAsFolder', 'severalValues', 'forgeable'];

/** What the rest of a profile says of a field; undefined where both can be so. */
type Contradiction = readonly [field: keyof Evaluation, because: string | undefined];

/**
 * Checks that a profile doesn't say of the same thing that it is so for what is written and that it isn't for what is judged.
 *
 * @param onBuckets features that stand in bucket policies
 * @throws AccessError `InvalidPlatform`
 */
export function checkEvaluationFits({ evaluation, features = [], language = {} }: CustomProfile, onBuckets: readonly PlatformFeature[]): void {
  if (evaluation === undefined) return;
  const { bucketPolicies, unclear = [] } = evaluation;
  const ungoverned = bucketPolicies && features.find((feature) => onBuckets.includes(feature) && !GOVERNED[bucketPolicies].includes(feature));
  const contradictions: readonly Contradiction[] = [
    ['bucketPolicies', ungoverned && `features name ${ungoverned}, which stands in bucket policies`],
    ['unclear', unclear.includes('accounts') && features.includes('accountGrantees') ? 'features name accountGrantees' : undefined],
    ...(language === 'aws' ? besideAws(evaluation) : besideLanguage(evaluation, language)),
  ];
  const wrong = contradictions.find(([, because]) => because !== undefined);
  if (wrong !== undefined) throw invalidField(`evaluation.${wrong[0]}`, evaluation[wrong[0]], `nothing that contradicts the rest of the profile: ${wrong[1]}`);
}

function besideAws(evaluation: Evaluation): readonly Contradiction[] {
  const fields = Object.keys(evaluation).filter((name) => !BESIDE_AWS.includes(name)) as ReadonlyArray<keyof Evaluation>;
  return fields.map((field) => [field, "language is 'aws', which is all of it, as AWS reads it"]);
}

function besideLanguage(evaluation: Evaluation, language: CustomLanguage): readonly Contradiction[] {
  const { operators = [], ifExists = [], sets = [], keys = [], elements = [], variables = {}, negatedHoldsWhenAbsent = false } = language;
  const { operators: judged, principalKeys, variables: filled } = evaluation;
  const written = [...listed(operators), ...listed(ifExists).filter((name) => name !== 'Null').map((name) => `${name}IfExists`)];
  const names = [...keys.map((key) => (typeof key === 'string' ? key : key.key)), ...variables.keys ?? []];
  const isOther = (key: string) => principalKeys !== undefined && PRINCIPAL_KEYS.includes(key) && principalKeys[key] !== key;
  const isLeft = (key: string) => filled?.wholeValuesOnly === true || (filled?.keys !== undefined && !filled.keys.includes(key));
  const says = (field: string, name: string | undefined) => (name === undefined ? undefined : `language.${field} names ${name}`);
  return [
    ['operators', says('operators and language.ifExists', judged && written.find((name) => !judged.includes(name)))],
    ['negatedHoldsWhenAbsent', negatedHoldsWhenAbsent && evaluation.negatedHoldsWhenAbsent === false ? 'language.negatedHoldsWhenAbsent is true' : undefined],
    ['negatedSets', says('sets', evaluation.negatedSets && sets.find((name) => parseOperator(name)?.base.negated))],
    ['unevaluated', says('elements', evaluation.unevaluated?.find((name) => elements.includes(name)))],
    ['principalKeys', says('keys and language.variables', names.find((key) => isOther(key.toLowerCase())))],
    ['variables', says('variables.keys', filled && variables.keys?.find(isLeft))],
    ['variables', filled && variables.defaults === true && !filled.defaults ? 'language.variables.defaults is true' : undefined],
    ['variables', filled && variables.escapes === true && !filled.escapes ? 'language.variables.escapes is true' : undefined],
  ];
}

function listed(operators: 'all' | readonly string[]): readonly string[] {
  return operators === 'all' ? [...CONDITION_OPERATORS.keys()] : operators;
}
