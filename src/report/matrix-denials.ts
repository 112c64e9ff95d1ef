import { matchesGlob } from '../policy/pattern/glob';
import type { Location } from './matrix-locations';

/** Whether a place of which a Deny speaks lies within one that something else speaks of: only there it takes anything. */
export function liesWithin({ bucket, prefix }: Location, spoken: readonly Location[]): boolean {
  return spoken.some((wider) => (wider.bucket === bucket || matchesGlob(wider.bucket, bucket)) && prefix.startsWith(literalStart(wider.prefix)));
}

function literalStart(prefix: string): string {
  return /^[^*?$]*/.exec(prefix)?.[0] ?? '';
}
