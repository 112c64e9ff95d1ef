import type { AccessErrorCode } from './errors/codes';
import { printed } from './errors/printed';

export type { AccessErrorCode } from './errors/codes';

/** What an {@link AccessError} is made of. */
export interface AccessErrorProps {
  /** Stable name of the problem in UpperCamelCase, such as `InvalidPrefix`. */
  readonly code: AccessErrorCode;
  /** What is wrong, with the value that was given and the values that are allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What Node calls to show a value, in any realm and without an import. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * The one error that this package throws at its users: bad input, or access that can't be given exactly as asked.
 *
 * @example
 * try {
 *   readOnlyPrefix({ bucket: 'downloads', prefix: '/public/' });
 * } catch (error) {
 *   if (error instanceof AccessError) console.error(error.code, error.remedy); // InvalidPrefix ...
 * }
 */
export class AccessError extends Error {
  /** Stable name of the problem. */
  public readonly code: AccessErrorCode;
  /** What to do about it. */
  public readonly remedy: string;

  constructor(props: AccessErrorProps) {
    // names come from anybody's stack, and messages go into logs that obey some of what is in them
    super(printed(`${props.message}\n  Code: ${props.code}\n  Remedy: ${props.remedy}`));
    this.name = 'AccessError';
    this.code = props.code;
    this.remedy = props.remedy;
    // Its message says all. Without this, Node shows code and remedy again, and Pulumi, which inspects an error with everything that has
    // come to hang on it, takes most of a minute of CPU before anybody reads the message (measured on Node 20).
    Object.defineProperty(this, INSPECT, { value: () => this.stack });
  }
}
