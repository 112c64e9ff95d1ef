import { type Entry, kindOf, type LocatedMap, wrongAt } from '../plan/file/located';
import { planOfTree } from '../plan/file/parse-plan';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { providedType } from '../pulumi/control-planes';
import { StorageAccess } from '../pulumi/storage-access';
import { shown } from '../shape/shown';
import { keyOutputs } from './access-keys';
import type { Asking, Made } from './asking';
import { checkProvided } from './check-provided';
import { claimBuckets } from './claims';

/** The token of a whole plan. */
export const ACCESS_TYPE = 'bucket-grants:index:StorageAccess';

/**
 * Makes a whole plan: its inputs are those of a plan file, without variables, and with Outputs where a program in TypeScript may have them.
 *
 * @throws AccessError as {@link StorageAccess} and `parsePlan`; `OutsidePlatform` where a platform other than AWS is given no provider
 */
export async function makeAccess({ name, inputs, opts }: Asking): Promise<Made> {
  const plan = planOfTree(withNamedBuckets(inputs));
  const { platform } = plan;
  checkProvided(name, platform, opts);
  await claimBuckets(name, plan, opts);
  // one that a provider reaches is named, since the StorageProvider that would name it is in no program of another language
  const named = !isAwsItself(platform) && providedType(platform) !== undefined;
  const access = new StorageAccess(name, { plan, ...(named && { platform }) }, opts);
  const users = [...access.users].map(([user, { accessKeys }]) => [user, keyOutputs(accessKeys)] as const).filter(([, { accessKeyIds }]) => Object.keys(accessKeyIds).length > 0);
  const of = (output: keyof ReturnType<typeof keyOutputs>) => Object.fromEntries(users.map(([user, keys]) => [user, keys[output]]));
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
  if (entry.value.is !== 'map') return entry;
  const { bucket, ...others } = Object.fromEntries(entry.value.entries);
  if (bucket === undefined) return entry;
  const { value } = bucket;
  if (value.is !== 'value' || typeof value.value !== 'string') throw wrongAt(bucket.at, `the bucket is ${kindOf(value)}; allowed: a text`, 'give the name of the bucket, or an output of its resource');
  return { ...entry, name: value.value, value: { ...entry.value, entries: new Map(Object.entries(others)) } };
}
