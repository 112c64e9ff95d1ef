import { s3Arn } from '../../policy/s3-arn';
import { isKnownS3Action, type S3Action, s3Actions } from '../../s3';
import { bitsKey, hasBit, noBits, setBit } from '../domain/bits';
import { BoundedCache, CACHE_LIMITS } from '../domain/bounded-cache';
import { character, type Glob, globKey, globMatches, literalGlob, one, run } from '../domain/glob';
import type { KeyFacts } from '../domain/key-minterms';
import type { MintermCache } from '../domain/minterm-cache';
import { SEPARATOR } from '../domain/separators';
import { factsOf } from './key-facts';
import {
  ACTION_LETTERS,
  ACTION_SHAPE,
  type ActionMinterm,
  ANY_KEY,
  ARN_SHAPE,
  type AvailableKeys,
  type RequestModel,
  type ResourceShape,
  shapeGlob,
} from './request-model';

/** After the partition. `+` is a part that isn't empty. `*` and `?` are not letters of a name, and stand for all buckets where an action has no resource. */
const SHAPES: Readonly<Record<string, string>> = {
  bucket: 's3:::+',
  accesspoint: 's3:+:+:accesspoint/+',
  multiregionaccesspoint: 's3::+:accesspoint/+',
  multiregionaccesspointrequestarn: 's3:+:+:async-request/mrap/+/+',
  objectlambdaaccesspoint: 's3-object-lambda:+:+:accesspoint/+',
  job: 's3:+:+:job/+',
  storagelensconfiguration: 's3:+:+:storage-lens/+',
  storagelensgroup: 's3:+:+:storage-lens-group/+',
  accessgrantsinstance: 's3:+:+:access-grants/default',
  accessgrantslocation: 's3:+:+:access-grants/default/location/+',
  accessgrant: 's3:+:+:access-grants/default/grant/+',
};
const KEY: Glob = [character('/'), one(), run()];
const PART = ':/*?';

/** An action without a resource is held against all buckets. */
const NONE = 'none';
/** Resources of other services. */
const ELSEWHERE = 'elsewhere';
/** An object behind a Multi-Region Access Point, for all actions that are about objects behind access points. */
const MULTI_REGION_OBJECT = 'multiregionaccesspointobject';
/** Actions of other services that have no resource. */
const NOWHERE = 'nowhere';

const byPartition = new BoundedCache<string, readonly ResourceShape[]>(CACHE_LIMITS.partitions);

/** What there is to ask about in a partition; another partition's resources are none of the stack's. */
function shapesIn(partition: string): readonly ResourceShape[] {
  return byPartition.get(partition, () => {
    const shape = (text: string): Glob => shapeGlob(`arn:${partition}:${text}`, PART);
    return [
      ...Object.entries(SHAPES).map(([name, text]) => ({ name, glob: shape(text) })),
      { name: 'object', glob: [...shape(SHAPES.bucket), ...KEY] },
      { name: MULTI_REGION_OBJECT, glob: [...shape(SHAPES.multiregionaccesspoint), ...literalGlob('/object'), ...KEY] },
      { name: 'accesspointobject', glob: [...shape(SHAPES.accesspoint), ...literalGlob('/object'), ...KEY] },
      { name: NONE, glob: literalGlob(s3Arn('*', partition)) },
      { name: ELSEWHERE, glob: ARN_SHAPE, except: [...shapeGlob('arn:+:s3:*:*:'), run()] },
      { name: NOWHERE, glob: literalGlob('*') },
    ];
  });
}

const S3_SHAPES: ReadonlySet<string> = new Set([...Object.keys(SHAPES), 'object', 'accesspointobject', MULTI_REGION_OBJECT, NONE]);
const OTHER_SHAPES: ReadonlySet<string> = new Set([ELSEWHERE, NOWHERE]);
const S3_PREFIX: Glob = [...literalGlob('s3:'), run()];

/**
 * Requests as S3 gets them: each known action with the resources and the condition keys that it has, and, where wildcards reach
 * further, actions that nobody has named yet, with any S3 resource and any key. Actions of other services go with any other ARN.
 */
export class S3Model implements RequestModel {
  public readonly shapes: readonly ResourceShape[];
  public readonly patterns = ['s3:*', '*'];
  private readonly cache = new BoundedCache<string, readonly ActionMinterm[]>(CACHE_LIMITS.actionMinterms);

  /**
   * @param partition the ARN partition that the stack lies in
   * @param onAws whether requests have the keys that AWS gives all of them
   */
  public constructor(public readonly partition: string, private readonly onAws: boolean) {
    this.shapes = shapesIn(partition);
  }

  public actionMinterms(globs: readonly Glob[], memory: MintermCache): readonly ActionMinterm[] {
    const key = globs.map(globKey).join(SEPARATOR.dimension);
    return this.cache.get(key, () => [...namedMinterms(globs), ...futureMinterms(globs, memory)]);
  }

  public keyFacts(key: string): KeyFacts {
    return { ...factsOf(key, this.onAws), ...(SINGLE.has(key) ? { multiple: false } : {}) };
  }
}

/** Keys that are documented as single-valued and yet are often used with a set operator. */
const SINGLE: ReadonlySet<string> = new Set([
  'aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcearn', 'aws:sourceaccount',
  'aws:securetransport', 'aws:username', 'aws:useragent', 'aws:referer', 's3:prefix', 's3:delimiter', 's3:max-keys', 's3:versionid', 's3:x-amz-acl',
]);
interface Named {
  readonly name: string;
  readonly lower: string;
  readonly shapes: ReadonlySet<string>;
  readonly keys: AvailableKeys;
}

let known: readonly Named[] | undefined;

/** What says most in an example, where several actions are the same to all policies. */
const TELLING = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];

/** The catalogue with what goes with each action, those that say most first; made when it is first needed. */
function knownActions(): readonly Named[] {
  if (known !== undefined) return known;
  const all = new Set(s3Actions().flatMap((action) => action.conditionKeys.map(keyStem)));
  const telling = s3Actions().filter(({ name }) => TELLING.includes(name)).sort((a, b) => TELLING.indexOf(a.name) - TELLING.indexOf(b.name));
  return known = [...telling, ...s3Actions().filter(({ name }) => !TELLING.includes(name))].map((action) => ({
    name: action.name,
    lower: action.name.toLowerCase(),
    shapes: new Set(action.resources.length === 0 ? [NONE] : [...action.resources, ...(action.resources.includes('accesspointobject') ? [MULTI_REGION_OBJECT] : [])]),
    keys: availableKeys(action, all),
  }));
}

/** Keys of other prefixes, and S3 keys that the catalogue doesn't know, may be there with every action. */
function availableKeys(action: S3Action, all: ReadonlySet<string>): AvailableKeys {
  const own = new Set(action.conditionKeys.map(keyStem));
  return {
    id: [...own].filter((key) => key.startsWith('s3:')).sort().join(' '),
    has: (key) => !key.startsWith('s3:') || own.has(keyStem(key)) || !all.has(keyStem(key)),
  };
}

/** `s3:ExistingObjectTag/team` and the catalogue's `s3:ExistingObjectTag/<key>` are one. */
function keyStem(key: string): string {
  const slash = key.indexOf('/');
  return (slash < 0 ? key : key.slice(0, slash + 1)).toLowerCase();
}

/** Actions that have names: those of the catalogue, and those that policies name in full. */
function namedMinterms(globs: readonly Glob[]): readonly ActionMinterm[] {
  const written = globs.filter((glob) => glob.every(({ kind }) => kind === 'char')).map(
    (glob) => glob.map((place) => (place.kind === 'char' ? place.char : '')).join(''),
  );
  const unknown = [...new Set(written)].filter((name) => !isKnownS3Action(name) && globMatches(ACTION_SHAPE, name))
    .map((name): Named => ({ name, lower: name, shapes: name.startsWith('s3:') ? S3_SHAPES : OTHER_SHAPES, keys: ANY_KEY }));
  const minterms = new Map<string, ActionMinterm & { readonly names: string[] }>();
  for (const { name, lower, shapes: goes, keys } of [...knownActions(), ...unknown]) {
    const truth = noBits(globs.length);
    globs.forEach((glob, index) => globMatches(glob, lower) && setBit(truth, index));
    const id = `${bitsKey(truth)} ${[...goes].join(' ')} ${keys.id}`;
    const found = minterms.get(id);
    if (found === undefined) minterms.set(id, { truth, witness: name, names: [name], future: false, shapes: goes, keys });
    else found.names.push(name);
  }
  return [...minterms.values()];
}

/** No action has a digit in its name: so names with one stand for all that have yet to come. */
const FUTURE: Glob = [one(':._*?'), run(':._*?'), character(':'), run(':._*?-'), character('0'), run(':._*?-')];

/** Actions that nobody has named yet, wherever wildcards reach them: S3's own and those of other services. */
function futureMinterms(globs: readonly Glob[], memory: MintermCache): readonly ActionMinterm[] {
  return memory.minterms(
    [...globs, FUTURE, S3_PREFIX],
    ACTION_LETTERS,
  ).filter(({ truth }) => hasBit(truth, globs.length)).map(({ truth, witness }) => {
    const own = hasBit(truth, globs.length + 1);
    return { truth, witness, names: [], future: true, shapes: own ? S3_SHAPES : OTHER_SHAPES, keys: ANY_KEY };
  });
}
