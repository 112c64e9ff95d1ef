import { tokenize, type Token } from '../decide/match/tokens';
import type { PolicyVersion, Statement } from '../policy/document';
import { ANY_ONE, ANY_RUN, globMatches, type GlobCodes } from '../policy/pattern/glob';
import { SERVICE_VERBS, VERB_ACTIONS } from '../s3/access-verbs';
import { UNKNOWN_TEXT } from '../state/access-state';

/** A statement with the version of its document, which decides whether `$\{…}` is a variable. */
export interface VersionedStatement {
  readonly version: PolicyVersion;
  readonly statement: Statement;
}

/** A row of the matrix: what to call it, and the requests that stand for it. */
export interface Location {
  /** The bucket, or the pattern of bucket names; the ARN of an access point or of a resource of another service. */
  readonly bucket: string;
  /** The folder, or the pattern of keys; `''` is the whole bucket. */
  readonly prefix: string;
  /** A bucket to ask about, by its name or as an ARN. */
  readonly askedBucket: string;
  /** What stands between a bucket and a key in an ARN. @default / */
  readonly separator?: string;
  /** The service that answers, where it isn't S3 itself: one of {@link SERVICE_VERBS}. */
  readonly service?: string;
  /** Names of actions that statements write out, to ask about where the service has them and no verb does. */
  readonly named?: readonly string[];
  /** Whether a statement speaks of one of the verbs there; else there is a row only where something is given. */
  readonly hasVerb: boolean;
  /** A key to ask about. */
  readonly askedKey: string;
  /** The `s3:prefix` of a listing. */
  readonly askedPrefix: string;
}

/** The part of a location that its resource tells. */
type LocationParts = Omit<Location, 'hasVerb' | 'named'>;

/** What locations are read by. */
export interface LocationReading {
  /** The known buckets. */
  readonly buckets: readonly string[];
  /** Whether the platform takes `bucket/` for the bucket. */
  readonly bucketAsFolder: boolean;
}

/** The values that a principal's variables have, by condition key in lower case. */
export type VariableValues = Readonly<Record<string, string>>;

/**
 * The locations that statements speak of, sorted: the folders or patterns of keys of their resources; where a statement limits `s3:prefix`,
 * those folders. A pattern of bucket names is a place of its own beside the known buckets that it matches. Resources that match no request,
 * such as a bucket with a slash and nothing behind it, are not locations.
 */
export function locationsOf(statements: readonly VersionedStatement[], values: VariableValues, reading: LocationReading): readonly Location[] {
  const found = new Map<string, Location>();
  for (const location of statements.flatMap((one) => locationsOfStatement(one, values, reading))) {
    const id = JSON.stringify([location.bucket, location.prefix]);
    const known = found.get(id);
    // what stands for a folder is an object in it rather than the object that is called like it, and the longest prefix that may be listed
    const isBetter = known === undefined || known.askedKey === known.prefix || location.askedPrefix.length > known.askedPrefix.length;
    const better = isBetter ? location : known;
    const named = [...new Set([...known?.named ?? [], ...location.named ?? []])];
    found.set(id, known === undefined ? location : { ...better, hasVerb: known.hasVerb || location.hasVerb, named });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, location]) => location);
}

/** Whether a statement is about anything that the matrix has a verb for. */
function speaksOfVerbs({ statement: { actions } }: VersionedStatement): boolean {
  return actions === undefined || actions.some((action) => {
    const pattern = codes(tokenize(action.toLowerCase(), { wildcards: true, variables: false }));
    return ACTIONS.some((name) => globMatches(pattern, name));
  });
}

/** Whether an action pattern may be about a service. */
function isOf(service: string, action: string): boolean {
  const [prefix] = action.toLowerCase().split(':');
  return prefix === service || /[*?]/.test(prefix);
}

const ACTIONS = Object.values(VERB_ACTIONS).flat().map((action) => action.toLowerCase());

function locationsOfStatement(one: VersionedStatement, values: VariableValues, reading: LocationReading): readonly Location[] {
  const { actions = ['*'] } = one.statement;
  const services = [...SERVICE_VERBS.keys()].filter((service) => actions.some((action) => isOf(service, action)));
  const isS3 = actions.some((action) => isOf('s3', action));
  if (!isS3 && services.length === 0) return [];
  const elsewhere = otherLocations(one, values, services);
  const hasVerb = isS3 && speaksOfVerbs(one);
  return [...(isS3 ? bucketLocations(one, values, reading).map((location): Location => ({ ...location, hasVerb })) : []), ...elsewhere];
}

/** Access points, and resources of the services beside S3. */
function otherLocations(
  { version, statement: { actions = ['*'], resources = [] } }: VersionedStatement, values: VariableValues, services: readonly string[],
): readonly Location[] {
  const named = actions.filter((action) => !/[*?]/.test(action));
  const location = (tokens: readonly Token[], service: string): Location => (
    { bucket: shown(tokens), prefix: '', askedBucket: sample(tokens, 'any'), askedKey: '', askedPrefix: '', service, named, hasVerb: true }
  );
  return resources.flatMap((resource): readonly Location[] => {
    if (resource === EVERYTHING) {
      // anyone who may do everything everywhere has a row for it already
      return services.filter((service) => actions.some((action) => action.toLowerCase().startsWith(`${service}:`)))
        .map((service) => ({ ...location([{ kind: 'literal', text: `arn:aws:${service}:eu-west-1::any` }], service), bucket: `arn:aws:${service}:*` }));
    }
    const tokens = filled(tokenize(resource, { wildcards: true, variables: version === '2012-10-17' }), values);
    const service = /^arn:[^:]*:([^:]*):/.exec(resource)?.[1] ?? '';
    if (services.includes(service)) return [location(tokens, service)];
    const point = /^(arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\/[^/]+)(?:\/object\/([^]*))?$/.exec(resource);
    if (service !== 's3' || point === null) return [];
    const [name, key] = [point[1], point[2] ?? '*'].map((text) => filled(tokenize(text, { wildcards: true, variables: version === '2012-10-17' }), values));
    return [{ bucket: shown(name), askedBucket: sample(name, 'any'), separator: '/object/', hasVerb: true, ...asked(key) }];
  });
}

function bucketLocations(
  { version, statement }: VersionedStatement, values: VariableValues, { buckets, bucketAsFolder }: LocationReading,
): readonly LocationParts[] {
  const { resources = [EVERYTHING], conditions = [] } = statement;
  const read = (text: string, wildcards: boolean) => filled(tokenize(text, { wildcards, variables: version === '2012-10-17' }), values);
  const prefixes = conditions.filter(({ operator, key }) => PREFIX_OPERATORS.test(operator) && key.toLowerCase() === 's3:prefix')
    .flatMap(({ operator, values: texts }) => texts.map((text) => read(text, /Like$/i.test(operator))));
  return resources.flatMap((resource) => {
    const path = s3Path(resource);
    if (path === undefined) return [];
    const [bucket, key] = atSlash(read(path, true));
    // no bucket has a colon in its name, and no object an empty key
    if (shown(bucket) === '' || /:/.test(shown(bucket)) || (shown(key) === '' && !bucketAsFolder)) return [];
    const keys = prefixes.length > 0 ? prefixes.map(listed) : [asked(key)];
    const names = isLiteral(bucket) ? [] : buckets.filter((name) => globMatches(codes(bucket), name));
    return [{ bucket: shown(bucket), askedBucket: sample(bucket, 'any') }, ...names.map((name) => ({ bucket: name, askedBucket: name }))]
      .flatMap((one) => keys.map((each) => ({ ...one, ...each })));
  });
}

const EVERYTHING = '*';

/** Operators whose values are the prefixes that may be listed. */
const PREFIX_OPERATORS = /^(?:ForA\w+:)?String(?:Like|Equals|EqualsIgnoreCase)$/i;

/** Bucket and key of an S3 resource; `*` is every bucket; nothing of other resources, access points included. */
function s3Path(resource: string): string | undefined {
  if (resource === EVERYTHING) return EVERYTHING;
  return /^arn:[^:]*:(?:s3|\*):(?:\*?):(?:\*?):([^]*)$/.exec(resource)?.[1];
}

/** Variables that have a value are text. */
export function filled(tokens: readonly Token[], values: VariableValues): readonly Token[] {
  return tokens.map((token) => {
    if (token.kind !== 'variable') return token;
    const key = token.key.toLowerCase();
    const text = Object.hasOwn(values, key) ? values[key] : token.fallback;
    return text === undefined ? token : { kind: 'literal', text };
  });
}

/** The bucket's tokens and the key's. */
function atSlash(tokens: readonly Token[]): readonly [bucket: readonly Token[], key: readonly Token[]] {
  const index = tokens.findIndex((token) => token.kind === 'literal' && token.text.includes('/'));
  if (index < 0) return [tokens, [{ kind: 'run' }]];
  const { text } = tokens[index] as { readonly text: string };
  const slash = text.indexOf('/');
  return [[...tokens.slice(0, index), { kind: 'literal', text: text.slice(0, slash) }], [{ kind: 'literal', text: text.slice(slash + 1) }, ...tokens.slice(index + 1)]];
}

/** A location that a resource names. */
function asked(tokens: readonly Token[]): Pick<Location, 'prefix' | 'askedKey' | 'askedPrefix'> {
  return { prefix: folder(tokens), askedKey: sample(tokens, 'object'), askedPrefix: upToSlash(literalStart(tokens)) };
}

/** The folder that a text begins with, with its slash. */
function upToSlash(text: string): string {
  return text.slice(0, text.lastIndexOf('/') + 1);
}

/** A location that may be listed. */
function listed(tokens: readonly Token[]): Pick<Location, 'prefix' | 'askedKey' | 'askedPrefix'> {
  const start = literalStart(tokens);
  return { prefix: folder(isLiteral(tokens) ? [...tokens, { kind: 'run' }] : tokens), askedKey: `${start}object`, askedPrefix: start };
}

/** `public/*` is the folder `public/`; other patterns are shown as they are. */
function folder(tokens: readonly Token[]): string {
  const text = shown(tokens);
  const isFolder = tokens.at(-1)?.kind === 'run' && (text === '*' || text.endsWith('/*'));
  return isFolder ? text.slice(0, -1) : text;
}

function isLiteral(tokens: readonly Token[]): boolean {
  return tokens.every(({ kind }) => kind === 'literal');
}

function literalStart(tokens: readonly Token[]): string {
  const end = tokens.findIndex(({ kind }) => kind !== 'literal');
  return shown(end < 0 ? tokens : tokens.slice(0, end));
}

const SHOWN = { run: '*', one: '?', unknown: UNKNOWN_TEXT } as const;

/** Tokens as they are written. */
export function shown(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'literal' ? token.text : token.kind === 'variable' ? `\${${token.key}}` : SHOWN[token.kind])).join('');
}

/** A text that the pattern matches. */
export function sample(tokens: readonly Token[], run: string): string {
  return tokens.map((token) => (token.kind === 'run' ? run : token.kind === 'one' ? 'x' : shown([token]))).join('');
}

/** A variable without a value matches nothing. */
function codes(tokens: readonly Token[]): GlobCodes {
  return tokens.flatMap((token) => (token.kind === 'run' ? [ANY_RUN] : token.kind === 'one' ? [ANY_ONE] : [...shown([token]).split('').map((letter) => letter.charCodeAt(0))]));
}
