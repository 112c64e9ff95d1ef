import type { Condition } from '../policy/document';
import type { Evaluation } from './evaluation';
import type { Platform } from './platform';

/** What a caller states who has something in front of the server that strips what is named like a condition key. */
export type RequestFilter = 'strips-condition-names';

/** Whether the client chooses the values that a condition sees. */
export function isForgeable({ operator, key }: Condition, evaluation: Evaluation | undefined): boolean {
  const forgeable = evaluation?.forgeable;
  if (forgeable === undefined || forgeable.stripped === true) return false;
  return forgeable.except?.includes(`${operator} ${key}`.toLowerCase()) !== true;
}

/** Whether that clients can't choose what a condition sees rests on what a caller stated. */
export function restsOnFilter(condition: Condition, evaluation: Evaluation | undefined): boolean {
  const forgeable = evaluation?.forgeable;
  return forgeable?.stripped === true && isForgeable(condition, { forgeable: { ...forgeable, stripped: false } });
}

/** What to do where a condition can be forged. */
export function filterRemedy({ name, controlPlane }: Platform): string {
  if (controlPlane === 'awsIam') return 'leave the condition out; or strip headers and query parameters that are named like condition keys in front of the server, and state it in the profile: forgeable: differently({ stripped: true }, source)';
  return `leave the condition out; or strip headers and query parameters that are named like condition keys in front of the server, and state it: ${name}({ requestFilter: 'strips-condition-names' })`;
}
