import { isForgeable } from '../platforms/forgeable';
import type { Statement } from '../policy/document';
import type { AccessState } from '../state/access-state';
import { mapStatements } from '../state/map-statements';

const forged = new WeakMap<AccessState, AccessState>();

/**
 * What a state comes to for those who choose what conditions see, where its platform takes their values from the client: no such condition
 * limits an Allow, and no Deny with one holds. Anyone who claims that something is impossible has to ask this, too; it errs on the side of more.
 *
 * @returns the state itself where no condition in it can be forged
 */
export function asForged(state: AccessState): AccessState {
  if (state.platform?.evaluation?.forgeable === undefined) return state;
  const known = forged.get(state);
  if (known !== undefined) return known;
  let changed = false;
  const made = mapStatements(state, (statement) => {
    const { conditions = [], effect } = statement;
    const kept = conditions.filter((condition) => !isForgeable(condition, state.platform?.evaluation));
    if (kept.length === conditions.length) return [statement];
    changed = true;
    return effect === 'Deny' ? [] : [{ ...statement, conditions: kept } satisfies Statement];
  });
  const result = changed ? made : state;
  forged.set(state, result);
  return result;
}
