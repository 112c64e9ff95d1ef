import { readShape, type Shape } from '../shape/shape';

/**
 * Reads the options of a platform. A misspelt one would be left out in silence, and an endpoint that is left out is that of somebody else.
 *
 * @param made - the function, such as `minio`
 * @param options - what it was given
 * @param shape - the options that it has
 * @param example - a call that is right, for the remedy
 * @throws AccessError `InvalidPlatform`, `DeployTimeValue`
 */
export function readOptions<Options extends object>(made: string, options: unknown, shape: Shape<Options>, example: string): Options {
  // what may be a password isn't repeated
  const given = typeof options === 'string' && options.includes('@') ? 'a text with an @ in it' : options;
  return readShape<Options>(shape, given, { what: made, code: 'InvalidPlatform', called: 'options', example });
}
