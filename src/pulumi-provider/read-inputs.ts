import * as pulumi from '@pulumi/pulumi';
import { isUnknown } from '@pulumi/pulumi/output';
import { AccessError } from '../errors';
import { BUCKET_PROPS } from '../grants/make-grant';
import type { Located, LocatedMap } from '../plan/file/located';
import { plainOrPlaceholder } from '../pulumi/placeholders';
import { deployTimeValue, isPlain } from '../shape/readers';
import { shown } from '../shape/shown';
import { isFixed, type Later, look } from './look';
import { markBuckets } from './mark-buckets';

/** What Pulumi sent, with its Outputs looked at. */
type Sent = string | number | boolean | Later | readonly Sent[] | ReadonlyMap<string, Sent>;

/**
 * What a component is given, as a plan is read: names, lists and values, each with its place. Outputs become the marks that stand for what is known
 * only at deploy time; what reads the plan refuses them where they may not stand, as it does in a program in TypeScript.
 *
 * @param name of the component
 * @throws AccessError `DeployTimeValue`, `AmbiguousBucket`, `ReservedText`, `InvalidPlanFile`
 */
export async function readInputs(name: string, inputs: pulumi.Inputs): Promise<LocatedMap> {
  const found: Later[] = [];
  const sent = await entriesOf(inputs, name, found);
  const isBucket = ({ prop }: Later) => (BUCKET_PROPS as readonly string[]).includes(prop);
  const marks = new Map([
    ...found.filter((one) => !isBucket(one)).map((one) => [one, textOf(one)] as const),
    ...markBuckets(name, found.filter(isBucket), labelsIn(sent)),
  ]);
  return located(sent, name, marks) as LocatedMap;
}

/** Where a property or an item stands. */
export function placeOf(above: string, key: string | number): string {
  if (typeof key === 'number') return `${above}[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${above}.${key}` : `${above}[${JSON.stringify(key)}]`;
}

async function entriesOf(given: object, at: string, found: Later[]): Promise<ReadonlyMap<string, Sent>> {
  const read = Object.entries(given).map(async ([key, value]) => [key, await sentAs(value, placeOf(at, key), key, found)] as const);
  // a property without a value is one that is left out
  return new Map((await Promise.all(read)).filter((one): one is readonly [string, Sent] => one[1] !== undefined));
}

async function sentAs(given: unknown, at: string, prop: string, found: Later[]): Promise<Sent | undefined> {
  if (given === undefined || given === null) return undefined;
  if (pulumi.Output.isInstance(given) || isUnknown(given)) {
    const looked = await look(pulumi.output(given));
    if (isFixed(looked)) return sentAs(looked.value, at, prop, found);
    const later = { looked, at, prop };
    found.push(later);
    return later;
  }
  if (Array.isArray(given)) return Promise.all(given.map(async (item, index) => await sentAs(item, placeOf(at, index), prop, found) ?? notPlain(placeOf(at, index), item)));
  if (typeof given === 'object') return isPlain(given) ? entriesOf(given, at, found) : notPlain(at, given);
  if (typeof given === 'string') return plainOrPlaceholder(at, given);
  return typeof given === 'number' || typeof given === 'boolean' ? given : notPlain(at, given);
}

function notPlain(at: string, given: unknown): never {
  throw new AccessError({ code: 'InvalidPlanFile', message: `${at} is ${shown(given)}; allowed: texts, numbers, true and false, lists and objects`, remedy: 'write what the schema of the component has' });
}

/** The mark of an Output. One of something else than a text, such as the whole plan, could be checked by nobody before it is deployed. */
function textOf({ looked, at }: Later): string {
  if (looked.isKnown && typeof looked.value !== 'string') throw deployTimeValue({ where: at }, 'a value');
  return plainOrPlaceholder(at, looked.output as pulumi.Output<string>);
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

function located(sent: Sent, place: string, marks: ReadonlyMap<Later, string>): Located {
  const at = () => place;
  if (isLater(sent)) return { is: 'value', value: marks.get(sent) as string, at };
  if (isList(sent)) return { is: 'list', items: sent.map((item, index) => located(item, placeOf(place, index), marks)), at };
  if (!isMap(sent)) return { is: 'value', value: sent, at };
  const entries = [...sent].map(([key, value]) => {
    const below = placeOf(place, key);
    return [key, { name: plainOrPlaceholder(below, key), at: () => below, value: located(value, below, marks) }] as const;
  });
  return { is: 'map', entries: new Map(entries), at };
}

function isMap(sent: Sent | undefined): sent is ReadonlyMap<string, Sent> {
  return sent instanceof Map;
}

function isList(sent: Sent): sent is readonly Sent[] {
  return Array.isArray(sent);
}

function isLater(sent: Sent | undefined): sent is Later {
  return typeof sent === 'object' && 'looked' in sent;
}
