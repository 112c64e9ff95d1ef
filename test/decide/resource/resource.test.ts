import { decide } from '../../../src';
import { ACCESS_POINTS } from './access-points';
import { BLOCKS } from './blocks';
import { KEYS_AND_TRUST } from './keys-and-trust';
import { LIMITS } from './limits';
import { OTHERS } from './others';
import type { Row } from './states';

const ROWS: readonly Row[] = [...ACCESS_POINTS, ...BLOCKS, ...KEYS_AND_TRUST, ...LIMITS, ...OTHERS];

test.each(ROWS.map((row) => [row[0], row] as const))('%s', (_, [, state, principal, action, resource, answer, context = {}]) => {
  const decision = decide(state, { principal, action, resource, context });
  expect([decision.effect, decision.reason]).toEqual([answer, decision.reason]);
  // whatever is uncertain says why
  expect(decision.unknowns.length > 0).toBe(answer === 'uncertain');
});
