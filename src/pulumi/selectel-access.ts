import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import type { AccessPlan } from '../plan/planned';
import { checkPasswords, type PasswordForm } from '../plan/selectel/check-passwords';
import { renderSelectel } from '../plan/selectel/render-selectel';
import { selectelSettings } from '../platforms/selectel/settings';
import { BucketPolicies } from './bucket-policies';
import { stateOfUser } from './made-user';
import { plainOrPlaceholder } from './placeholders';
import type { Placement } from './placement';
import type { Passwords } from './plan-around';
import { StorageUser } from './storage-user';

/** What a plan makes on Selectel. */
export interface SelectelAccess {
  readonly users: ReadonlyMap<string, StorageUser>;
  readonly bucketPolicies: ReadonlyMap<string, AwsBucketPolicy>;
}

const FORM: PasswordForm = {
  isKept: (password) => pulumi.Output.isInstance(password),
  readers: 'everybody would read who sees the program',
  remedy: "give each user a secret Output: passwords: { 'ci-uploader': new pulumi.Config().requireSecret('ci-password') }",
};

/**
 * Makes a plan on Selectel: service users with their S3 keys, and the policies of buckets, which name the users by what the provider makes.
 *
 * @throws AccessError `InvalidPassword`, and what the plan can't have there
 */
export function makeSelectelAccess(
  access: pulumi.ComponentResource, plan: AccessPlan, passwords: Passwords, placement: Placement, opts: pulumi.ComponentResourceOptions,
): SelectelAccess {
  const { platform } = plan;
  const settings = selectelSettings(platform);
  checkPasswords(plan, passwords, FORM);
  // for its refusals, before anything is made
  renderSelectel(plan, settings, (user) => `${user}-id`);
  const child = { parent: access, ...(opts.dependsOn && { dependsOn: opts.dependsOn }) };
  const users = new Map([...plan.users].map(([name, { accessKeys = [] }]) => [
    name, new StorageUser(`${placement.name}-${name}`, { name, accessKeys, platform }, child),
  ]));
  const idOf = (name: string) => {
    const user = users.get(name);
    return user && stateOfUser(user).principal.text;
  };
  const { intents } = renderSelectel(plan, settings, idOf);
  const policies = BucketPolicies.of(placement.program);
  // a policy that names users by their names waits for them all the same
  const waiting = { ...opts, dependsOn: pulumi.output(opts.dependsOn ?? []).apply((others) => [others, ...users.values()].flat()) };
  const made = [...intents].filter(([, list]) => list.length > 0)
    .map(([bucket, list]) => [bucket, policies.add(plainOrPlaceholder('bucket', bucket), list, placement, waiting).resource] as const);
  return { users, bucketPolicies: new Map(made) };
}
