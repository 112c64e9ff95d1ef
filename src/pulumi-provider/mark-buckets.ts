import * as pulumi from '@pulumi/pulumi';
import { ambiguousBucket } from '../plan/refusals';
import { callBucket, foldArn, isBucketType } from '../pulumi/bucket-reference';
import { deployTimeName } from '../pulumi/placeholders';
import { checkBucketName } from '../s3/names';
import { shown } from '../shape/shown';
import type { Later, Looked } from './look';

/**
 * Gives the Outputs that are one bucket one mark. The resources of buckets are in another program, so it is the name that counts, which is known
 * whenever something is deployed; in a preview it is the resource, where a bucket is the only one that an Output comes from.
 *
 * @param component its name, after which a bucket is called that nothing else gives a name
 * @param labels what the buckets are called that the plan itself gives a name
 * @throws AccessError `AmbiguousBucket` for two names that come from one bucket alone: one of them was computed
 */
export function markBuckets(component: string, all: readonly Later[], labels: ReadonlyMap<Later, string>): ReadonlyMap<Later, string> {
  const groups = [...grouped(all)];
  const called = groups.map((group) => labelOf(component, group, labels));
  return new Map(groups.flatMap((group, index) => {
    const [first] = group;
    // it comes from all that it was given as, and is a secret where one of these is
    const output = group.length === 1 ? first.looked.output : pulumi.all(group.map((one) => one.looked.output)).apply(([value]) => value);
    const mark = deployTimeName(output as pulumi.Output<string>);
    const name = group.map(({ looked }) => nameOf(looked)).find((one) => one !== undefined);
    // two that would be called the same stay without a name, and whoever would write policies for both is refused
    if (called.indexOf(called[index]) === called.lastIndexOf(called[index])) callBucket(mark, { label: called[index], ...(name !== undefined && { name }) });
    return group.map((one) => [one, mark] as const);
  }));
}

function grouped(all: readonly Later[]): Iterable<readonly Later[]> {
  const names = namesOfResources(all);
  const groups = new Map<unknown, Later[]>();
  for (const one of all) {
    const urn = bucketUrn(one.looked);
    const name = nameOf(one.looked) ?? (urn === undefined ? undefined : names.get(urn));
    const key = name === undefined ? urn ?? one : JSON.stringify(name);
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return groups.values();
}

/** The names of the buckets that are known, by the URNs of their resources. */
function namesOfResources(all: readonly Later[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { looked, at } of all) {
    const [urn, name] = [bucketUrn(looked), nameOf(looked)];
    if (urn === undefined || name === undefined) continue;
    const other = names.get(urn) ?? name;
    if (other !== name) throw ambiguousBucket(`bucket ${shown(other)}, which comes from ${nameIn(urn)},`, `bucket ${shown(name)} at ${at}, which comes from it too,`);
    names.set(urn, name);
  }
  return names;
}

/** What the resources of a bucket are called after: what the plan calls it, else the one resource that it comes from. */
function labelOf(component: string, group: readonly Later[], labels: ReadonlyMap<Later, string>): string {
  const own = group.map((one) => labels.get(one)).find((label) => label !== undefined);
  const resources = [...new Set(group.flatMap(({ looked }) => looked.urns))];
  return own ?? (resources.length === 1 ? nameIn(resources[0]) : component);
}

/** The bucket that it comes from, and from nothing else. */
function bucketUrn({ urns }: Looked): string | undefined {
  return urns.length === 1 && isBucketType(urns[0].split('::')[2]?.split('$').at(-1)) ? urns[0] : undefined;
}

/** The name, where it is known: what isn't one is refused here, before anything is made. */
function nameOf({ isKnown, value }: Looked): string | undefined {
  return isKnown ? checkBucketName(foldArn(value as string)) : undefined;
}

function nameIn(urn: string): string {
  return urn.split('::').slice(3).join('::');
}
