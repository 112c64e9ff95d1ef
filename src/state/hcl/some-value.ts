/**
 * Whether any value in a value is such a one. Parts that are shared are looked at once: values of a configuration may share so many that
 * looking at each would never end.
 *
 * @param isOne whether a value is such a one; `undefined` to look into it
 */
export function someValue(value: unknown, isOne: (value: unknown) => boolean | undefined): boolean {
  const seen = new Set<unknown>();
  const walk = (item: unknown): boolean => {
    const answer = isOne(item);
    if (answer !== undefined) return answer;
    if (typeof item !== 'object' || item === null || seen.has(item)) return false;
    seen.add(item);
    return Object.values(item).some(walk);
  };
  return walk(value);
}
