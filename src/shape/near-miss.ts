/** The allowed name that was probably meant: the nearest one, where it differs in few letters. */
export function nearMiss(given: string, allowed: readonly string[]): string | undefined {
  if (given.length > 64) return undefined;
  const ranked = allowed.map((name) => ({ name, edits: edits(given.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.edits - b.edits);
  const [nearest] = ranked;
  return nearest !== undefined && nearest.edits <= Math.max(1, Math.floor(nearest.name.length / 3)) ? nearest.name : undefined;
}

/** How many letters must be put in, left out, replaced or exchanged with their neighbours to make one text of the other. */
function edits(from: string, to: string): number {
  let [before, last] = [[] as readonly number[], Array.from({ length: to.length + 1 }, (_, index) => index) as readonly number[]];
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1), swapped ? before[column - 2] + 1 : Infinity));
    }
    [before, last] = [last, next];
  }
  return last[to.length];
}
