import type { PlatformFeature } from '../platform';
import { asAws, howOf, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws } from '../profile/whole-profile';
import { invalidField } from './check';

/**
 * What is known of how a product takes and reads policies: facts of a profile. Of what isn't said here nothing is assumed, but that it has the
 * actions of S3 and judges requests for them as AWS does.
 */
export interface CustomPolicies extends Partial<Omit<PolicyProfile, 'elements'>> {
  /**
   * The elements `NotAction`, `NotResource` and `NotPrincipal`.
   *
   * @default - unconfirmed
   */
  readonly elements?: Partial<PolicyProfile['elements']>;
}

const UNSAID = 'the profile doesn\'t say it';

/** Features that are there only where bucket policies govern signed-in users. */
const GOVERNS_USERS: readonly PlatformFeature[] = ['bucketGuards', 'accountGrantees', 'principalGrantees'];

/** Everything that is known of a product, what its profile leaves out included. */
export function wholePolicies(said: 'aws' | CustomPolicies, features: readonly PlatformFeature[]): PolicyProfile {
  if (said === 'aws') return allAsAws("stated by the profile: policies: 'aws'");
  const open = unconfirmed(UNSAID);
  const featured = (some: readonly PlatformFeature[]) => {
    const feature = features.find((one) => some.includes(one));
    return feature === undefined ? open : asAws(`stated by the profile: its features name ${feature}`);
  };
  return {
    ...allAsAws(`${UNSAID}: its IAM API is that of AWS`),
    olderVersion: open,
    otherServices: open,
    operators: open,
    ifExists: open,
    sets: open,
    keys: open,
    keyLetters: open,
    variables: open,
    negatedWhenAbsent: open,
    bareIpv6: open,
    bucketPolicies: featured(GOVERNS_USERS),
    accounts: featured(['accountGrantees']),
    ...said,
    elements: { NotAction: open, NotResource: open, NotPrincipal: open, ...said.elements },
  };
}

/** Who bucket policies may give to, by the requests that they govern. */
const GOVERNED: Readonly<Record<'anonymous' | 'allowList' | 'none', readonly PlatformFeature[]>> = { anonymous: ['everyoneGrantees'], allowList: [], none: [] };

/**
 * Checks that facts of a profile and its features don't contradict each other, nor the words of the language that depend on others.
 *
 * @param onBuckets features that stand in bucket policies
 * @throws AccessError `InvalidPlatform`
 */
export function checkFits(policies: PolicyProfile, features: readonly PlatformFeature[], onBuckets: readonly PlatformFeature[]): void {
  const contradict = (name: keyof PolicyProfile, because: string) => invalidField(`policies.${name}`, policies[name], `nothing that contradicts the rest of the profile: ${because}`);
  const governed = howOf(policies.bucketPolicies);
  const ungoverned = governed && features.find((feature) => onBuckets.includes(feature) && !GOVERNED[governed].includes(feature));
  if (ungoverned !== undefined) throw contradict('bucketPolicies', `features name ${ungoverned}, which stands in bucket policies`);
  if (policies.accounts.is === 'unconfirmed' && features.includes('accountGrantees')) throw contradict('accounts', 'features name accountGrantees');
  const operators = policies.operators.is === 'unconfirmed' ? [] : howOf(policies.operators)?.known;
  for (const name of ['ifExists', 'sets'] as const) {
    const fact = policies[name];
    const unknown = howOf(fact)?.known.find((operator) => operators?.includes(operator) === false || operator === 'Null');
    if (unknown !== undefined) throw invalidField(`policies.${name}`, unknown, unknown === 'Null' ? 'any operator but Null' : 'operators that policies.operators knows too');
  }
  const keys = policies.keys.is === 'unconfirmed' ? [] : howOf(policies.keys)?.known;
  if ((operators === undefined || operators.length > 0) && keys?.length === 0) throw invalidField('policies.keys', policies.keys, 'at least one condition key, since policies.operators are given');
}
