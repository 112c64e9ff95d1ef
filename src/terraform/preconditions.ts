import { splitDeployTime } from '../policy/deploy-time';
import { handThrough, type MetaArguments, type Precondition, type TerraformEngine } from './engine';

/** Arguments of a resource with its checks at deploy, when it has any. */
export function withPreconditions(meta: MetaArguments, preconditions: readonly Precondition[]): MetaArguments {
  return preconditions.length === 0 ? meta : { ...meta, lifecycle: { ...meta.lifecycle, precondition: [...preconditions] } };
}

/** A check, at deploy, that a text is as a whole what a pattern says. */
export function matches(engine: TerraformEngine, pattern: string, text: string, errorMessage: string): Precondition {
  const pieces = splitDeployTime(text).filter((piece) => piece !== '');
  // Joined by Terraform: the engines warn of a token amid text that is an argument of a function.
  const whole = pieces.length === 1 ? text : engine.Fn.join('', [...pieces]);
  return { condition: handThrough(engine.Fn.can(engine.Fn.regex(pattern, whole))), errorMessage };
}
