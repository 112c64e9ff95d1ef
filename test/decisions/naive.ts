/*
 * A second opinion on policies: a naive reading of them that shares no code with src/. It knows what the grants and guards of this
 * package use and throws on everything else.
 */
import { BlockList, isIPv6 } from 'node:net';

/** Request values by condition key. */
export type NaiveContext = Readonly<Record<string, string>>;

type Piece = { readonly any: 'one' | 'many' } | { readonly text: string };

/** Takes a pattern apart: wildcards, and text in which variables are replaced. Undefined when a variable has no value: it matches nothing. */
function pieces(pattern: string, context: NaiveContext): readonly Piece[] | undefined {
  const found: Piece[] = [];
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at];
    if (letter === '*' || letter === '?') {
      found.push({ text }, { any: letter === '*' ? 'many' : 'one' });
      text = '';
    } else if (pattern.startsWith('${', at)) {
      const end = pattern.indexOf('}', at);
      if (end < 0) throw new Error(`unclosed variable in ${pattern}`);
      const name = pattern.slice(at + 2, end);
      const value = ['*', '?', '$'].includes(name) ? name : context[name];
      if (value === undefined) return undefined;
      text += value;
      at = end;
    } else {
      text += letter;
    }
  }
  return [...found, { text }];
}

/** Whether a pattern matches a whole text: every position that each piece can reach, one piece after the other. */
export function naiveMatch(pattern: string, text: string, context: NaiveContext = {}): boolean {
  const parts = pieces(pattern, context);
  if (parts === undefined) return false;
  let ends: ReadonlySet<number> = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    if ('any' in part && part.any === 'many') {
      for (let at = Math.min(...ends); at <= text.length; at++) next.add(at);
    } else {
      const step = 'any' in part ? undefined : part.text;
      for (const at of ends) {
        if (step === undefined ? at < text.length : text.startsWith(step, at)) next.add(at + (step ?? ' ').length);
      }
    }
    if (next.size === 0) return false;
    ends = next;
  }
  return ends.has(text.length);
}

interface NaiveStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document as the grants and guards of this package write it. */
export interface NaiveDocument {
  readonly Version: string;
  readonly Statement: readonly NaiveStatement[];
}

/** One request. */
export interface NaiveRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: NaiveContext;
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Whether an address lies in a range, as node itself tells it. */
function inRange(range: string, address: string): boolean {
  const [net, bits] = range.split('/');
  const family = isIPv6(net) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (bits === undefined) list.addAddress(net, family);
  else list.addSubnet(net, Number(bits), family);
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const OPERATORS: Readonly<Record<string, (pattern: string, value: string, context: NaiveContext) => boolean>> = {
  StringLike: naiveMatch,
  StringEquals: (pattern, value, context) => {
    const parts = pieces(pattern, context);
    return parts !== undefined && parts.map((part) => ('any' in part ? (part.any === 'many' ? '*' : '?') : part.text)).join('') === value;
  },
  Bool: (pattern, value) => pattern === value,
  ArnLike: (pattern, value, context) => {
    const [patterns, values] = [pattern, value].map((arn) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')]);
    return patterns.every((part, index) => naiveMatch(part, values[index], context));
  },
  NumericGreaterThan: (pattern, value) => Number(value) > Number(pattern),
  NumericLessThan: (pattern, value) => Number(value) < Number(pattern),
  NumericGreaterThanEquals: (pattern, value) => Number(value) >= Number(pattern),
  DateGreaterThanEquals: (pattern, value) => Date.parse(value) >= Date.parse(pattern),
  DateLessThan: (pattern, value) => Date.parse(value) < Date.parse(pattern),
  IpAddress: inRange,
};

/** Operators that hold where another one doesn't, and also where there is no value. */
const NEGATED: Readonly<Record<string, string>> = { StringNotEquals: 'StringEquals', ArnNotLike: 'ArnLike', ArnNotEquals: 'ArnLike', NotIpAddress: 'IpAddress' };

function holds(written: string, values: readonly string[], value: string | undefined, context: NaiveContext): boolean {
  if (written === 'Null') return values.includes(String(value === undefined));
  const name = written.replace(/IfExists$/, '');
  const isNegated = name in NEGATED;
  if (value === undefined) return isNegated || name !== written;
  return values.some((pattern) => OPERATORS[NEGATED[name] ?? name](pattern, value, context)) !== isNegated;
}

/** Whether a statement speaks of a request. */
export function naiveApplies(statement: NaiveStatement, { action, resource, context = {} }: NaiveRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {}, ...rest } = statement;
  const known = ['Sid', 'Effect', 'Principal'];
  const other = Object.keys(rest).find((key) => !known.includes(key));
  if (other !== undefined) throw new Error(`unexpected element ${other}`);
  if ((Action === undefined) === (NotAction === undefined) || (Resource === undefined) === (NotResource === undefined)) throw new Error('one of both');
  return listOf(Action ?? NotAction ?? []).some((pattern) => naiveMatch(pattern, action)) === (NotAction === undefined)
    && listOf(Resource ?? NotResource ?? []).some((pattern) => naiveMatch(pattern, resource, context)) === (NotResource === undefined)
    && Object.entries(Condition).every(([operator, keys]) => (
      Object.entries(keys).every(([key, values]) => holds(operator, listOf(values), context[key], context))
    ));
}

/** Decides a request of one account: an explicit deny first, then any allow. */
export function naiveDecide(documents: readonly NaiveDocument[], request: NaiveRequest): 'allow' | 'implicitDeny' | 'explicitDeny' {
  const applying = documents.flatMap(({ Statement }) => Statement).filter((statement) => naiveApplies(statement, request));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return applying.length > 0 ? 'allow' : 'implicitDeny';
}
