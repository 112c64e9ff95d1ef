import { AccessError } from '../errors';
import { shown } from '../s3/names';

/** The options of a function, all of them: a list that misses one doesn't compile. */
export type OptionNames<Options extends object> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses what are no options of a platform: what TypeScript says at compile time, for plain JavaScript. A misspelt option would be left out
 * in silence, and an endpoint that is left out is that of somebody else.
 *
 * @param made - the function, such as `minio`
 * @param options - what it was given
 * @param names - the options that it has
 * @param example - a call that is right, for the remedy
 * @throws AccessError `InvalidPlatform`
 */
export function checkOptions<Options extends object>(
  made: string, options: unknown, names: OptionNames<Options>, example: string,
): asserts options is Options {
  const allowed = Object.keys(names).join(', ');
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalid(`${made} is given ${told(options)}; allowed: an object with the options ${allowed}`, `write ${example}`);
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined) throw invalid(`${made} has no option ${shown(unknown)}; allowed: ${allowed}`, `correct or remove ${shown(unknown)}, as in ${example}`);
}

function told(options: unknown): string {
  if (options === undefined) return 'nothing';
  // what may be a password isn't repeated
  return typeof options === 'string' && options.includes('@') ? 'a text with an @ in it' : shown(options);
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidPlatform', message, remedy });
}
