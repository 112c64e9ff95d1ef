import { replaceDeployTime } from './deploy-time';
import type { Condition, Effect, Principals, Statement } from './document';
import type { JsonMember, JsonNode } from './json-node';
import { parseConditions } from './parse-condition';
import { checkCharacters, checkVariables, hasVariable, isPartlyUnknown, membersOf, ParseContext, Text, textsOf, wrongType } from './parse-context';
import { parsePrincipals } from './parse-principal';
import { at, Path, quoted, SHOWN } from './problems';
import { s3Arn } from './s3-arn';

/** The elements of a statement in the order in which they are written. */
export const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] as const;

type Element = typeof STATEMENT_ELEMENTS[number];

type PatternCheck = (text: Text, element: string, context: ParseContext) => void;

/** One statement in the making: its elements, its location, and what to tell about it. */
interface Source {
  readonly members: ReadonlyMap<string, JsonMember>;
  readonly path: Path;
  readonly offset: number;
  readonly context: ParseContext;
}

/** Reads one statement; `undefined` when it is none. Where it has errors, what is left of it is returned. */
export function parseStatement(node: JsonNode, path: Path, context: ParseContext): Statement | undefined {
  if (node.kind !== 'object') {
    wrongType(context.problems, path, node, 'a statement', 'an object');
    return undefined;
  }
  const source: Source = { members: membersOf(node, path, context.problems, 'a statement', STATEMENT_ELEMENTS), path, offset: node.offset, context };
  checkPairs(source);
  const sid = parseSid(source);
  const statement: Draft = { effect: parseEffect(source) };
  put(statement, 'sid', sid);
  put(statement, 'principals', principalsOf('Principal', source));
  put(statement, 'notPrincipals', principalsOf('NotPrincipal', source));
  put(statement, 'actions', patterns('Action', source, checkActions));
  put(statement, 'notActions', patterns('NotAction', source, checkActions));
  put(statement, 'resources', patterns('Resource', source, checkResources));
  put(statement, 'notResources', patterns('NotResource', source, checkResources));
  put(statement, 'conditions', conditionsOf(source));
  return statement;
}

type Draft = { -readonly [K in keyof Statement]: Statement[K] };

/** Absent elements are absent, not `undefined`. */
function put<K extends keyof Draft>(statement: Draft, element: K, value: Draft[K] | undefined): void {
  if (value !== undefined) statement[element] = value;
}

function parseSid({ members, path, context: { problems, kind } }: Source): string | undefined {
  const member = members.get('Sid');
  if (member === undefined) return undefined;
  const { value } = member;
  const location = at(path, 'Sid');
  if (value.kind !== 'string') {
    wrongType(problems, location, value, 'Sid', 'a string');
    return undefined;
  }
  // IAM takes an empty Sid for none, and some tools write one into every statement
  if (value.text === '') return undefined;
  checkCharacters(value.text, location, value.offset, problems);
  // S3 and KMS take any Sid, and many that run in production have blanks or brackets
  if (kind !== 'resource' && !/^[A-Za-z0-9]+$/.test(value.text)) {
    const report = kind === 'identity' || kind === 'trust' ? 'error' : 'warning';
    problems[report](location, value.offset, 'UnsupportedSid', `the Sid ${quoted(value.text)} has other characters than A-Z, a-z and 0-9, which IAM refuses`, 'use letters and digits only');
  }
  return value.text;
}

function parseEffect({ members, path, offset, context: { problems } }: Source): Effect {
  const node = members.get('Effect')?.value;
  if (node === undefined) {
    problems.error(path, offset, 'MissingEffect', 'the statement has no Effect', 'write "Effect": "Allow" or "Effect": "Deny"');
  } else if (node.kind !== 'string') {
    wrongType(problems, at(path, 'Effect'), node, 'Effect', '"Allow" or "Deny"');
  } else if (node.text === 'Allow' || node.text === 'Deny') {
    return node.text;
  } else {
    problems.error(at(path, 'Effect'), node.offset, 'InvalidEffect', `Effect is ${quoted(node.text)}; it must be "Allow" or "Deny", in this case`, 'write "Allow" or "Deny"');
  }
  return 'Deny';
}

function principalsOf(element: 'Principal' | 'NotPrincipal', { members, path, context }: Source): Principals | undefined {
  const member = members.get(element);
  return member && parsePrincipals(member.value, at(path, element), element, context);
}

function conditionsOf({ members, path, context }: Source): readonly Condition[] | undefined {
  const member = members.get('Condition');
  const conditions = member && parseConditions(member.value, at(path, 'Condition'), context);
  return conditions?.length === 0 ? undefined : conditions;
}

function patterns(element: Element, { members, path, context }: Source, check: PatternCheck): readonly string[] | undefined {
  const member = members.get(element);
  if (member === undefined) return undefined;
  const texts = textsOf(member.value, at(path, element), context.problems, element);
  texts.forEach((text) => check(text, element, context));
  return texts.map(({ text }) => text);
}

/** Exactly one of each pair, except where the kind of document says otherwise. */
function checkPairs(source: Source): void {
  const { context: { kind } } = source;
  const hasPrincipal = checkPair('Principal', 'NotPrincipal', source);
  checkPair('Action', 'NotAction', source, 'error');
  // a trust policy speaks of the role that it is on; without a kind, a statement with principals may be of one
  if (kind !== 'trust') checkPair('Resource', 'NotResource', source, kind === undefined && hasPrincipal ? 'warning' : 'error');
  else forbid(['Resource', 'NotResource'], 'a trust policy', source);
  if (kind === 'identity') forbid(['Principal', 'NotPrincipal'], 'an identity policy', source);
  else if (kind !== undefined && !hasPrincipal) missing('Principal', 'error', source);
}

function checkPair(element: Element, opposite: Element, source: Source, whenMissing?: 'error' | 'warning'): boolean {
  const { members, path, context: { problems } } = source;
  const other = members.get(opposite);
  if (members.has(element) && other !== undefined) {
    problems.error(at(path, opposite), other.offset, 'ConflictingElements', `the statement has both ${element} and ${opposite}`, 'keep one, or make two statements');
  }
  const present = members.has(element) || other !== undefined;
  if (!present && whenMissing !== undefined) missing(element, whenMissing, source);
  return present;
}

function missing(element: Element, severity: 'error' | 'warning', { path, offset, context: { problems } }: Source): void {
  problems[severity](path, offset, `Missing${element}`, `the statement has neither ${element} nor Not${element}`, `say which ${element.toLowerCase()} it speaks of`);
}

function forbid(elements: readonly Element[], what: string, { members, path, context: { problems } }: Source): void {
  for (const element of elements) {
    const member = members.get(element);
    if (member !== undefined) problems.error(at(path, element), member.offset, `${element.replace('Not', '')}NotAllowed`, `${what} has no ${element}`, 'remove it');
  }
}

/** `*`, or a service and an action name with wildcards in the name; a service itself is not a pattern. */
const ACTION = /^(?:\*|(?:\*|[A-Za-z0-9][A-Za-z0-9.-]*):[\w.*?-]+)$/;
/** The same with a pattern of services, which AWS takes and advises against. */
const ACTION_OF_SERVICES = /^[A-Za-z0-9.*?-]{1,128}:[\w.*?-]{1,128}$/;

/** Reports what is not an action pattern. */
function checkActions({ text, path, offset }: Text, element: string, { problems }: ParseContext): void {
  if (ACTION.test(text) || isPartlyUnknown(text)) return;
  if (text.includes('${')) {
    problems.error(path, offset, 'VariableNotAllowed', `${element} has no policy variables: ${quoted(text)}`, 'name the actions');
  } else if (ACTION_OF_SERVICES.test(text)) {
    problems.warning(path, offset, 'WildcardInService', `${quoted(text)} has a wildcard in the name of the service, and means every service that fits`, 'name the service, such as s3');
  } else {
    problems.error(path, offset, 'InvalidAction', `${quoted(text)} is not an action`, 'write service and name, such as s3:GetObject, s3:Get* or *');
  }
}

/** Reports what is not a resource pattern, and policy variables outside of an ARN's last part. */
function checkResources(resource: Text, element: string, context: ParseContext): void {
  const { text, path, offset } = resource;
  if (text === '*' || isPartlyUnknown(text)) return;
  const plain = replaceDeployTime(text, (placeholder) => text.startsWith(placeholder) ? 'arn:::::' : '');
  // up to the fifth colon, where the name of the resource begins; fewer colons are enough before a last `*`, which runs over them
  const head = /^(?:[^:]*:){0,5}/.exec(plain)?.[0] ?? '';
  const isWhole = head.split(':').length === 6;
  if (!/^(?:arn|\*):/.test(plain) || (!isWhole && !isOpenEnded(plain))) {
    const fault = /^arn:/.test(plain) ? `is not an ARN: it has ${plain.split(':').length} of the six fields` : 'is neither "*" nor an ARN';
    context.problems.error(path, offset, 'InvalidResource', `${quoted(text)} ${fault}`, `write ${element} as an ARN, such as ${meantArn(text) ?? s3Arn('bucket/key')}`);
  } else if (context.version === '2012-10-17' && hasVariable(isWhole ? head : plain)) {
    context.problems.error(path, offset, 'VariableNotAllowed', `policy variables stand only after the fifth colon of an ARN: ${quoted(text)}`, 'name the service and the account');
  } else {
    checkVariables(resource, context);
  }
}

/** Whether the last `*` of a pattern with fewer than six fields can stand for the fields that are missing: the last one must be the start of a region or an account. */
function isOpenEnded(text: string): boolean {
  if (!text.endsWith('*')) return false;
  const fields = text.slice(0, -1).split(':');
  const last = fields[fields.length - 1];
  if (last.includes('/')) return false;
  return fields.length < 5 || /^[\d*?]*$/.test(last);
}

/**
 * The ARN of a bucket or of objects that was probably meant by a text that is none: `s3://bucket/key`, an ARN with fields missing or a
 * misspelt start, and a plain `bucket/key`.
 */
function meantArn(text: string): string | undefined {
  const [, path] = /^s3:\/\/(.+)$/i.exec(text) ?? /^ar[a-z]:[a-z-]*:s3:{1,4}([^:].*)$/i.exec(text) ?? /^([a-z0-9][a-z0-9.-]+(?:\/.*)?)$/.exec(text) ?? [];
  return path === undefined || path.length > SHOWN ? undefined : s3Arn(path);
}
