import { tokenize, type Token } from '../decide/match/tokens';
import type { PolicyVersion, Statement } from '../policy/document';
import { ANY_ONE, ANY_RUN, globMatches, type GlobCodes } from '../policy/pattern/glob';
import { UNKNOWN_TEXT } from '../state/access-state';
import { VERB_ACTIONS } from './matrix-verbs';

/** A statement with the version of its document, which decides whether `$\{…}` is a variable. */
export interface VersionedStatement {
  readonly version: PolicyVersion;
  readonly statement: Statement;
}

/** A row of the matrix: what to call it, and the requests that stand for it. */
export interface Place {
  /** The bucket, or the pattern of bucket names. */
  readonly bucket: string;
  /** The folder, or the pattern of keys; `''` is the whole bucket. */
  readonly prefix: string;
  /** A bucket to ask about. */
  readonly askedBucket: string;
  /** A key to ask about. */
  readonly askedKey: string;
  /** The `s3:prefix` of a listing. */
  readonly askedPrefix: string;
}

/** The values that a principal's variables have, by condition key in lower case. */
export type VariableValues = Readonly<Record<string, string>>;

/**
 * The places that statements speak of, sorted: the folders or patterns of keys of their resources; where a statement limits `s3:prefix`,
 * those folders. A pattern of bucket names is a place of its own beside the known buckets that it matches.
 */
export function placesOf(statements: readonly VersionedStatement[], values: VariableValues, buckets: readonly string[]): readonly Place[] {
  const found = new Map<string, Place>();
  for (const place of statements.filter(speaksOfVerbs).flatMap((one) => placesOfStatement(one, values, buckets))) {
    const id = JSON.stringify([place.bucket, place.prefix]);
    const known = found.get(id);
    // what stands for a folder is an object in it rather than the object that is called like it, and the longest prefix that may be listed
    if (known === undefined || known.askedKey === known.prefix || place.askedPrefix.length > known.askedPrefix.length) found.set(id, place);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

/** Whether a statement is about anything that the matrix has a column for. */
function speaksOfVerbs({ statement: { actions } }: VersionedStatement): boolean {
  return actions === undefined || actions.some((action) => {
    const pattern = codes(tokenize(action.toLowerCase(), { wildcards: true, variables: false }));
    return ACTIONS.some((name) => globMatches(pattern, name));
  });
}

const ACTIONS = Object.values(VERB_ACTIONS).flat().map((action) => action.toLowerCase());

function placesOfStatement({ version, statement }: VersionedStatement, values: VariableValues, buckets: readonly string[]): readonly Place[] {
  const { resources = [EVERYTHING], conditions = [] } = statement;
  const read = (text: string, wildcards: boolean) => filled(tokenize(text, { wildcards, variables: version === '2012-10-17' }), values);
  const prefixes = conditions.filter(({ operator, key }) => PREFIX_OPERATORS.test(operator) && key.toLowerCase() === 's3:prefix')
    .flatMap(({ operator, values: texts }) => texts.map((text) => read(text, /Like$/i.test(operator))));
  return resources.flatMap((resource) => {
    const path = s3Path(resource);
    if (path === undefined) return [];
    const [bucket, key] = atSlash(read(path, true));
    if (shown(bucket) === '') return [];
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
function filled(tokens: readonly Token[], values: VariableValues): readonly Token[] {
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

/** A place that a resource names. */
function asked(tokens: readonly Token[]): Pick<Place, 'prefix' | 'askedKey' | 'askedPrefix'> {
  return { prefix: folder(tokens), askedKey: sample(tokens, 'object'), askedPrefix: upToSlash(literalStart(tokens)) };
}

/** The folder that a text begins with, with its slash. */
function upToSlash(text: string): string {
  return text.slice(0, text.lastIndexOf('/') + 1);
}

/** A place that may be listed. */
function listed(tokens: readonly Token[]): Pick<Place, 'prefix' | 'askedKey' | 'askedPrefix'> {
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

function shown(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'literal' ? token.text : token.kind === 'variable' ? `\${${token.key}}` : SHOWN[token.kind])).join('');
}

/** A text that the pattern matches. */
function sample(tokens: readonly Token[], run: string): string {
  return tokens.map((token) => (token.kind === 'run' ? run : token.kind === 'one' ? 'x' : shown([token]))).join('');
}

/** A variable without a value matches nothing. */
function codes(tokens: readonly Token[]): GlobCodes {
  return tokens.flatMap((token) => (token.kind === 'run' ? [ANY_RUN] : token.kind === 'one' ? [ANY_ONE] : [...shown([token]).split('').map((letter) => letter.charCodeAt(0))]));
}
