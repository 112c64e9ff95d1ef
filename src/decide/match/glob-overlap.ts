import { ANY_ONE, ANY_RUN, GlobCodes } from '../../policy/pattern/glob';

/**
 * Whether any text matches two patterns at once. Works through both from the end, row by row: one pattern's length times the other's.
 */
export function globsOverlap(one: GlobCodes, other: GlobCodes): boolean {
  // row[j]: the rest of `one` from i and the rest of `other` from j have a text in common
  let row = new Array<boolean>(other.length + 1).fill(false);
  row[other.length] = true;
  for (let j = other.length - 1; j >= 0; j--) row[j] = other[j] === ANY_RUN && row[j + 1];
  for (let i = one.length - 1; i >= 0; i--) {
    const next = row;
    row = new Array<boolean>(other.length + 1).fill(false);
    row[other.length] = one[i] === ANY_RUN && next[other.length];
    for (let j = other.length - 1; j >= 0; j--) {
      // a run ends here, or takes what stands against it in the other pattern: both step over one of the two
      if (one[i] === ANY_RUN || other[j] === ANY_RUN) row[j] = next[j] || row[j + 1];
      else row[j] = next[j + 1] && (one[i] === other[j] || one[i] === ANY_ONE || other[j] === ANY_ONE);
    }
  }
  return row[0];
}
