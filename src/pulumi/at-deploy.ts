import { inspect } from 'node:util';
import type * as pulumi from '@pulumi/pulumi';

/**
 * Goes on with a value when it is there, as `apply` does, and makes what is thrown then quick to report. Pulumi inspects an error that
 * comes out of an `apply` with everything that hangs on it, the whole program's promises included: measured, that takes most of a minute
 * of CPU before anybody reads the message. An error that says how it is shown is there at once.
 */
export function atDeploy<Value, Result>(value: pulumi.Output<Value>, then: (value: Value) => Result | pulumi.Output<Result>): pulumi.Output<Result> {
  const guarded = (known: Value): pulumi.Output<Result> => {
    try {
      return then(known) as pulumi.Output<Result>;
    } catch (error) {
      throw quickToShow(error);
    }
  };
  return value.apply(guarded);
}

function quickToShow(error: unknown): unknown {
  if (error instanceof Error) Object.defineProperty(error, inspect.custom, { value: () => error.stack });
  return error;
}
