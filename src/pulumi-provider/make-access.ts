import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { shown } from '../shape/shown';
import { type Entry, kindOf, type LocatedMap, wrongAt } from '../plan/file/located';
import { planOf } from '../plan/file/parse-plan';
import { AS_IT_IS } from '../plan/file/places';
import type { AccessPlan } from '../plan/planned';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { providedType } from '../pulumi/control-planes';
import { StorageAccess } from '../pulumi/storage-access';
import { keyOutputs } from './access-keys';
import type { Asking, Made } from './asking';
import { claimBuckets } from './claims';

/** The token of a whole plan. */
export const ACCESS_TYPE = 'bucket-grants:index:StorageAccess';

/**
 * Makes a whole plan: its inputs are those of a plan file, without variables, and with Outputs where a program in TypeScript may have them.
 *
 * @throws AccessError as {@link StorageAccess} and `parsePlan`; `OutsidePlatform` where a platform other than AWS is given no provider
 */
export async function makeAccess({ name, inputs, opts }: Asking): Promise<Made> {
  const plan = planOf(withNamedBuckets(inputs), AS_IT_IS);
  await claimBuckets(name, plan, opts);
  const access = new StorageAccess(name, { plan, ...platformArgs(name, plan, opts) }, opts);
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

/** A platform other than AWS is reached by the provider that is given for it: the default one of a program is AWS's, whatever the plan says. */
function platformArgs(name: string, { platform }: AccessPlan, { providers }: pulumi.ComponentResourceOptions): { readonly platform?: AccessPlan['platform'] } {
  const [provider] = (isAwsItself(platform) ? undefined : providedType(platform))?.split(':') ?? [];
  if (provider === undefined) return {};
  if (provider !== 'aws' || (typeof providers === 'object' && provider in providers)) return { platform };
  throw new AccessError({
    code: 'OutsidePlatform',
    message: `${name} has a plan for ${platform.title} and is given no provider: it would be made in AWS`,
    remedy: 'give it the provider of AWS whose endpoints are those of the platform, in the options of the component: providers: { aws: store }',
  });
}
