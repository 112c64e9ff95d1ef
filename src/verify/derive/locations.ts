import { tokenize, type Token } from '../../decide/match/tokens';
import type { PolicyVersion, Statement } from '../../policy/document';
import { matchesGlob } from '../../policy/pattern/glob';
import { s3Path } from '../../policy/s3-arn';
import { scratchName } from '../scratch';

/** A statement with the version of its document, which decides whether `$\{…}` is a variable. */
export interface VersionedStatement {
  readonly version: PolicyVersion;
  readonly statement: Statement;
}

/** A folder of a known bucket of which a statement speaks, with the scratch keys that stand for it. */
export interface Location {
  readonly bucket: string;
  /** The folder, with its slash; `''` is the whole bucket. */
  readonly folder: string;
  /** What the keys begin with that the statement speaks of: the folder, or the folder and the beginning of a name. */
  readonly start: string;
  /** What they end with. */
  readonly end: string;
}

/** What can't be asked about, of what a statement speaks of. */
export interface UnaskedResource {
  readonly what: string;
  readonly reason: string;
}

/** The values that a principal's variables have, by condition key in lower case. */
export type VariableValues = Readonly<Record<string, string>>;

/** What {@link locationsOf} finds. */
export interface Locations {
  readonly locations: readonly Location[];
  readonly unasked: readonly UnaskedResource[];
}

/** A scratch key of a location: one key segment below the folder, and a name. */
export function scratchKey({ start, end }: Pick<Location, 'start' | 'end'>, run: string, name: string): string {
  return `${start}${scratchName(run)}/${name}${end}`;
}

/**
 * The folders of which statements speak, in the buckets that are known: those of resources, and where a statement limits `s3:prefix`, those
 * that may be listed. A pattern of bucket names stands for every known bucket that it matches.
 *
 * @param values the values of policy variables, by condition key in lower case
 */
export function locationsOf(statements: readonly VersionedStatement[], values: VariableValues, buckets: readonly string[]): Locations {
  const locations = new Map<string, Location>();
  const unasked = new Map<string, UnaskedResource>();
  for (const one of statements) {
    for (const found of ofStatement(one, values, buckets)) {
      if ('reason' in found) unasked.set(found.what, found);
      else locations.set(JSON.stringify([found.bucket, found.start, found.end]), found);
    }
  }
  return { locations: [...locations.values()], unasked: [...unasked.values()] };
}

/** The names of buckets that statements spell out. */
export function bucketsNamedIn(statements: readonly VersionedStatement[]): readonly string[] {
  const arns = statements.flatMap(({ statement: { resources = [], notResources = [] } }) => [...resources, ...notResources]);
  const paths = arns.flatMap((arn) => s3Path(arn) ?? []);
  return [...new Set(paths.map((path) => path.split('/', 1)[0]).filter((name) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)))];
}

function ofStatement(
  { version, statement }: VersionedStatement, values: VariableValues, buckets: readonly string[],
): ReadonlyArray<Location | UnaskedResource> {
  const read = (text: string, wildcards: boolean) => filled(tokenize(text, { wildcards, variables: version === '2012-10-17' }), values);
  const prefixes = (statement.conditions ?? []).filter(({ operator, key }) => PREFIX_OPERATOR.test(operator) && key.toLowerCase() === 's3:prefix')
    .flatMap(({ operator, values: texts }) => texts.map((text) => withRun(read(text, /Like/i.test(operator)))));
  return [...statement.resources ?? EVERYTHING, ...statement.notResources ?? []].flatMap((resource) => {
    const path = resource === '*' ? '*' : s3Path(resource);
    if (path === undefined) return [];
    const slash = path.indexOf('/');
    const bucket = slash < 0 ? path : path.slice(0, slash);
    const keys = prefixes.length > 0 ? prefixes : [slash < 0 ? WHOLE : read(path.slice(slash + 1), true)];
    const named = buckets.filter((name) => matchesGlob(bucket, name));
    if (named.length === 0) return [{ what: resource, reason: 'it names no bucket that is known by its name' }];
    return named.flatMap((name) => keys.map((tokens) => located(name, tokens, resource)));
  });
}

const EVERYTHING: readonly string[] = ['*'];
const WHOLE: readonly Token[] = [{ kind: 'run' }];
const PREFIX_OPERATOR = /^(?:ForA\w+:)?String(?:Not)?(?:Like|Equals|EqualsIgnoreCase)(?:IfExists)?$/i;

/** A prefix that may be listed stands for all keys that begin so. */
function withRun(tokens: readonly Token[]): readonly Token[] {
  return tokens.some(({ kind }) => kind === 'run') ? tokens : [...tokens, { kind: 'run' }];
}

function located(bucket: string, tokens: readonly Token[], resource: string): Location | UnaskedResource {
  if (tokens.some(({ kind }) => kind === 'unknown' || kind === 'variable')) return { what: resource, reason: 'it holds a value that the source does not say' };
  const run = tokens.findIndex(({ kind }) => kind === 'run');
  if (run < 0) return { what: resource, reason: 'it names single objects, which a run neither makes nor touches' };
  const start = sampled(tokens.slice(0, run));
  return { bucket, folder: start.slice(0, start.lastIndexOf('/') + 1), start, end: sampled(tokens.slice(run + 1)) };
}

function sampled(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'literal' ? token.text : token.kind === 'one' ? 'x' : '')).join('');
}

/** Variables that have a value are text. */
function filled(tokens: readonly Token[], values: VariableValues): readonly Token[] {
  return tokens.map((token) => {
    if (token.kind !== 'variable') return token;
    const text = values[token.key] ?? token.fallback;
    return text === undefined ? token : { kind: 'literal', text };
  });
}
