import type { Node } from 'yaml';
import { AccessError } from '../../errors';
import { yaml } from '../../shape/yaml';
import { objectOf } from '../json';

/**
 * The functions that have a short form.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...[
    'And', 'Base64', 'Cidr', 'Contains', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
  ].map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/** YAML's own tags, which say what a value is anyway. */
const PLAIN = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

/** Nested deeper than this, it is not somebody's template. */
const DEEPEST = 400;

/** Whether a text may be a template that isn't written as JSON. */
export function isTemplateText(text: string): boolean {
  return !/^\s*[[{]/.test(text) && /^["']?Resources["']?:/m.test(text);
}

/**
 * Parses a template in YAML, short forms of functions included, into the shape that a template in JSON has.
 *
 * @param name what the text is called in errors
 * @throws AccessError `UnreadableSource`, with the line and the column
 */
export function parseTemplateText(text: string, name: string): unknown {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const refuse = (offset: number, why: string): AccessError => {
    const { line, col } = lines.linePos(offset);
    return new AccessError({
      code: 'UnreadableSource',
      message: `${name} looks like a CloudFormation template, but line ${line}, column ${col} can't be read: ${why}`,
      remedy: 'let `aws cloudformation validate-template` say what is wrong there',
    });
  };
  const document = parseDocument(text, { logLevel: 'silent', lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw refuse(error.pos[0], error.message.split('\n')[0]);
  return plain(document.contents, 0, refuse);
}

type Refuse = (offset: number, why: string) => AccessError;

function plain(node: unknown, depth: number, refuse: Refuse): unknown {
  if (node === null || node === undefined) return null;
  const { tag, range } = node as Node;
  const offset = range?.[0] ?? 0;
  if (depth > DEEPEST) throw refuse(offset, `values are nested deeper than ${DEEPEST} levels`);
  if (yaml().isAlias(node)) throw refuse(offset, 'CloudFormation takes no aliases');
  const value = valueOf(node, depth, refuse);
  if (tag === undefined || PLAIN.test(tag)) return value;
  const key = SHORT.get(tag);
  if (key === undefined) throw refuse(offset, `CloudFormation has no tag ${tag.slice(0, 60)}`);
  return objectOf([[key, value]]);
}

function valueOf(node: unknown, depth: number, refuse: Refuse): unknown {
  const { isMap, isScalar, isSeq } = yaml();
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => plain(item, depth + 1, refuse));
  if (!isMap(node)) return null;
  const nameOf = (key: unknown) => {
    const name = isScalar(key) ? key.value : plain(key, depth + 1, refuse);
    if (typeof name === 'object' && name !== null) throw refuse((key as Node).range?.[0] ?? 0, 'a key is not a text');
    return String(name);
  };
  return objectOf(node.items.map(({ key, value }) => [nameOf(key), plain(value, depth + 1, refuse)]));
}
