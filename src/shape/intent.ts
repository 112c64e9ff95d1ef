import { deepFrozen, finished, type Reader } from './readers';
import { readShape, type Shape } from './shape';

const shapes = new WeakMap<object, Readonly<Record<string, Reader>>>();

/**
 * A function of props that reads them by their shape before it does anything with them.
 *
 * @param name - what errors call it: `ReadOnlyPrefix`
 * @param shape - of its props
 * @param make - what it does with what was read
 */
export function withProps<Props extends object, Result extends object>(
  name: string, shape: Shape<Props>, make: (props: Props) => Result,
): (props: Props) => Result {
  const read = (props: Props) => finished(deepFrozen(make(readShape<Props>(shape, props, { what: name }))));
  shapes.set(read, shape);
  return read;
}

/** As {@link withProps}, for a function all of whose props may be left out. */
export function withOptionalProps<Props extends object, Result extends object>(
  name: string, shape: Shape<Props>, make: (props: Props) => Result,
): (props?: Props | void) => Result {
  const read = (props?: Props | void) => finished(deepFrozen(make(readShape<Props>(shape, props === undefined ? {} : props, { what: name }))));
  shapes.set(read, shape);
  return read;
}

/** What a construct is given: the props of its grant or guard, and the options of its own. */
export interface SplitProps<Props, Options> {
  /** Those of the grant or guard. */
  readonly own: Props;
  /** All of them. */
  readonly all: Props & Options;
}

/**
 * Reads what a construct is given in one go, and parts what its grant or guard takes from what is its own.
 *
 * @param what - the construct, in words
 * @param intent - the function of the core
 * @param options - the shape of what the construct takes beside
 */
export function splitProps<Props extends object, Options extends object>(
  what: string, intent: (props: never) => unknown, options: Shape<Options>, given: unknown,
): SplitProps<Props, Options> {
  const own = shapes.get(intent);
  const all = readShape<Props & Options>({ ...own, ...options } as Shape<Props & Options>, given, { what });
  const names = own === undefined ? Object.keys(all) : Object.keys(own);
  const part = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  return { own: Object.freeze(part) as Props, all };
}

/** The names of the props of a function that was made by {@link withProps}. */
export function propNames(intent: object): readonly string[] {
  return Object.keys(shapes.get(intent) ?? {});
}

/** Whether something is a function that was made by {@link withProps} or {@link withOptionalProps}. */
export function isIntent(value: unknown): boolean {
  return typeof value === 'function' && shapes.has(value);
}
