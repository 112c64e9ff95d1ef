import { UNKNOWN_TEXT } from '../../state/access-state';

/**
 * Whether two values say the same in the same words: a quick look at plain data, which spares most of two large states from being put into a
 * canonical form. Where it says no, they may still come to the same.
 *
 * @param isUnknownEqual whether text that isn't known may be taken to be the same in both
 */
export function areWrittenAlike(one: unknown, other: unknown, isUnknownEqual: boolean): boolean {
  if (typeof one === 'string') return one === other && (isUnknownEqual || !one.includes(UNKNOWN_TEXT));
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let at = 0; at < one.length; at++) if (!areWrittenAlike(one[at], other[at], isUnknownEqual)) return false;
    return true;
  }
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && areWrittenAlike(
    (one as Readonly<Record<string, unknown>>)[name], (other as Readonly<Record<string, unknown>>)[name], isUnknownEqual,
  ));
}
