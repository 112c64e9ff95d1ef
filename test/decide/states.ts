import type { PolicyDocument, Statement } from '../../src/policy/document';
import type { AccessState, BucketAccess, GroupAccess, RoleAccess, UserAccess } from '../../src/state/access-state';
import type { NamedPolicy } from '../../src/state/named-policy';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

export function policy(statements: readonly Statement[], version: PolicyDocument['version'] = '2012-10-17', name = 'policy'): NamedPolicy {
  return { name, document: { version, statements } };
}

export interface Parts {
  readonly account?: string;
  readonly users?: readonly UserAccess[];
  readonly groups?: readonly GroupAccess[];
  readonly roles?: readonly RoleAccess[];
  readonly buckets?: readonly BucketAccess[];
}

export function state({ account = ACCOUNT, users = [], groups = [], roles = [], buckets = [] }: Parts): AccessState {
  const byName = <T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> => new Map(all.map((one) => [one.name, one]));
  return { account: account === '' ? undefined : account, users: byName(users), groups: byName(groups), roles: byName(roles), buckets: byName(buckets), unknowns: [] };
}

/** A state with the user dana, her one policy, and perhaps a bucket policy on the bucket b. */
export function userState(
  statements: readonly Statement[],
  { version, bucket, boundary, account, owner }: { version?: PolicyDocument['version']; bucket?: readonly Statement[]; boundary?: readonly Statement[]; account?: string; owner?: string } = {},
): AccessState {
  return state({
    account,
    users: [{ name: 'dana', groups: [], policies: [policy(statements, version)], boundary: boundary && policy(boundary, version, 'boundary') }],
    buckets: [{ name: 'b', account: owner, policy: bucket && policy(bucket, version, 'bucket policy') }],
  });
}
