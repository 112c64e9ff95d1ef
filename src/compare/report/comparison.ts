import type { Comparison, Verdict } from '../types';

/** A comparison with its verdict. */
export function comparison(found: Omit<Comparison, 'verdict'>): Comparison {
  return { verdict: verdictOf(found), ...found };
}

function verdictOf({ gained, lost, inconclusive }: Omit<Comparison, 'verdict'>): Verdict {
  if (inconclusive.length > 0) return 'inconclusive';
  if (gained.length > 0) return lost.length > 0 ? 'both' : 'gained';
  return lost.length > 0 ? 'lost' : 'none';
}
