import { AccessError, type AccessErrorCode } from '../errors';
import { nearMiss } from './near-miss';
import { isPlain, mustBeKnown, VALUE, wrongType, type Reader, type Where } from './readers';
import { shown } from './shown';

/** The names of the properties of a type; of a union, those of each of its types. */
export type NameIn<Props> = Props extends unknown ? keyof Props & string : never;

/**
 * The shape of an object: what it may hold, and how each of it is read. It stands beside the interface of the object, and a name that the
 * interface lacks, or has and the shape lacks, doesn't compile.
 */
export type Shape<Props> = Readonly<Record<NameIn<Props>, Reader>>;

/** What is read, for the words of an error. */
export interface Subject {
  /** What it belongs to: `ReadOnlyPrefix`, the path of a construct, `compareAccess`. */
  readonly what: string;
  /** What the object is called there. @default 'props' */
  readonly called?: string;
  /** The code of what is refused. @default 'InvalidOption' */
  readonly code?: AccessErrorCode;
  /** Something right, for the remedy. */
  readonly example?: string;
  /** The names that it must have, where nobody asks for them later. @default none */
  readonly required?: readonly string[];
}

/**
 * Reads an object by its shape: a frozen copy of what it holds. Each property is read once, and lists and objects in it are copied, so that
 * what is checked is what is used, whatever becomes of the object afterwards. What the shape doesn't have is refused, with the name that was
 * probably meant: TypeScript sees that in object literals only, and a misspelt option would be dropped in silence.
 *
 * @throws AccessError of the subject's code, and `DeployTimeValue`
 */
export function readShape<Props extends object>(shape: Shape<Props>, given: unknown, subject: Subject): Props {
  const { what, code = 'InvalidOption', called = 'props' } = subject;
  const names = Object.keys(shape);
  return reading({ where: what, code }, () => {
    if (!isRecord(given, names)) {
      mustBeKnown(given, { where: what });
      throw new AccessError({
        code,
        message: `${what} is given ${given === undefined ? `no ${called}` : `${shown(given)} for its ${called}`}; allowed: an object of them: ${names.join(', ')}`,
        remedy: subject.example === undefined ? `write an object with ${names.slice(0, 3).join(', ')}` : `write ${subject.example}`,
      });
    }
    const read = readNames(shape, given, { where: what, code, example: subject.example });
    checkRequired(read, { where: what, code }, given, subject.required);
    return read as Props;
  });
}

/** A field that is an object of its own shape. What isn't an object is left to the code that checks the field, who has better words for it. */
export function nested<Props extends object>(shape: Shape<Props>, code?: AccessErrorCode): Reader {
  const names = Object.keys(shape);
  return (value, { where, code: outer }) => {
    const at = { where, code: code ?? outer };
    return isRecord(value, names) ? readNames(shape, value, at) : VALUE(value, at);
  };
}

/**
 * A field that must be an object of its own shape.
 *
 * @param required - the names that it must have
 */
export function objectWith<Props extends object>(shape: Shape<Props>, ...required: ReadonlyArray<NameIn<Props>>): Reader {
  const names = Object.keys(shape);
  return (value, at) => {
    if (!isRecord(value, names)) throw wrongType(at, value, `an object with ${names.join(', ')}`, 'write an object; {} for one with nothing in it');
    const read = readNames(shape, value, at);
    checkRequired(read, at, value, required);
    return read;
  };
}

function checkRequired(read: object, at: Where, value: unknown, required: readonly string[] = []): void {
  const missing = required.find((name) => !Object.hasOwn(read, name));
  if (missing !== undefined) throw wrongType(at, value, `an object with ${missing}`, `write ${missing}`);
}

/** Where an object is, and something right for the remedy. */
interface ObjectWhere extends Where {
  readonly example?: string;
}

function readNames(shape: Readonly<Record<string, Reader>>, given: object, { where, code, example }: ObjectWhere): object {
  mustBeKnown(given, { where });
  const names = Object.keys(shape);
  const values = given as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(shape, name) && values[name] !== undefined);
  if (unknown !== undefined) throw unknownName(where, unknown, names, code, example);
  const read: Record<string, unknown> = {};
  // in the order in which they are given, which is that of the conditions in a policy
  for (const name of new Set([...Object.keys(given), ...names])) {
    const value = Object.hasOwn(shape, name) && has(given, name) ? values[name] : undefined;
    if (value !== undefined) read[name] = shape[name](value, { where: `${where}.${name}`, code });
  }
  return Object.freeze(read);
}

/** Own properties, and those of a class of the caller's own; not what somebody has put into the prototype of all objects. */
function has(given: object, name: string): boolean {
  return Object.hasOwn(given, name) || (!isPlain(given) && name in given);
}

/** Whether a value is an object with properties to read: a plain one, or of a class that has at least one of these names. */
function isRecord(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return isPlain(value) || names.some((name) => name in value);
}

/** The error for a name that a shape doesn't have. */
export function unknownName(of: string, given: string, allowed: readonly string[], code: AccessErrorCode, example?: string): AccessError {
  const meant = nearMiss(given, allowed) ?? within(given, allowed);
  return new AccessError({
    code,
    message: `${of} has no property ${shown(given)}${meant === undefined ? '' : `; did you mean ${meant}?`}; allowed: ${allowed.join(', ')}`,
    remedy: `${meant === undefined ? `correct or remove ${shown(given)}` : `write ${meant} instead of ${shown(given)}, or remove it`}${example === undefined ? '' : `, as in ${example}`}`,
  });
}

/** The shortest allowed name that has the given one in it: `allowDelete` for `delete`. */
function within(given: string, allowed: readonly string[]): string | undefined {
  if (given.length < 3) return undefined;
  const [shortest] = allowed.filter((one) => one.toLowerCase().includes(given.toLowerCase())).sort((a, b) => a.length - b.length);
  return shortest;
}

/**
 * Runs what reads an object of somebody else. What that object throws while it is read (a getter, a proxy) is an error of its own.
 *
 * @throws AccessError of the code
 */
export function reading<T>({ where, code }: Where, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AccessError) throw error;
    throw new AccessError({ code, message: `${where} can't be read: a property of it throws${causeOf(error)}`, remedy: 'give plain values' });
  }
}

function causeOf(error: unknown): string {
  try {
    return error instanceof Error ? ` ${shown(error.message)}` : '';
  } catch {
    return '';
  }
}
