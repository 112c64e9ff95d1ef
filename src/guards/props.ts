import { AccessError } from '../errors';
import { shown } from '../s3/names';

/**
 * Checks a whole number.
 *
 * @param unit what it counts, for the error
 * @throws AccessError `InvalidOption`
 */
export function checkWhole(name: string, value: number, least: number, most: number, unit: string): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new AccessError({
    code: 'InvalidOption',
    message: `option ${name} is ${shown(value)}; allowed: whole ${unit} from ${least} to ${most}`,
    remedy: `set ${name} to a whole number of ${unit} from ${least} to ${most}`,
  });
}

/**
 * Checks one choice or a list of them.
 *
 * @throws AccessError `InvalidOption`
 */
export function choices<T extends string>(name: string, given: T | readonly T[], allowed: readonly T[]): readonly T[] {
  const list: readonly T[] = Array.isArray(given) ? given : [given as T];
  const wrong = list.length === 0 ? [given] : list.filter((one) => !allowed.includes(one));
  if (wrong.length === 0) return list;
  throw new AccessError({
    code: 'InvalidOption',
    message: `option ${name} has ${shown(wrong[0])}; allowed: ${allowed.map((one) => shown(one)).join(', ')}`,
    remedy: `set ${name} to one of them, or to a list with at least one`,
  });
}
