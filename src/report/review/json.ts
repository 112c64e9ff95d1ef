import type { AcceptedChange } from './accepted';
import type { Review } from './types';

/** A review as JSON: what `compareAccess` answers, under the same keys, and what became of the allow file. */
export function reviewJson({ comparison, acceptance }: Review): string {
  if (acceptance === undefined) return JSON.stringify(comparison, null, 2);
  const { accepted, expired, unused } = acceptance;
  const places = (['gained', 'lost'] as const).flatMap((change) => comparison[change].flatMap((one, index) => {
    const by: readonly AcceptedChange[] | undefined = accepted.get(one);
    return by === undefined ? [] : [{ change, index, by }];
  }));
  return JSON.stringify({ ...comparison, accepted: places, expired, unused }, null, 2);
}
