import type { CompiledState } from './compiled-state';
import { denies, effectOf, prepare } from './evaluate';
import { PreparedRequest } from './prepared-request';
import type { AccessRequest } from './request';
import { type DecisionEffect, NO, YES } from './truth';

/** What was judged, and what came of it. */
export interface Judged {
  readonly effect: DecisionEffect;
  readonly prepared: PreparedRequest;
}

/**
 * What comes of a request on a platform that asks another action for it; undefined where it asks what the request is for. The answer is
 * about the action that settled it.
 */
export function judgeAsked(state: CompiledState, request: AccessRequest, at?: number): Judged | undefined {
  const { checkedAs } = state.evaluation ?? {};
  const name = request.action.toLowerCase();
  if (checkedAs === undefined || !Object.hasOwn(checkedAs, name)) return undefined;
  const { action, how } = checkedAs[name];
  const judged = (prepared: PreparedRequest): Judged => ({ effect: effectOf(prepared), prepared });
  const other = judged(prepare(state, { ...request, action }, at));
  if (how === 'instead' || (how === 'unlessDenied' && request.principal === 'anonymous')) return other;
  const own = judged(prepare(state, request, at));
  return how === 'orElse' ? eitherOf(own, other) : unlessDenied(own, other);
}

const BEST_FIRST: readonly DecisionEffect[] = ['allow', 'uncertain'];

function eitherOf(own: Judged, other: Judged): Judged {
  return BEST_FIRST.map((effect) => [own, other].find((one) => one.effect === effect)).find((one) => one !== undefined) ?? other;
}

/** The other action's answer, unless the request's own is explicitly denied. */
function unlessDenied(own: Judged, other: Judged): Judged {
  const denied = denies(own.prepared);
  if (denied === NO) return other;
  if (denied === YES) return { ...own, effect: 'explicitDeny' };
  return other.effect === 'allow' ? { ...own, effect: 'uncertain' } : other;
}
