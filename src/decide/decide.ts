import type { AccessState, AccessStateJson } from '../state/access-state';
import { judgeAsked } from './asked-action';
import { errorOf } from './check-request';
import { CompiledState, compileState } from './compiled-state';
import { Decision, DecisionEffect } from './decision';
import { effectOf, prepare } from './evaluate';
import type { AccessRequest } from './request';

/**
 * Decides one request against an access state, as AWS does, or as the state's platform does: every policy that bears on it, explicit deny first.
 *
 * Exact where the state tells all; where the answer depends on something that it doesn't tell, `effect` is `uncertain` and `unknowns` says
 * on what it depends.
 *
 * @param state an access state, the same as plain JSON, or what `compileState` gives. It is compiled once and must not change afterwards.
 * @returns the decision; its explanation is worked out when it is read
 * @throws AccessError `InvalidRequest` when the action or the resource is none that a request can have, `DuplicateContextKey`, `UnreadableSource`
 * @example
 * const { allowed, effect, statements } = decide(state, { principal: { user: 'ci-uploader' }, action: 's3:PutObject', resource: 'releases/firmware/a.bin' });
 */
export function decide(state: AccessState | AccessStateJson | CompiledState, request: AccessRequest): Decision {
  const compiled = compileState(state);
  try {
    const asked = compiled.evaluation && judgeAsked(compiled, request);
    if (asked !== undefined) return new Decision(asked.effect, compiled, request, asked.prepared);
    const prepared = prepare(compiled, request);
    return new Decision(effectOf(prepared), compiled, request, prepared);
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
  try {
    const asked = state.evaluation && judgeAsked(state, request);
    return asked?.effect ?? effectOf(prepare(state, request));
  } catch (error) {
    throw errorOf(error, request);
  }
}
