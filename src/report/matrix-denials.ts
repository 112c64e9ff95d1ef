import { matchesGlob } from '../policy/pattern/glob';
import type { Place } from './matrix-places';

/** Whether a place of which a Deny speaks lies within one that something else speaks of: only there it takes anything. */
export function liesWithin({ bucket, prefix }: Place, spoken: readonly Place[]): boolean {
  return spoken.some((wider) => (wider.bucket === bucket || matchesGlob(wider.bucket, bucket)) && prefix.startsWith(literalStart(wider.prefix)));
}

function literalStart(prefix: string): string {
  return /^[^*?$]*/.exec(prefix)?.[0] ?? '';
}
