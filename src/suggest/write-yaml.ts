import type { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { printed } from '../errors/printed';
import { plain } from '../report/escape/plain';
import { yaml } from '../shape/yaml';
import { Call, Policy, type PlanNode } from './call';

/** A call as long as this, or longer, has its props in lines of their own. */
const LONGEST_LINE = 110;

/**
 * Writes a plan as a plan file.
 *
 * @param remarks sentences above it
 */
export function writeYaml(plan: Readonly<Record<string, PlanNode>>, remarks: readonly string[]): string {
  const { Document } = yaml();
  const document = new Document();
  document.contents = mapOf(Object.entries({ accessPlan: 1, ...plan }), (value) => nodeOf(value));
  document.commentBefore = remarks.map(comment).join('\n');
  // whatever can't be seen stands in quotes, where its code means the same
  return printed(document.toString({ lineWidth: 0, singleQuote: true }));
}

const comment = (text: string): string => ` ${plain(text)}`;

type YamlNode = Scalar | YAMLMap<Scalar, YamlNode> | YAMLSeq;

function nodeOf(node: PlanNode): YamlNode {
  if (node instanceof Policy) return policyOf(node.json);
  if (node instanceof Call) return callOf(node);
  if (typeof node !== 'object') return textOf(typeof node === 'string' ? plainText(node) : node);
  if (isList(node)) return listOf(node, nodeOf, (item) => (item instanceof Policy ? item.remarks : []));
  return mapOf(Object.entries(node), nodeOf);
}

const isList = (node: unknown): node is readonly PlanNode[] => Array.isArray(node);

/** In a plan `${` begins a variable of its own. */
const plainText = (text: string): string => text.replaceAll('${', () => '$${');

function callOf({ name, given }: Call): YamlNode {
  if (given === undefined) return textOf(name);
  const call = mapOf([[name, given]], nodeOf);
  call.flow = JSON.stringify(given).length < LONGEST_LINE;
  return call;
}

/** A policy has variables of its own, which stay as they are. */
function policyOf(value: unknown): YamlNode {
  if (Array.isArray(value)) return listOf(value, policyOf, () => []);
  if (typeof value === 'object' && value !== null) return mapOf(Object.entries(value), policyOf, false);
  return textOf(value);
}

function listOf<Item>(items: readonly Item[], write: (item: Item) => YamlNode, remarks: (item: Item) => readonly string[]): YAMLSeq {
  const { YAMLSeq } = yaml();
  const list = new YAMLSeq();
  for (const item of items) {
    const node = write(item);
    const above = remarks(item);
    if (above.length > 0) node.commentBefore = above.map(comment).join('\n');
    list.items.push(node);
  }
  list.flow = items.every((item) => typeof item !== 'object') && JSON.stringify(items).length < LONGEST_LINE;
  return list;
}

function mapOf<Value>(
  entries: ReadonlyArray<readonly [name: string, value: Value]>, write: (value: Value) => YamlNode, isPlan = true,
): YAMLMap<Scalar, YamlNode> {
  const { Pair, YAMLMap } = yaml();
  const map = new YAMLMap<Scalar, YamlNode>();
  for (const [name, value] of entries) map.items.push(new Pair(textOf(isPlan ? plainText(name) : name), write(value)));
  map.flow = entries.length === 0;
  return map;
}

function textOf(value: unknown): Scalar {
  const { Scalar } = yaml();
  const scalar = new Scalar(value);
  if (typeof value !== 'string') return scalar;
  if (/[\n\t]/.test(value) || printed(value) !== value) scalar.type = Scalar.QUOTE_DOUBLE;
  // older readers take what looks like a date for one
  else if (/^\d/.test(value)) scalar.type = Scalar.QUOTE_SINGLE;
  return scalar;
}
