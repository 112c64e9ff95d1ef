import type { Construct } from 'constructs';
import type { AccessPlan } from '../plan/planned';
import { checkPasswords, type PasswordForm } from '../plan/selectel/check-passwords';
import { renderSelectel } from '../plan/selectel/render-selectel';
import { selectelSettings } from '../platforms/selectel/settings';
import { isDeployTime } from '../policy/deploy-time';
import { BucketPolicies } from './bucket-policies';
import type { ResourceOf, TerraformEngine } from './engine';
import { bucketConditions } from './grant-buckets';
import { policyResource } from './merged-bucket-policy';
import type { Placement } from './platform-scope';
import { StorageUserBase } from './storage-user';

/** What a plan makes on Selectel. */
export interface SelectelAccess<E extends TerraformEngine> {
  readonly users: ReadonlyMap<string, StorageUserBase<E>>;
  readonly bucketPolicies: ReadonlyMap<string, ResourceOf<E, 'S3BucketPolicy'>>;
}

/** Passwords of service users, by name. */
export type Passwords = Readonly<Record<string, string>>;

const FORM: PasswordForm = {
  isKept: (password) => typeof password === 'string' && isDeployTime(password),
  readers: 'everybody would read who sees the synthesized output',
  remedy: "give each user a sensitive variable: passwords: { 'ci-uploader': new TerraformVariable(this, 'ci-password', { type: 'string', sensitive: true }).stringValue }",
};

/**
 * Makes a plan on Selectel: service users with their S3 keys, and the policies of buckets, which name the users by what the provider makes.
 *
 * @throws AccessError `InvalidPassword`, and what the plan can't have there
 */
export function makeSelectelAccess<E extends TerraformEngine>(
  engine: E, access: Construct, plan: AccessPlan, passwords: Passwords, placement: Placement,
): SelectelAccess<E> {
  const settings = selectelSettings(plan.platform);
  checkPasswords(plan, passwords, FORM);
  // for its refusals, before anything is made
  renderSelectel(plan, settings, (user) => `${user}-id`);
  const { platform, provider, dependsOn } = placement;
  const users = new Map([...plan.users].map(([name, { accessKeys = [] }]) => [
    name, new StorageUserBase(engine, access, `User-${name}`, { name, accessKeys, platform, provider, dependsOn: [...dependsOn] }),
  ]));
  const { intents } = renderSelectel(plan, settings, (name) => users.get(name)?.nameText);
  // only for its refusals: the policy of a bucket checks its name by itself
  const grants = [...plan.users.values(), ...plan.groups.values(), ...plan.existing].flatMap((some) => some.grants ?? []);
  bucketConditions(engine, access, grants.flatMap(({ buckets }) => buckets));
  const policies = BucketPolicies.of(engine, access);
  // a policy that names users by their names waits for them all the same
  const where = { ...placement, dependsOn: [...dependsOn, ...[...users.values()].map(({ user }) => user)] };
  const made = [...intents].filter(([, list]) => list.length > 0)
    .map(([bucket, list]) => [bucket, policyResource<E>(policies.add(access, bucket, list, where))] as const);
  return { users, bucketPolicies: new Map(made) };
}
