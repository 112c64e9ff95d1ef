import { AccessError } from '../errors';
import { checkPrefix, shown } from '../s3/names';

/** One prefix, or several. Each ends in `/`; `''` alone is the whole bucket. */
export type Prefixes = string | readonly string[];

/**
 * Checks prefixes and brings them to a list.
 *
 * @throws AccessError `InvalidPrefix`
 */
export function prefixList(prefixes: Prefixes): readonly string[] {
  const list: readonly string[] = Array.isArray(prefixes) ? prefixes : [prefixes as string];
  list.forEach(checkPrefix);
  const problem = list.length === 0 ? 'is an empty list, which gives nothing' : outsideOrTwice(list);
  if (problem === undefined) return list;
  throw new AccessError({
    code: 'InvalidPrefix',
    message: `prefix ${shown(prefixes)} ${problem}`,
    remedy: "name each folder once, and leave out those that lie in another: prefix: ['a/', 'b/']",
  });
}

/** A folder inside another of the list is a slip: either the inner one is superfluous or the outer one wasn't meant. */
function outsideOrTwice(list: readonly string[]): string | undefined {
  const sorted = [...list].sort();
  const inner = sorted.findIndex((prefix, index) => index > 0 && prefix.startsWith(sorted[index - 1]));
  return inner < 0 ? undefined : `names ${shown(sorted[inner])}, which ${shown(sorted[inner - 1])} holds already`;
}
