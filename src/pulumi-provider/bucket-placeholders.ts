import * as pulumi from '@pulumi/pulumi';
import { ambiguousBucket } from '../plan/refusals';
import { callBucket, foldArn, isBucketType } from '../pulumi/bucket-reference';
import { deployTimeName } from '../pulumi/placeholders';
import { checkBucketName } from '../s3/names';
import { shown } from '../shape/shown';

/** An Output that a component is given. */
export interface Later {
  readonly output: pulumi.Output<string>;
  /** Where it stands. */
  readonly at: string;
  /** The property whose value it is. */
  readonly prop: string;
  /** The URNs of the resources that it comes from. */
  readonly urns: readonly string[];
  /** Its value, where that is known. */
  readonly text?: string;
}

/**
 * Gives the Outputs that are one bucket one placeholder. The resources of buckets are in another program, so it is the name that counts, which is known
 * whenever something is deployed; in a preview it is the resource, where a bucket is the only one that an Output comes from.
 *
 * @param component its name, after which a bucket is called that nothing else gives a name
 * @param labels what the buckets are called that the plan itself gives a name
 * @throws AccessError `InvalidBucketName`, `AmbiguousBucket` for two names that come from one bucket alone: one of them was computed
 */
export function bucketPlaceholders(component: string, all: readonly Later[], labels: ReadonlyMap<Later, string>): ReadonlyMap<Later, string> {
  const groups = [...grouped(all)];
  const called = groups.map((group) => labelOf(component, group, labels));
  return new Map(groups.flatMap((group, index) => {
    const [first] = group;
    // it comes from all that it was given as, and is a secret where one of these is
    const output = group.length === 1 ? first.output : pulumi.all(group.map((one) => one.output)).apply(([value]) => value);
    const placeholder = deployTimeName(output);
    const name = group.map(nameOf).find((one) => one !== undefined);
    const label = called[index];
    // two that would be called the same stay without a name: policies for both are refused, as for any two that may be one bucket
    if (called.indexOf(label) === called.lastIndexOf(label)) callBucket(placeholder, { label, ...(name !== undefined && { name }) });
    return group.map((one) => [one, placeholder] as const);
  }));
}

function grouped(all: readonly Later[]): Iterable<readonly Later[]> {
  const names = namesOfResources(all);
  const groups = new Map<unknown, Later[]>();
  for (const one of all) {
    const urn = bucketUrn(one);
    const name = nameOf(one) ?? (urn === undefined ? undefined : names.get(urn));
    const key = name === undefined ? urn ?? one : shown(name);
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return groups.values();
}

/** The names of the buckets that are known, by the URNs of their resources. */
function namesOfResources(all: readonly Later[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const one of all) {
    const [urn, name] = [bucketUrn(one), nameOf(one)];
    if (urn === undefined || name === undefined) continue;
    const other = names.get(urn) ?? name;
    if (other !== name) throw ambiguousBucket(`bucket ${shown(other)}, which comes from ${nameIn(urn)},`, `bucket ${shown(name)} at ${one.at}, which comes from it too,`);
    names.set(urn, name);
  }
  return names;
}

/** What the resources of a bucket are called after: what the plan calls it, else the one resource that it comes from. */
function labelOf(component: string, group: readonly Later[], labels: ReadonlyMap<Later, string>): string {
  const own = group.map((one) => labels.get(one)).find((label) => label !== undefined);
  const resources = [...new Set(group.flatMap(({ urns }) => urns))];
  return own ?? (resources.length === 1 ? nameIn(resources[0]) : component);
}

/** The bucket that it comes from, and from nothing else. */
function bucketUrn({ urns }: Later): string | undefined {
  return urns.length === 1 && isBucketType(urns[0].split('::')[2]?.split('$').at(-1)) ? urns[0] : undefined;
}

/** The name, where it is known: what isn't one is refused here, before anything is made. */
function nameOf({ text }: Later): string | undefined {
  return text === undefined ? undefined : checkBucketName(foldArn(text));
}

function nameIn(urn: string): string {
  return urn.split('::').slice(3).join('::');
}
