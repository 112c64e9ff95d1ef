import type { AccessState, AccessStateJson } from '../state/access-state';
import { checkNames, errorOf } from './check-request';
import { CompiledState, compileState } from './compiled-state';
import { Decision } from './decision';
import { denies, effectOf, prepare } from './evaluate';
import { type DecideOptions, momentIn } from './moment';
import { PreparedRequest } from './prepared-request';
import type { AccessRequest } from './request';
import { DecisionEffect, NO, YES } from './truth';
import { couldChange } from './unread';

/**
 * Decides one request against an access state, as AWS does, or as the state's platform does: every policy that bears on it, explicit deny first.
 *
 * Exact where the state tells all; where the answer depends on something that it doesn't tell, `effect` is `uncertain` and `unknowns` says
 * on what it depends.
 *
 * The keys that every request has, or that follow from its principal and resource, needn't be given: it is taken to be made over HTTPS with
 * TLS 1.3, now, and not by a service on behalf of somebody. Where that could matter to the answer, `assumptions` says so. An empty list in
 * the context is for a request without that key.
 *
 * @param state an access state, the same as plain JSON, or what `compileState` gives. It is compiled once and must not change afterwards.
 * @returns the decision; its explanation is worked out when it is read
 * @throws AccessError `InvalidRequest` when the action or the resource is none that a request can have, `DuplicateContextKey`, `UnreadableSource`, `InvalidOption`
 * @example
 * const { allowed, effect, statements } = decide(state, { principal: { user: 'ci-uploader' }, action: 's3:PutObject', resource: 'releases/firmware/a.bin' });
 */
export function decide(state: AccessState | AccessStateJson | CompiledState, request: AccessRequest, options?: DecideOptions): Decision {
  const compiled = compileState(state);
  try {
    checkNames(request);
    const at = momentIn(options);
    const asked = compiled.evaluation && judgeAsked(compiled, request, at);
    const prepared = asked?.prepared ?? prepare(compiled, request, at);
    const known = asked?.effect ?? effectOf(prepared);
    const unread = couldChange(compiled.unread, known, prepared);
    return new Decision(unread.length > 0 ? 'uncertain' : known, compiled, request, prepared, at !== undefined, unread);
  } catch (error) {
    throw errorOf(error, request);
  }
}

/**
 * Decides like {@link decide} without an explanation.
 *
 * @param state what `compileState` gives
 */
export function decideEffect(state: CompiledState, request: AccessRequest): DecisionEffect {
  const compiled = compileState(state);
  if (compiled.unread !== undefined) return decide(compiled, request).effect;
  try {
    checkNames(request);
  } catch (error) {
    throw errorOf(error, request);
  }
  return decideKnown(compiled, request);
}

/** @internal Decides by what is read alone, as a comparison does, which tells what isn't beside its lines. */
export function decideKnown(state: CompiledState, request: AccessRequest): DecisionEffect {
  try {
    const asked = state.evaluation && judgeAsked(state, request);
    return asked?.effect ?? effectOf(prepare(state, request));
  } catch (error) {
    throw errorOf(error, request);
  }
}

/** What was judged, and what came of it. */
interface Judged {
  readonly effect: DecisionEffect;
  readonly prepared: PreparedRequest;
}

/**
 * What comes of a request on a platform that asks another action for it; undefined where it asks what the request is for. The answer is
 * about the action that settled it.
 */
function judgeAsked(state: CompiledState, request: AccessRequest, at?: number): Judged | undefined {
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
