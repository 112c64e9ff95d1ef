import type { YAMLMap } from 'yaml';
import { shown } from '../../shape/shown';
import { yaml } from '../../shape/yaml';
import { type Entry, kindOf, type Located, type LocatedMap, type PlanFile, type Position, wrongAt } from './located';

/** Nested deeper than this, it is not somebody's plan. */
const DEEPEST = 64;

const FIRST_KEY = /^(?:accessPlan|"accessPlan"|'accessPlan')[ \t]*:(?:[ \t]|$)/;
const FIRST_KEY_IN_BRACES = /^\{\s*(?:accessPlan|"accessPlan"|'accessPlan')\s*:/;

/**
 * Whether a text is a file of a plan, by its first key, `accessPlan`; its name says nothing.
 *
 * @param text of the file
 */
export function isPlanText(text: string): boolean {
  for (let at = text.startsWith('\ufeff') ? 1 : 0, end = 0; at < text.length; at = end + 1) {
    end = endOfLine(text, at);
    const line = text.slice(at, end);
    if (/^\s*(?:#.*|---\s*)?$/.test(line)) continue;
    return FIRST_KEY.test(line.replace(/\r$/, '')) || FIRST_KEY_IN_BRACES.test(text.slice(at, endOfLine(text, endOfLine(text, end + 1) + 1)).trimStart());
  }
  return false;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

/**
 * Reads a plan file, which is YAML 1.2 or JSON. What makes one text mean another is refused: anchors and aliases (which explode, too), tags,
 * merge keys, a name that stands twice, names that aren't texts, a second document and directives.
 *
 * @throws AccessError `InvalidPlanFile`, with the line and the column
 */
export function readYaml(file: PlanFile): LocatedMap {
  const { LineCounter, parseDocument, isMap } = yaml();
  const lines = new LineCounter();
  // not 'silent', which would take the first of several documents; names that stand twice are found below, in linear time
  const document = parseDocument(file.text, { logLevel: 'error', lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const position = (offset: number): Position => () => {
    const { line, col } = lines.linePos(offset);
    return `${file.name}:${line}:${col}`;
  };
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    // the parser's own depth has no better words
    const why = problem.code === 'RESOURCE_EXHAUSTION' ? `it is nested deeper than ${DEEPEST} levels` : problem.message.split('\n')[0];
    throw wrongAt(position(problem.pos[0]), `not YAML or JSON that can be read: ${why}`, 'correct the text there');
  }
  if (!isMap(document.contents)) throw wrongAt(position(document.contents?.range?.[0] ?? 0), 'a plan file is a mapping that begins with accessPlan: 1', 'begin with accessPlan: 1');
  return new Reading(position).map(document.contents, 0);
}

class Reading {
  public constructor(private readonly position: (offset: number) => Position) {}

  public node(given: unknown, depth: number): Located {
    const { isAlias, isMap, isNode, isScalar, isSeq } = yaml();
    if (!isNode(given)) return { is: 'value', value: null, at: this.position(0) };
    const { tag, range } = given;
    const at = this.position(range?.[0] ?? 0);
    if (isAlias(given) || given.anchor !== undefined) throw wrongAt(at, 'a plan file has no anchors and aliases (& and *)', 'write it out where it belongs, or in quotes where it is a text; what all have in common goes to defaults, and what differs between environments to variables');
    if (tag !== undefined) throw wrongAt(at, `a plan file has no tags, and this is ${shown(tag)}`, 'write the value alone; a text that looks like a number goes in quotes');
    if (depth > DEEPEST) throw wrongAt(at, `it is nested deeper than ${DEEPEST} levels`, 'write what the shape of a plan has');
    if (isSeq(given)) return { is: 'list', items: given.items.map((item) => this.node(item, depth + 1)), at };
    if (isMap(given)) return this.map(given, depth);
    return { is: 'value', value: isScalar(given) ? plainValue(given.value) : null, at };
  }

  public map({ items, range }: YAMLMap, depth: number): LocatedMap {
    const entries = new Map<string, Entry>();
    for (const { key, value } of items) {
      const read = this.node(key, depth + 1);
      const { at } = read;
      if (read.is !== 'value' || typeof read.value !== 'string') throw wrongAt(at, `a name is a text, and this is ${kindOf(read)}`, 'write the name in quotes');
      if (read.value === '<<') throw wrongAt(at, 'a plan file has no merge keys (<<)', 'write it out where it belongs, or in defaults');
      if (entries.has(read.value)) throw wrongAt(at, `${shown(read.value)} stands here a second time`, 'keep one of the two');
      // nothing after the colon is a value that the parser leaves out
      entries.set(read.value, { name: read.value, at, value: value === null ? { is: 'value', value: null, at } : this.node(value, depth + 1) });
    }
    return { is: 'map', entries, at: this.position(range?.[0] ?? 0) };
  }
}

/** What YAML's core schema makes of a scalar. */
function plainValue(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
