import type { ExistingPrincipal } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { PRINCIPAL_PATTERN } from '../platforms/selectel/selectel';
import { isDeployTime, splitDeployTime } from '../policy/deploy-time';
import { handThrough, type MetaArguments, type Precondition, type TerraformEngine } from './engine';

/** The checks, at deploy, of the name of somebody who exists already, where it is known only then. */
export function nameConditions(engine: TerraformEngine, { kind, name }: Pick<ExistingPrincipal, 'kind' | 'name'>, platform: Platform): readonly Precondition[] {
  if (!isDeployTime(name)) return [];
  const { pattern, words } = platform.names[kind];
  return [matches(engine, pattern, name, `The ${kind} name isn't allowed: ${words}.`)];
}

/** The checks, at deploy, of whom the platform's bucket policies name, where that is known only then: a `*` would be everybody. */
export function principalConditions(engine: TerraformEngine, { selectel }: Platform): readonly Precondition[] {
  const named = selectel ? [...selectel.managers, ...Object.values(selectel.principals)] : [];
  return [...new Set(named.filter(isDeployTime))].map((text) => (
    matches(engine, PRINCIPAL_PATTERN, text, 'This names nobody in a bucket policy: allowed are 1 to 256 letters, digits and : / + = , . @ _ -')
  ));
}

/** Arguments of a resource with its checks at deploy, when it has any. */
export function withPreconditions(meta: MetaArguments, preconditions: readonly Precondition[]): MetaArguments {
  return preconditions.length === 0 ? meta : { ...meta, lifecycle: { ...meta.lifecycle, precondition: [...preconditions] } };
}

/** A check, at deploy, that a text is as a whole what a pattern says. */
export function matches(engine: TerraformEngine, pattern: string, text: string, errorMessage: string): Precondition {
  const pieces = splitDeployTime(text).filter((piece) => piece !== '');
  // Joined by Terraform: the engines warn of a mark amid text that is an argument of a function.
  const whole = pieces.length === 1 ? text : engine.Fn.join('', [...pieces]);
  return { condition: handThrough(engine.Fn.can(engine.Fn.regex(pattern, whole))), errorMessage };
}
