import { AccessError } from '../errors';
import { renderConditions } from '../grants/access-conditions';
import type { Intent } from '../grants/grant';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';

/** Props of {@link timeWindow}; at least one of its ends. */
export interface TimeWindowProps extends CommonGuardProps {
  /**
   * Everything is denied before this moment: a Date, or ISO 8601 with its zone such as `2026-12-01T00:00:00Z`.
   *
   * @default - no beginning
   */
  readonly notBefore?: Date | string;
  /**
   * Everything is denied from this moment on.
   *
   * @default - no end
   */
  readonly notAfter?: Date | string;
}

const PROPS: Shape<TimeWindowProps> = { ...COMMON_GUARD, notBefore: VALUE, notAfter: VALUE };

/** What is denied is the opposite of what a grant with the same window allows, and so are the operators. */
const OUTSIDE: Readonly<Record<string, readonly [sid: string, operator: string]>> = {
  DateGreaterThanEquals: ['TimeWindowBefore', 'DateLessThan'],
  DateLessThan: ['TimeWindowAfter', 'DateGreaterThanEquals'],
};

// @construct Denies everyone everything outside a window of time.
// @construct new TimeWindow('time-window', { bucket: bucket.id, notAfter: '2026-12-31T12:00:00Z' });
/**
 * Denies everyone everything outside a window of time, AWS services included. Every request has a time (`aws:CurrentTime`), so no request
 * passes by lacking it. The bucket's policy can be managed at any time, see `denyPolicyManagement`: anyone who may write it may end the guard.
 *
 * @throws AccessError `InvalidCondition`, `InvalidPrefix`, `InvalidPrincipalPattern`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
 * @example
 * accessPlan({ buckets: { tenders: { guards: [timeWindow({ notAfter: '2026-12-31T12:00:00Z' })] } } });
 */
export const timeWindow: Intent<TimeWindowProps, Guard> = withProps('TimeWindow', PROPS, (props) => {
  const { notBefore, notAfter } = props;
  if (notBefore === undefined && notAfter === undefined) {
    throw new AccessError({
      code: 'InvalidCondition',
      message: 'the time window has neither notBefore nor notAfter: it would deny nothing',
      remedy: "give at least one: notAfter: '2026-12-31T12:00:00Z'",
    });
  }
  const ends = renderConditions({ notBefore, notAfter }).map((end) => ({ end, outside: OUTSIDE[end.operator] }));
  return makeGuard('TimeWindow', props, (deny) => ends.flatMap(({ end, outside: [sid, operator] }) => deny.everything(sid, [{ ...end, operator }])));
});
