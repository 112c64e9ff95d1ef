import type { AcceptedChange } from './accepted';
import type { Review } from './types';

/** A review as JSON: what `compareAccess` answers, under the same keys, and what became of the allow file. */
export function reviewJson({ comparison, questions, acceptance }: Review): string {
  // sentences for people beside what they are made of, where something is open
  const all = questions.length === 0 ? comparison : { ...comparison, questions };
  if (acceptance === undefined) return JSON.stringify(all, null, 2);
  const { accepted, expired, unused } = acceptance;
  const locations = (['gained', 'lost'] as const).flatMap((change) => comparison[change].flatMap((one, index) => {
    const by: readonly AcceptedChange[] | undefined = accepted.get(one);
    return by === undefined ? [] : [{ change, index, by }];
  }));
  return JSON.stringify({ ...all, accepted: locations, expired, unused }, null, 2);
}
