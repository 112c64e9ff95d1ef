import * as pulumi from '@pulumi/pulumi';
import { bucketIntents } from '../plan/bucket-intents';
import { type Entry, kindOf, type LocatedMap, wrongAt } from '../plan/file/located';
import { planOfTree } from '../plan/file/parse-plan';
import type { AccessPlan } from '../plan/planned';
import { twoBucketPolicies } from '../plan/refusals';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { bucketReference } from '../pulumi/bucket-reference';
import { providedType } from '../pulumi/control-planes';
import { StorageAccess } from '../pulumi/storage-access';
import { shown } from '../shape/shown';
import { type Asking, checkProvided, keyOutputs, type KeyOutputs, type Made } from './component';
import { urnOf } from './look';

/** The token of a whole plan. */
export const ACCESS_TYPE = 'bucket-grants:index:StorageAccess';

/**
 * Makes a whole plan: its inputs are those of a plan file, without variables, and with Outputs where a program in TypeScript may have them.
 *
 * @throws AccessError as {@link StorageAccess} and `parsePlan`; `OutsidePlatform` where a platform other than AWS is given no provider;
 * `TwoBucketPolicies`
 */
export async function makeAccess(asking: Asking): Promise<Made> {
  const { name, opts } = asking;
  const plan = planOfTree(withNamedBuckets(asking.inputs));
  const { platform } = plan;
  checkProvided(asking, platform);
  await claimBuckets(name, plan, opts);
  // one that a provider reaches is named, since the StorageProvider that would name it is in no program of another language
  const isNamed = !isAwsItself(platform) && providedType(platform) !== undefined;
  const access = new StorageAccess(name, { plan, ...(isNamed && { platform }) }, opts);
  const withKeys = [...access.users].filter(([, { accessKeys }]) => accessKeys.size > 0);
  const users = withKeys.map(([user, { accessKeys }]) => [user, keyOutputs(accessKeys)] as const);
  const of = (output: keyof KeyOutputs) => Object.fromEntries(users.map(([user, keys]) => [user, keys[output]]));
  return {
    component: access,
    state: {
      accessKeyIds: of('accessKeyIds'),
      secretAccessKeys: of('secretAccessKeys'),
      encryptedSecretAccessKeys: of('encryptedSecretAccessKeys'),
      roleArns: Object.fromEntries([...access.roles].map(([role, { arn }]) => [role, arn])),
      files: Object.fromEntries(access.files),
      otherAccountPolicies: access.otherAccountPolicies.map(({ grantee, json }) => ({ account: grantee.account, ...('arn' in grantee && { principal: grantee.arn }), policy: json })),
    },
  };
}

/** A name in a schema is a text, so a bucket that is an Output is a property: where it is given, it is the bucket, and the name what it is called. */
function withNamedBuckets(plan: LocatedMap): LocatedMap {
  const buckets = plan.entries.get('buckets');
  if (buckets?.value.is !== 'map') return plan;
  const named = new Map<string, Entry>();
  for (const entry of buckets.value.entries.values()) {
    const renamed = withBucketName(entry);
    const other = named.get(renamed.name);
    if (other !== undefined) throw wrongAt(entry.at, `${shown(entry.name)} is the bucket that stands at ${other.at()} already`, 'put what belongs to one bucket into one');
    named.set(renamed.name, renamed);
  }
  return { ...plan, entries: new Map([...plan.entries, ['buckets', { ...buckets, value: { ...buckets.value, entries: named } }]]) };
}

function withBucketName(entry: Entry): Entry {
  const bucket = entry.value.is === 'map' ? entry.value.entries.get('bucket') : undefined;
  if (entry.value.is !== 'map' || bucket === undefined) return entry;
  const { value } = bucket;
  if (value.is !== 'value' || typeof value.value !== 'string') throw wrongAt(bucket.at, `the bucket is ${kindOf(value)}; allowed: a text`, 'give the name of the bucket, or an output of its resource');
  const others = [...entry.value.entries].filter(([name]) => name !== 'bucket');
  return { ...entry, name: value.value, value: { ...entry.value, entries: new Map(others) } };
}

/** Which component, by its parent and its name, writes the policy of which bucket in the deployment that this process serves. */
const claims = new Map<string, readonly [below: string, name: string]>();

/**
 * Refuses a second component that writes the policy of a bucket: a bucket has one policy, and a component is whole before the next one is known, so that
 * nothing could merge them. A bucket whose name isn't known in a preview is looked at when it is deployed.
 */
async function claimBuckets(component: string, plan: AccessPlan, { parent, providers = {} }: pulumi.ComponentResourceOptions): Promise<void> {
  const urns = await Promise.all(Object.values(providers).map(urnOf));
  const deployment = [pulumi.getProject(), pulumi.getStack(), String(pulumi.runtime.isDryRun()), ...urns.sort()];
  const below = parent === undefined ? '' : await urnOf(parent);
  for (const [bucket, intents] of bucketIntents(plan)) {
    const name = knownName(bucket);
    if (name === undefined || intents.length === 0) continue;
    const key = [...deployment, name].join('\n');
    const [where, other] = claims.get(key) ?? [below, component];
    if (where !== below || other !== component) throw twoBucketPolicies(name, [other, component], true);
    claims.set(key, [below, component]);
  }
}

function knownName(bucket: string): string | undefined {
  const reference = bucketReference(bucket);
  if (reference.kind === 'name') return reference.name;
  return reference.kind === 'output' ? reference.called?.name : undefined;
}
