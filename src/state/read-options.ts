import { OPAQUE, TEXT, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { ReadAccessOptions } from './source';

/** The shape of the options of every reader. */
export const READ_OPTIONS: Shape<ReadAccessOptions> = {
  account: TEXT, partition: TEXT, user: TEXT, bucket: TEXT, env: TEXT, variables: VALUE, configuration: OPAQUE, platform: OPAQUE,
};

/**
 * Reads the options of a reader.
 *
 * @param what the function that they are of
 * @throws AccessError `InvalidOption`
 */
export function readOptions(options: unknown, what: string): ReadAccessOptions {
  return readShape<ReadAccessOptions>(READ_OPTIONS, options, { what, called: 'options', example: "{ account: '111122223333' }" });
}
