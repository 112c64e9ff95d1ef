import { AccessError } from '../errors';
import { shown } from '../s3/names';

/**
 * Checks an option against its allowed values: what TypeScript says at compile time, for callers that have no types (a YAML file, plain
 * JavaScript). Without it a misspelt `'Prefix'` or a string `'false'` would be taken for yes.
 *
 * @throws AccessError `InvalidOption`
 */
export function checkChoice(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  const choices = allowed.map((one) => shown(one)).join(', ');
  throw new AccessError({
    code: 'InvalidOption',
    message: `option ${name} is ${shown(value)}; allowed: ${choices}`,
    remedy: `set ${name} to one of ${choices}, or leave it out`,
  });
}
