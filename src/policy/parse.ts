import { choiceOf } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { PolicyDocument, PolicyVersion, Statement } from './document';
import { JsonMember, JsonNode, JsonReadError, MAX_DEPTH } from './json-node';
import { checkCharacters, membersOf, ParseContext, PolicyKind, wrongType } from './parse-context';
import { parseStatement } from './parse-statement';
import { at, Path, PolicyProblem, Problems, quoted, ROOT } from './problems';
import { readJson } from './read-json';

/** How {@link parsePolicy} reads. */
export interface ParsePolicyOptions {
  /**
   * What the document is attached to; it decides which elements must and must not be there.
   * @default - nothing is said about principals
   */
  readonly kind?: PolicyKind;
}

/** What {@link parsePolicy} answers. */
export interface ParsedPolicy {
  /** The document; present when no problem is an error. */
  readonly document?: PolicyDocument;
  /** Every problem in the document's order; a document without any is sound. */
  readonly problems: readonly PolicyProblem[];
}

const VERSIONS: readonly PolicyVersion[] = ['2012-10-17', '2008-10-17'];
const OPTIONS: Shape<ParsePolicyOptions> = { kind: choiceOf('identity', 'resource', 'trust') };

const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'];

/**
 * Reads a policy document and reports all that is wrong with it, each problem with its JSON path. What isn't JSON is
 * a problem too: nothing in the input makes it throw. Time and memory are linear in the input, however hostile.
 *
 * @param input JSON text, or the object that it would be; members with the same name are seen in text only
 * @throws AccessError `InvalidOption`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @example
 * const { document, problems } = parsePolicy('{"Statement":{"Effect":"allow","Action":"s3:*","Resource":"*"}}');
 * problems[1].path; // $.Statement.Effect
 */
export function parsePolicy(input: string | object, options: ParsePolicyOptions = {}): ParsedPolicy {
  const { kind } = readShape<ParsePolicyOptions>(OPTIONS, options, { what: 'parsePolicy', called: 'options', example: "{ kind: 'identity' }" });
  const problems = new Problems(typeof input === 'string' ? input : undefined);
  const root = readInput(input, problems);
  const document = root && parseDocument(root, problems, kind);
  return document === undefined || problems.hasErrors ? { problems: problems.all } : { document, problems: problems.all };
}

function readInput(input: string | object, problems: Problems): JsonNode | undefined {
  try {
    return typeof input === 'string' ? readJson(input) : readValue(input);
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
    problems.error(ROOT, error.offset, error.code, error.message, 'give one JSON document: {"Version": "2012-10-17", "Statement": [...]}');
    return undefined;
  }
}

function parseDocument(root: JsonNode, problems: Problems, kind: PolicyKind | undefined): PolicyDocument | undefined {
  if (root.kind !== 'object') {
    wrongType(problems, ROOT, root, 'a policy document', 'an object');
    return undefined;
  }
  const members = membersOf(root, ROOT, problems, 'a policy document', DOCUMENT_ELEMENTS);
  const version = parseVersion(members.get('Version'), problems);
  const id = parseId(members.get('Id'), problems, kind);
  const statements = parseStatements(members.get('Statement'), root.offset, { problems, version, kind });
  return id === undefined ? { version, statements } : { version, id, statements };
}

function parseVersion(member: JsonMember | undefined, problems: Problems): PolicyVersion {
  const node = member?.value;
  if (node === undefined) {
    problems.warning(ROOT, 0, 'MissingVersion', 'the document has no Version and is read as 2008-10-17, which has no policy variables', 'write "Version": "2012-10-17"');
    return '2008-10-17';
  }
  const version = VERSIONS.find((known) => node.kind === 'string' && node.text === known);
  if (version !== undefined) return version;
  if (node.kind === 'string') {
    problems.error(at(ROOT, 'Version'), node.offset, 'InvalidVersion', `Version is ${quoted(node.text)}; there are only ${VERSIONS.join(' and ')}`, 'write "Version": "2012-10-17"');
  } else {
    wrongType(problems, at(ROOT, 'Version'), node, 'Version', 'a string');
  }
  return '2012-10-17';
}

function parseId(member: JsonMember | undefined, problems: Problems, kind: PolicyKind | undefined): string | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  const path = at(ROOT, 'Id');
  if (value.kind !== 'string') {
    wrongType(problems, path, value, 'Id', 'a string');
    return undefined;
  }
  checkCharacters(value.text, path, value.offset, problems);
  if (kind === 'identity') problems.warning(path, value.offset, 'UnsupportedId', 'Id is for resource policies', 'remove it');
  return value.text;
}

function parseStatements(member: JsonMember | undefined, rootOffset: number, context: ParseContext): readonly Statement[] {
  const { problems } = context;
  if (member === undefined) {
    problems.error(ROOT, rootOffset, 'MissingStatement', 'the document has no Statement', 'write "Statement" with a statement or a list of them');
    return [];
  }
  const path = at(ROOT, 'Statement');
  const { value } = member;
  if (value.kind !== 'array' && value.kind !== 'object') {
    wrongType(problems, path, value, 'Statement', 'an object or a list of objects');
    return [];
  }
  const nodes = value.kind === 'array' ? value.items.map((node, index) => ({ node, location: at(path, index) })) : [{ node: value, location: path }];
  if (nodes.length === 0) problems.warning(path, value.offset, 'EmptyDocument', 'the document has no statements and says nothing', 'add a statement, or remove the policy');
  const seen = new Set<string>();
  return nodes.flatMap(({ node, location }) => {
    const statement = parseStatement(node, location, context);
    if (statement === undefined) return [];
    checkUnique(statement.sid, seen, location, node.offset, context);
    return [statement];
  });
}

/** IAM refuses a Sid that is there twice; a bucket may take it, but nobody can distinguish the statements then. */
function checkUnique(sid: string | undefined, seen: Set<string>, location: Path, offset: number, { problems, kind }: ParseContext): void {
  if (sid === undefined) return;
  if (seen.has(sid)) {
    const report = kind === 'identity' || kind === 'trust' ? 'error' : 'warning';
    problems[report](at(location, 'Sid'), offset, 'DuplicateSid', `the Sid ${quoted(sid)} is there twice`, 'give every statement a name of its own');
  }
  seen.add(sid);
}

/** More values than the largest real policy has by far; keeps an object that holds itself many times over from growing without end. */
const MAX_NODES = 2_000_000;

/**
 * Reads a JavaScript value as JSON: own enumerable members only, so that nothing comes in through a prototype, and members that are
 * `undefined` are absent, as in `JSON.stringify`.
 *
 * @throws JsonReadError when it holds something that JSON has not, when it is nested deeper than {@link MAX_DEPTH} (or holds itself), or too large
 */
function readValue(value: unknown): JsonNode {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof JsonReadError) throw error;
    // nothing of ours throws here: a getter or a proxy in the value does
    throw new JsonReadError('MalformedJson', 'the document holds something that throws when it is looked at', 0);
  }
}

function read(value: unknown): JsonNode {
  let nodes = 0;
  const node = (item: unknown, depth: number): JsonNode => {
    if (++nodes > MAX_NODES) throw new JsonReadError('DocumentTooLarge', `the document has more than ${MAX_NODES} values`, 0);
    if (item === null) return { kind: 'null', offset: 0, text: 'null' };
    if (typeof item === 'string') return { kind: 'string', offset: 0, text: item };
    if (typeof item === 'boolean' || (typeof item === 'number' && Number.isFinite(item))) {
      return { kind: typeof item as 'boolean' | 'number', offset: 0, text: String(item) };
    }
    if (typeof item !== 'object') throw new JsonReadError('MalformedJson', `the document holds ${typeof item === 'number' ? item : `a value of type ${typeof item}`}, which JSON has not`, 0);
    if (depth > MAX_DEPTH) {
      throw new JsonReadError('DocumentTooDeep', `the document is nested deeper than ${MAX_DEPTH} levels or holds itself; a policy has eight`, 0);
    }
    if (Array.isArray(item)) return { kind: 'array', offset: 0, items: Array.from(item, (entry) => node(entry, depth + 1)) };
    const members = Object.entries(item).filter(([, member]) => member !== undefined);
    return { kind: 'object', offset: 0, members: members.map(([key, member]) => ({ key, offset: 0, value: node(member, depth + 1) })) };
  };
  return node(value, 1);
}
