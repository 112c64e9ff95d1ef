import { replaceDeployTime } from './deploy-time';
import type { PolicyVersion } from './document';
import { describeNode, JsonMember, JsonNode } from './json-node';
import { at, Path, Problems, quoted } from './problems';

/** What a policy document is attached to: an identity, a resource such as a bucket, or a role that it says who may assume. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** What every part of the parser needs to know. */
export interface ParseContext {
  readonly problems: Problems;
  readonly kind?: PolicyKind;
  readonly version: PolicyVersion;
}

/** A string of a document with its location. */
export interface Text {
  readonly text: string;
  readonly path: Path;
  readonly offset: number;
}

/** The members of an object. */
export type Members = Extract<JsonNode, { kind: 'object' }>;

/**
 * Stands in documents that were read back for text that the source doesn't tell (see the access state); no syntax can be checked then.
 * It is allowed here although IAM refuses it, since it never gets into a rendered document.
 */
const UNKNOWN = '\u{F0000}';

/** Whether a text has a part that the source doesn't tell, so that its syntax can't be judged. */
export function isPartlyUnknown(text: string): boolean {
  return text.includes(UNKNOWN);
}

/** Reports a value of the wrong type. */
export function wrongType(problems: Problems, path: Path, node: JsonNode, what: string, wanted: string): void {
  problems.error(path, node.offset, 'WrongType', `${what} is ${describeNode(node)}; it must be ${wanted}`, `write ${what} as ${wanted}`);
}

/**
 * The members of an object by name; members with the same name are reported, and the last one counts, as for most readers of JSON.
 *
 * @param known the names that may stand there; absent where any may
 */
export function membersOf(node: Members, path: Path, problems: Problems, what: string, known?: readonly string[]): Map<string, JsonMember> {
  const members = new Map<string, JsonMember>();
  for (const member of node.members) {
    if (members.has(member.key)) {
      problems.error(at(path, member.key), member.offset, 'DuplicateKey', `${what} has ${quoted(member.key)} twice; readers differ in which one counts`, 'write it once, with all its values');
    } else if (known !== undefined && !known.includes(member.key)) {
      const meant = known.find((name) => name.toLowerCase() === member.key.toLowerCase());
      problems.error(at(path, member.key), member.offset, 'UnknownElement', `${what} has no element ${quoted(member.key)}; it has ${known.join(', ')}`,
        meant === undefined ? 'remove it' : `write ${meant}, in this case`);
    }
    members.set(member.key, member);
  }
  return members;
}

/** The string or strings of an element; a wrong type, an empty list and empty strings are reported. */
export function textsOf(node: JsonNode, path: Path, problems: Problems, what: string): readonly Text[] {
  const nodes = node.kind === 'array' ? node.items.map((item, index) => ({ item, location: at(path, index) })) : [{ item: node, location: path }];
  if (nodes.length === 0) problems.warning(path, node.offset, 'EmptyList', `${what} is an empty list, which nothing matches`, `name what ${what} speaks of, or remove the statement`);
  const texts: Text[] = [];
  for (const { item, location } of nodes) {
    if (item.kind !== 'string') {
      wrongType(problems, location, item, what, 'a string or a list of strings');
    } else if (item.text === '') {
      problems.error(location, item.offset, 'EmptyText', `${what} holds an empty string`, 'remove it');
    } else {
      checkCharacters(item.text, location, item.offset, problems);
      texts.push({ text: item.text, path: location, offset: item.offset });
    }
  }
  return texts;
}

/** Warns of characters that IAM refuses in policy documents. */
export function checkCharacters(text: string, path: Path, offset: number, problems: Problems): void {
  const found = /[^\t\n\r -\u00ff\u{F0000}]/u.exec(text);
  if (found === null) return;
  problems.warning(path, offset, 'UnsupportedCharacter',
    `the text holds ${quoted(found[0])}; IAM takes only tab, line feed, carriage return and the characters U+0020 to U+00FF`,
    'use other characters, or a wildcard, where the document is meant for AWS IAM');
}

/** Reports a malformed policy variable; in version 2008-10-17 there are no variables, which is worth a warning. */
export function checkVariables({ text, path, offset }: Text, context: ParseContext): void {
  if (!text.includes('${') || isPartlyUnknown(text)) return;
  const problem = variableProblem(text);
  if (context.version === '2012-10-17') {
    if (problem === undefined) return;
    context.problems.error(path, offset, problem.code, `${problem.message}: ${quoted(text)}`,
      "write ${aws:username}, ${aws:PrincipalTag/team, 'none'} with a default, or ${$} for a dollar sign");
  } else if (hasVariable(text)) {
    context.problems.warning(path, offset, 'VariableWithoutVersion', `policy variables mean themselves, letter for letter, in version 2008-10-17: ${quoted(text)}`,
      'set Version to 2012-10-17');
  }
}

/** Whether a text uses `$\{` other than in a placeholder. */
export function hasVariable(text: string): boolean {
  return /\$\{(?!TfToken\[[\w:.-]*\]\})/.test(text);
}

/** A policy variable that can't be read. */
interface VariableProblem {
  readonly code: 'UnclosedVariable' | 'EmptyVariable' | 'SpaceInVariable' | 'InvalidVariableDefault' | 'InvalidVariable';
  readonly message: string;
}

/** `$\{*}`, `$\{?}` and `$\{$}` stand for the character itself. */
const LITERALS: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * Finds the first malformed policy variable of a text.
 *
 * @param text in the IAM language of version 2012-10-17; placeholders in it are not variables
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function variableProblem(text: string): VariableProblem | undefined {
  const plain = replaceDeployTime(text, () => '');
  for (let start = plain.indexOf('${'); start >= 0; ) {
    const end = plain.indexOf('}', start);
    if (end < 0) return { code: 'UnclosedVariable', message: 'a policy variable has no closing brace' };
    const problem = bodyProblem(plain.slice(start + 2, end));
    if (problem !== undefined) return problem;
    start = plain.indexOf('${', end);
  }
  return undefined;
}

function bodyProblem(body: string): VariableProblem | undefined {
  if (LITERALS.has(body)) return undefined;
  if (body.includes('${')) return { code: 'UnclosedVariable', message: 'a policy variable has no closing brace before the next one begins' };
  const comma = body.indexOf(',');
  const key = comma < 0 ? body : body.slice(0, comma);
  if (key.trim() === '') return { code: 'EmptyVariable', message: 'a policy variable names no condition key' };
  if (/\s/.test(key)) return { code: 'SpaceInVariable', message: 'a policy variable has white space in its condition key' };
  if (/[*?$'"]/.test(key)) return { code: 'InvalidVariable', message: 'a policy variable is neither a condition key nor one of ${*}, ${?} and ${$}' };
  if (comma >= 0 && !/^, ?'[^']*'$/.test(body.slice(comma))) {
    return { code: 'InvalidVariableDefault', message: 'the default of a policy variable is not written in single quotes after a comma and a space' };
  }
  return undefined;
}
