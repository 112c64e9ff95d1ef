import { printed } from '../errors/printed';
import { plain } from '../report/escape/plain';
import { Call, isMapping, Policy, type PlanNode } from './call';

/** Longer than this, a list or an object has its parts in lines of their own. */
const LONGEST_LINE = 120;

/**
 * Writes a plan as a module in TypeScript.
 *
 * @param remarks sentences above it
 */
export function writeTypeScript(plan: Readonly<Record<string, PlanNode>>, remarks: readonly string[]): string {
  const names = [...new Set(['accessPlan', ...callsIn(plan)])].sort();
  const text = [
    `import { ${names.join(', ')} } from 'bucket-grants';`, '', ...remarks.map(comment), `export const plan = accessPlan(${expression(plan, '')});`, '',
  ].join('\n');
  // whatever can't be seen stands in strings, where its code means the same
  return printed(text);
}

const comment = (text: string): string => `// ${plain(text)}`;

function callsIn(node: PlanNode): readonly string[] {
  if (node instanceof Call) return [node.name, ...(node.given === undefined ? [] : callsIn(node.given))];
  if (typeof node !== 'object' || node instanceof Policy) return [];
  return Object.values(node).flatMap(callsIn);
}

function expression(node: PlanNode, indent: string): string {
  if (node instanceof Call) return `${node.name}(${node.given === undefined ? '' : expression(node.given, indent)})`;
  if (node instanceof Policy) return json(node.json, indent);
  if (typeof node === 'string') return quoted(node);
  if (typeof node !== 'object') return String(node);
  if (isMapping(node)) return bracketed('{}', Object.entries(node).map(([name, value]) => ({ text: `${key(name)}: ${expression(value, `${indent}  `)}`, above: [] })), indent);
  return bracketed('[]', node.map((item) => ({ text: expression(item, `${indent}  `), above: item instanceof Policy ? item.remarks : [] })), indent);
}

function json(value: unknown, indent: string): string {
  if (Array.isArray(value)) return bracketed('[]', value.map((item) => ({ text: json(item, `${indent}  `), above: [] })), indent);
  if (typeof value === 'object' && value !== null) return bracketed('{}', Object.entries(value).map(([name, own]) => ({ text: `${key(name)}: ${json(own, `${indent}  `)}`, above: [] })), indent);
  return typeof value === 'string' ? quoted(value) : String(value);
}

interface Part {
  readonly text: string;
  /** Sentences above it. */
  readonly above: readonly string[];
}

function bracketed([open, close]: string, parts: readonly Part[], indent: string): string {
  const inner = parts.map(({ text }) => text).join(', ');
  const isShort = inner.length + indent.length < LONGEST_LINE && !inner.includes('\n') && parts.every(({ above }) => above.length === 0);
  if (isShort) return parts.length === 0 ? `${open}${close}` : open === '{' ? `{ ${inner} }` : `[${inner}]`;
  const lines = parts.flatMap(({ text, above }) => [...above.map(comment), `${text},`].map((line) => `${indent}  ${line}`));
  return [open, ...lines, `${indent}${close}`].join('\n');
}

/** A name that begins with `__` would be more than a name in an object of JavaScript. */
const key = (name: string): string => (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? name : name === '__proto__' ? '[\'__proto__\']' : quoted(name));

const quoted = (text: string): string => (/['\\\n\r\t]/.test(text) || printed(text) !== text ? JSON.stringify(text) : `'${text}'`);
