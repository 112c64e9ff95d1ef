import { asAws, type Fact, unconfirmed } from './fact';
import type { FactName, PolicyProfile } from './policy-profile';

const ELEMENTS = ['NotAction', 'NotResource', 'NotPrincipal'] as const;

/** All facts but those of elements, in the order of the tables. */
export const FACTS: ReadonlyArray<Exclude<FactName, 'elements'>> = [
  'olderVersion', 'actions', 'everyAction', 'otherServices', 'operators', 'ifExists', 'sets', 'valueLists', 'negatedLists', 'keys', 'keyLetters', 'unfittingKeys',
  'values', 'resources', 'variables', 'negatedWhenAbsent', 'negatedSets', 'severalValues', 'nullFalse', 'bareIpv6', 'valuesReadAsAbsent',
  'absentReadAsEmpty', 'requestKeys', 'principalKeys', 'forgeable', 'bucketPolicies', 'accounts', 'bucketAsFolder', 'otherResources', 'alsoGrants',
  'checkedAs', 'batchDeletes', 'answersAnyway', 'partsLack', 'doesAlong', 'versions', 'ownKeys',
];

/** Those of which it must be known what the platform does. */
export const KNOWN_FACTS = [
  'valuesReadAsAbsent', 'absentReadAsEmpty', 'requestKeys', 'principalKeys', 'forgeable', 'otherResources', 'alsoGrants', 'checkedAs', 'batchDeletes', 'answersAnyway',
  'partsLack', 'doesAlong', 'versions', 'ownKeys',
] as const satisfies readonly FactName[];

/** Every fact by its name, those of elements as `elements.NotAction`. */
export function factsOf(profile: PolicyProfile): ReadonlyArray<readonly [name: string, fact: Fact<unknown>]> {
  return [
    ...FACTS.map((name): readonly [string, Fact<unknown>] => [name, profile[name]]),
    ...ELEMENTS.map((element) => [`elements.${element}`, profile.elements[element]] as const),
  ];
}

/** What every request has wherever requests are made over HTTPS and clocks go. */
export const CONNECTION_AND_TIME: readonly string[] = ['aws:securetransport', 's3:tlsversion', 'aws:currenttime', 'aws:epochtime'];

/** Whether a platform reads everything as AWS does. */
export function isAsAws(profile: PolicyProfile): boolean {
  return factsOf(profile).every(([, { is }]) => is === 'as AWS');
}

/**
 * A profile that says of everything that it is as on AWS, to be changed where it isn't.
 *
 * @param source what confirms that
 * @example
 * const policies = { ...allAsAws('https://docs.store.example/iam'), negatedWhenAbsent: unconfirmed() };
 */
export function allAsAws(source: string): PolicyProfile {
  return everyFact(asAws(source));
}

/** A profile of which nothing is confirmed, but for what must be known, which is as on AWS. */
export function allUnconfirmed(source: string, why?: string): PolicyProfile {
  const known = Object.fromEntries(KNOWN_FACTS.map((name) => [name, asAws(source)])) as Pick<PolicyProfile, (typeof KNOWN_FACTS)[number]>;
  return { ...everyFact(unconfirmed(why)), ...known };
}

/** The same fact of everything; one that must be known may only be as on AWS. */
function everyFact(fact: Fact<never>): PolicyProfile {
  const elements = Object.fromEntries(ELEMENTS.map((element) => [element, fact]));
  return { ...Object.fromEntries(FACTS.map((name) => [name, fact])), elements } as unknown as PolicyProfile;
}
