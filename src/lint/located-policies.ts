import type { AccessState } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';
import type { FoundLocation, LocatedPolicy } from './types';

/** Every policy of a state once, also where several principals have the same document. */
export function policiesOf({ account: own, users, groups, roles, buckets }: AccessState): readonly LocatedPolicy[] {
  const identity = (policies: ReadonlyArray<NamedPolicy | undefined>, user?: string) => policies
    .flatMap((policy): readonly LocatedPolicy[] => (policy === undefined ? [] : [{ policy, policyType: 'identity', ...(user !== undefined && { user }) }]));
  const located = [
    ...[...users].flatMap(([name, { policies, boundary }]) => identity([...policies, boundary], name)),
    ...[...groups.values()].flatMap(({ policies }) => identity(policies)),
    ...[...roles.values()].flatMap(({ policies, boundary }) => identity([...policies, boundary])),
    ...[...buckets.values()].flatMap(({ name, policy, account = own }): readonly LocatedPolicy[] => (
      policy === undefined ? [] : [{ policy, policyType: 'resource', bucket: name, ...(account !== undefined && { account }) }]
    )),
  ];
  const seen = new Set<unknown>();
  // nobody can change what AWS's own policies say
  return located.filter(({ policy: { awsManaged } }) => awsManaged === undefined).filter(({ policy }) => {
    const key: unknown = policy.document ?? policy;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The policies of a state that are neither an identity's nor a bucket's: who may take a role, and those of keys, access points and so on. */
export function otherPolicies({ roles, resources }: AccessState): readonly LocatedPolicy[] {
  const policies = [...[...roles.values()].map(({ trust }) => trust), ...[...resources?.values() ?? []].map(({ policy }) => policy)];
  return policies.flatMap((policy): readonly LocatedPolicy[] => (policy === undefined ? [] : [{ policy, policyType: 'resource' }]));
}

/** The place of a statement, or of something below it. */
export function locationIn({ name, document }: NamedPolicy, index: number, below = ''): FoundLocation {
  const sid = document?.statements[index]?.sid;
  return { where: name, path: `$.Statement[${index}]${below}`, ...(sid !== undefined && { sid }) };
}
