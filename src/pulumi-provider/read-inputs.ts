import * as pulumi from '@pulumi/pulumi';
import { isUnknown } from '@pulumi/pulumi/output';
import { AccessError } from '../errors';
import { BUCKET_PROPS } from '../grants/make-grant';
import type { Located, LocatedMap } from '../plan/file/located';
import { plainOrPlaceholder } from '../pulumi/placeholders';
import { deployTimeValue, isPlain } from '../shape/readers';
import { shown } from '../shape/shown';
import { type Later, bucketPlaceholders } from './bucket-placeholders';
import { isFixed, look } from './look';

/** What Pulumi sent, with its Outputs looked at. */
type Sent = string | number | boolean | Later | readonly Sent[] | ReadonlyMap<string, Sent>;

/** The placeholder of an Output. */
type PlaceholderOf = (later: Later) => string;

/**
 * What a component is given, as a plan is read: names, lists and values, each with its place. Outputs become the placeholders that stand for what is known
 * only at deploy time; what reads the plan refuses them where they may not stand, as it does in a program in TypeScript.
 *
 * @param name of the component
 * @throws AccessError `DeployTimeValue`, `AmbiguousBucket`, `InvalidBucketName`, `ReservedText`, `InvalidPlanFile`
 */
export async function readInputs(name: string, inputs: pulumi.Inputs): Promise<LocatedMap> {
  const found: Later[] = [];
  const sent = await entriesOf(inputs, name, found);
  const buckets = found.filter(({ prop }) => BUCKET_PROPS.some((one) => one === prop));
  const placeholders = bucketPlaceholders(name, buckets, labelsIn(sent));
  return locatedMap(sent, name, (later) => placeholders.get(later) ?? plainOrPlaceholder(later.at, later.output));
}

/** Where a property or an item stands. */
function placeOf(above: string, key: string | number): string {
  if (typeof key === 'number') return `${above}[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${above}.${key}` : `${above}[${shown(key)}]`;
}

async function entriesOf(given: object, at: string, found: Later[]): Promise<ReadonlyMap<string, Sent>> {
  const read = Object.entries(given).map(async ([key, value]) => [key, await sentAs(value, placeOf(at, key), key, found)] as const);
  // a property without a value is one that is left out
  return new Map((await Promise.all(read)).filter((one): one is readonly [string, Sent] => one[1] !== undefined));
}

async function sentAs(given: unknown, at: string, prop: string, found: Later[]): Promise<Sent | undefined> {
  if (given === undefined || given === null) return undefined;
  if (pulumi.Output.isInstance<string>(given)) return laterAs(given, at, prop, found);
  if (isUnknown(given)) return laterAs(pulumi.output(given).apply(String), at, prop, found);
  if (Array.isArray(given)) return Promise.all(given.map((item, index) => itemAs(item, placeOf(at, index), prop, found)));
  if (typeof given === 'object') return isPlain(given) ? entriesOf(given, at, found) : notPlain(at, given);
  if (typeof given === 'string') return plainOrPlaceholder(at, given);
  return typeof given === 'number' || typeof given === 'boolean' ? given : notPlain(at, given);
}

async function itemAs(given: unknown, at: string, prop: string, found: Later[]): Promise<Sent> {
  return await sentAs(given, at, prop, found) ?? notPlain(at, given);
}

/** One of something else than a text, such as the whole plan, could be checked by nobody before it is deployed. */
async function laterAs(output: pulumi.Output<string>, at: string, prop: string, found: Later[]): Promise<Sent | undefined> {
  const looked = await look(output);
  if (isFixed(looked)) return sentAs(looked.value, at, prop, found);
  const { isKnown, value, urns } = looked;
  if (isKnown && typeof value !== 'string') throw deployTimeValue({ where: at }, 'a value');
  const later = { output, at, prop, urns, ...(typeof value === 'string' && { text: value }) };
  found.push(later);
  return later;
}

function notPlain(at: string, given: unknown): never {
  throw new AccessError({ code: 'InvalidPlanFile', message: `${at} is ${shown(given)}; allowed: texts, numbers, true and false, lists and objects`, remedy: 'write what the schema of the component has' });
}

/** The Outputs that are the buckets of `buckets`, and what each is called there. */
function labelsIn(sent: ReadonlyMap<string, Sent>): ReadonlyMap<Later, string> {
  const buckets = sent.get('buckets');
  const named = isMap(buckets) ? [...buckets] : [];
  return new Map(named.flatMap(([label, bucket]) => {
    const later = isMap(bucket) ? bucket.get('bucket') : undefined;
    return isLater(later) ? [[later, label] as const] : [];
  }));
}

function located(sent: Sent, place: string, placeholderOf: PlaceholderOf): Located {
  const at = () => place;
  if (isMap(sent)) return locatedMap(sent, place, placeholderOf);
  if (isList(sent)) return { is: 'list', items: sent.map((item, index) => located(item, placeOf(place, index), placeholderOf)), at };
  return { is: 'value', value: isLater(sent) ? placeholderOf(sent) : sent, at };
}

function locatedMap(sent: ReadonlyMap<string, Sent>, place: string, placeholderOf: PlaceholderOf): LocatedMap {
  const entries = [...sent].map(([key, value]) => {
    const below = placeOf(place, key);
    return [key, { name: plainOrPlaceholder(below, key), at: () => below, value: located(value, below, placeholderOf) }] as const;
  });
  return { is: 'map', entries: new Map(entries), at: () => place };
}

function isMap(sent: Sent | undefined): sent is ReadonlyMap<string, Sent> {
  return sent instanceof Map;
}

function isList(sent: Sent): sent is readonly Sent[] {
  return Array.isArray(sent);
}

function isLater(sent: Sent | undefined): sent is Later {
  return typeof sent === 'object' && 'output' in sent;
}
