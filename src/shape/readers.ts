import { AccessError, type AccessErrorCode } from '../errors';
import { A_VALUE, deployTimeForm, isDeployTime, isNumberToken, otherDeployTimeForm } from './deploy-time';
import { shown } from './shown';

/** Where a value stands in what is read, and the code of what is refused there. */
export interface Where {
  readonly where: string;
  readonly code: AccessErrorCode;
}

/** Reads a value once: answers what is used of it, a copy where it could change. */
export type Reader = (value: unknown, at: Where) => unknown;

/** As deep and as large may a value be that is copied. */
const DEEPEST = 64;
const MOST = 1_000_000;

/** What is handed on as it is, whatever it is, to somebody who checks it. */
export const AS_GIVEN: Reader = (value) => value;

/** What belongs to somebody else and isn't copied: constructs, platforms and what else is known by its identity. Nothing is that which is known only at deploy time. */
export const OPAQUE: Reader = (value, at) => {
  mustBeKnown(value, at);
  return value;
};

/** A value that must be known before deploy: copied, and no text of it holds a value that is known only then. */
export const VALUE: Reader = (value, at) => copy(value, at, false);

/** A value that may be known only at deploy time, as a placeholder in a text; in no other form. */
export const DEPLOY_TIME: Reader = (value, at) => copy(value, at, true);

/** The name of a bucket or of a principal: a text that may be known only at deploy time; what isn't a text is left to the code that checks it. */
export const NAME: Reader = (value, at) => (typeof value === 'string' ? DEPLOY_TIME : VALUE)(value, at);

/** A list, of which each is read by itself. */
export function listOf(each: Reader): Reader {
  return (value, at) => {
    if (!Array.isArray(value)) throw wrongType(at, value, 'a list', 'write a list: […]');
    if (value.length > MOST) throw tooLarge(at);
    // holes are undefined, which the checks see
    return Object.freeze(Array.from({ length: value.length }, (_, index) => each(value[index], { ...at, where: `${at.where}[${index}]` })));
  };
}

/** One of something, or a list of it. */
export function oneOrMore(each: Reader): Reader {
  const list = listOf(each);
  return (value, at) => (Array.isArray(value) ? list(value, at) : each(value, at));
}

/**
 * Names and what they stand for: a plain object, whose own entries are all there is.
 *
 * @param namesMayBeLater - whether the names may be known only at deploy time, as those of buckets
 */
export function recordOf(each: Reader, namesMayBeLater = false): Reader {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(at, value, 'an object', 'write an object; {} for one with nothing in it');
    if (!isPlain(value)) {
      if (deployTimeForm(value) !== undefined) throw notPlain(value, at);
      throw unreadable(at, `is ${value instanceof Map ? 'a Map' : 'an object that inherits from another'}; names are read from plain objects only`, "write { name: {…} }, and the name __proto__ as ['__proto__']");
    }
    return Object.freeze(copyOfObject(value, at, namesMayBeLater, (name, own) => each(own, { ...at, where: `${at.where}[${shown(name)}]` })));
  };
}

/**
 * An object of an engine or of another package, known by its identity.
 *
 * @param words - what it is
 * @param isOne - whether an object is one
 */
export function objectOf(words: string, isOne: (value: object) => boolean = () => true): Reader {
  return (value, at) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && deployTimeForm(value) === undefined && isOne(value)) return value;
    throw wrongType(at, value, words, `give ${words}`);
  };
}

/** Arguments that go to somebody else as they are: a plain object, all of whose names are known, with values of whatever kind. */
export function argumentsOf(words: string): Reader {
  const object = objectOf(words, isPlain);
  return (value, at) => copyOfObject(object(value, at) as object, at, false, (_name, own) => own);
}

/** Some parts of an object of whatever class, each read once; what else it has is left behind. */
export function partsOf(words: string, parts: Readonly<Record<string, Reader>>): Reader {
  const object = objectOf(words);
  return (value, at) => {
    const given = object(value, at) as Readonly<Record<string, unknown>>;
    return Object.freeze(Object.fromEntries(Object.entries(parts).map(([name, read]) => [name, read(given[name], { ...at, where: `${at.where}.${name}` })])));
  };
}

/** A text, in which placeholders may stand for what is known only at deploy time. */
export const TEXT: Reader = (value, at) => {
  if (typeof value !== 'string') throw wrongType(at, value, 'a text', 'write a text');
  return DEPLOY_TIME(value, at);
};

/** A text that must be known before deploy. */
export const KNOWN_TEXT: Reader = (value, at) => VALUE(TEXT(value, at), at);

/** True or false. */
export const SWITCH: Reader = (value, at) => {
  if (typeof value !== 'boolean') throw wrongType(at, value, 'true or false', 'write true, or leave it out');
  return value;
};

/** One of some texts. */
export function choiceOf(...allowed: readonly string[]): Reader {
  return (value, at) => {
    if (typeof value === 'string' && allowed.includes(value)) return value;
    const choices = allowed.map((one) => shown(one)).join(', ');
    throw wrongType(at, value, choices, `choose one of ${choices}, or leave it out`);
  };
}

/** A whole number above zero, without end where that is allowed. */
export const COUNT: Reader = (value, at) => {
  if (typeof value !== 'number' || !(value >= 1) || isNumberToken(value)) throw wrongType(at, value, 'a number from 1 on', 'write a whole number, or leave it out');
  return value;
};

/** What has been read already and can't change: grants, guards and plans that this package made. */
const frozenAlready = new WeakSet<object>();

/** Remembers that a value is frozen all the way down, and needs no copy. */
export function finished<T extends object>(value: T): T {
  frozenAlready.add(value);
  return value;
}

/** Whether a value was made by this package and can't have changed since. */
export function isFinished(value: unknown): boolean {
  return typeof value === 'object' && value !== null && frozenAlready.has(value);
}

/** Whether a value is a plain object of a kind, such as a grant that was written by hand. */
export function isOfKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === kind;
}

/**
 * Freezes plain data all the way down; what isn't plain is left as it is.
 */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

function copy(value: unknown, at: Where, deployTime: boolean): unknown {
  return copyOf(value, at, deployTime, { left: MOST, above: [] });
}

interface Budget {
  left: number;
  readonly above: object[];
}

function copyOf(value: unknown, at: Where, deployTime: boolean, budget: Budget): unknown {
  if (typeof value === 'string') return checkedText(value, at, deployTime);
  if (typeof value === 'number') {
    if (isNumberToken(value)) throw deployTimeValue(at, 'a number token');
    return value;
  }
  if (typeof value !== 'object' || value === null || isFinished(value)) return value;
  if (value instanceof Date) return new Date(value.getTime());
  const isList = Array.isArray(value);
  if (!isList && !isPlain(value)) throw notPlain(value, at);
  if (budget.above.includes(value)) throw unreadable(at, 'refers to itself');
  if (budget.above.length >= DEEPEST) throw unreadable(at, `is nested deeper than ${DEEPEST} levels`);
  budget.above.push(value);
  const entry = (key: string, own: unknown) => {
    budget.left -= 1;
    if (budget.left < 0) throw tooLarge(at);
    return copyOf(own, { ...at, where: isList ? `${at.where}[${key}]` : `${at.where}.${key}` }, deployTime, budget);
  };
  const copied = isList ? copyOfList(value, at, entry) : copyOfObject(value, at, deployTime, entry);
  budget.above.pop();
  return Object.freeze(copied);
}

function copyOfList(value: readonly unknown[], at: Where, entry: (key: string, own: unknown) => unknown): unknown[] {
  if (value.length > MOST) throw tooLarge(at);
  return Array.from({ length: value.length }, (_, index) => entry(String(index), value[index]));
}

function copyOfObject(value: object, at: Where, deployTime: boolean, entry: (key: string, own: unknown) => unknown): object {
  const copied = {};
  for (const key of Object.keys(value)) {
    checkedText(key, at, deployTime);
    // as a property of its own, also where it is called __proto__
    const own = entry(key, (value as Readonly<Record<string, unknown>>)[key]);
    Object.defineProperty(copied, key, { value: own, enumerable: true, configurable: true, writable: true });
  }
  return copied;
}

/** Whether an object is a literal, of whatever realm, or one without a prototype. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Refuses a text that holds a value that is known only at deploy time: in whatever form where it must be known, and in another form than a
 * placeholder anywhere, since nothing could check it when it is there.
 *
 * @throws AccessError `DeployTimeValue`
 */
export function checkedText(text: string, at: Where, deployTime: boolean): string {
  const form = otherDeployTimeForm(text) ?? (!deployTime && isDeployTime(text) ? A_VALUE : undefined);
  if (form !== undefined) throw deployTimeValue(at, form);
  return text;
}

/**
 * Refuses a value that is known only at deploy time, as a whole.
 *
 * @throws AccessError `DeployTimeValue`
 */
export function mustBeKnown(value: unknown, at: Pick<Where, 'where'>): void {
  const form = deployTimeForm(value);
  if (form !== undefined) throw deployTimeValue(at, form);
}

/** The error for a value that is known only at deploy time, and stands where it must be known before: in the same words on every engine. */
export function deployTimeValue({ where }: Pick<Where, 'where'>, form: string): AccessError {
  return new AccessError({
    code: 'DeployTimeValue',
    message: `${where} holds ${form} that is known only at deploy time: nothing could check what it becomes`,
    remedy: 'give it as plain text or number; only buckets and the names of principals (existingUser(…)) may come from other resources, as string tokens or Outputs of their own',
  });
}

/** An object of a class: what is known only at deploy time, or what says something else each time it is asked. */
function notPlain(value: object, at: Where): AccessError {
  const form = deployTimeForm(value);
  return form === undefined ? unreadable(at, 'is an object of a class; allowed are texts, numbers, true and false, Dates, lists and plain objects') : deployTimeValue(at, form);
}

/** The error for a value of another type than its place has; of one that is known only at deploy time, that it is. */
export function wrongType({ where, code }: Where, value: unknown, allowed: string, remedy: string): AccessError {
  const form = deployTimeForm(value);
  if (form !== undefined) return deployTimeValue({ where }, form);
  return new AccessError({ code, message: `${where} is ${shown(value)}; allowed: ${allowed}`, remedy });
}

function unreadable({ where, code }: Where, why: string, remedy = 'give plain values'): AccessError {
  return new AccessError({ code, message: `${where} ${why}`, remedy });
}

function tooLarge(at: Where): AccessError {
  return unreadable(at, `has more than ${MOST} values`);
}
