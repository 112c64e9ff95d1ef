import type { CompiledState } from './compiled-state';
import type { DecisionEffect } from './decision';
import { PreparedRequest, denies, isCertain, prepare } from './evaluate';
import type { AccessRequest } from './request';
import { NO, YES } from './truth';

/** What was judged, and what came of it. */
export interface Judged {
  readonly effect: DecisionEffect;
  readonly prepared: PreparedRequest;
  /** Whether nothing that the state doesn't tell could change it. */
  readonly certain: boolean;
}

/** Judges a request by itself. */
export type Judge = (prepared: PreparedRequest) => DecisionEffect;

/**
 * What comes of a request on a platform that asks another action for it; undefined where it asks what the request is for. The answer is
 * about the action that settled it.
 */
export function judgeAsked(state: CompiledState, request: AccessRequest, effectOf: Judge): Judged | undefined {
  const { asks } = state.evaluation ?? {};
  const name = request.action.toLowerCase();
  if (asks === undefined || !Object.hasOwn(asks, name)) return undefined;
  const { action, how } = asks[name];
  const judged = (prepared: PreparedRequest): Judged => ({ effect: effectOf(prepared), prepared, certain: isCertain(prepared) });
  const other = judged(prepare(state, { ...request, action }));
  if (how === 'instead' || (how === 'unlessDenied' && request.principal === 'anonymous')) return other;
  const own = judged(prepare(state, request));
  return how === 'orElse' ? eitherOf(own, other) : unlessDenied(own, other);
}

function eitherOf(own: Judged, other: Judged): Judged {
  if (own.effect === 'allow') return own;
  if (other.effect === 'allow') return other;
  return !own.certain || other.certain ? own : other;
}

function unlessDenied(own: Judged, other: Judged): Judged {
  const denied = denies(own.prepared);
  if (denied === NO || (other.effect !== 'allow' && other.certain)) return other;
  return { ...own, effect: 'explicitDeny', certain: denied === YES };
}
