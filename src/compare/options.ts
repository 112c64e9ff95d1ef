import { choiceOf, COUNT, SWITCH } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { GrantedOptions } from './checks/granted';
import type { CheckOptions } from './compare-documents';
import type { CompareOptions } from './types';

/** The shape of the options of a comparison. */
export const COMPARE: Shape<CompareOptions> = { strict: SWITCH, maxStates: COUNT };

const policyType = choiceOf('identity', 'resource');

/** The shape of the options of a check of what is granted. */
export const GRANTED: Shape<GrantedOptions> = { ...COMPARE, policyType };

/** The shape of the options of a check of two documents. */
export const CHECK: Shape<CheckOptions> = { maxStates: COUNT, policyType };

/**
 * Reads the options of a function of this room.
 *
 * @param what the function
 * @throws AccessError `InvalidOption`
 */
export function optionsOf<Options extends object>(what: string, shape: Shape<Options>, given: unknown): Options {
  return readShape<Options>(shape, given, { what, called: 'options', example: 'policyType' in shape ? "{ policyType: 'identity' }" : '{ maxStates: 200000 }' });
}

/** What a comparison of access states takes of the options of a check. */
export function comparing({ strict, maxStates }: GrantedOptions): CompareOptions {
  return { ...(strict !== undefined && { strict }), ...(maxStates !== undefined && { maxStates }) };
}
