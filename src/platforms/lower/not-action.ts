/* Pass 4 of lowering a statement. It may assume: conditions on the name of a user are settled, where the platform can't be asked. */
import { s3Action } from '../../s3/catalogue';
import type { Dialect, IntentStatement } from '../dialect';

/** A statement without NotAction, and what is to be said of it. */
export interface WithoutNotAction {
  readonly statements: readonly IntentStatement[];
  readonly said: readonly string[];
}

/**
 * Writes a Deny of all actions but some on a bucket, where the platform doesn't evaluate NotAction and has a pattern for every action: that
 * pattern for objects, which loses nothing, and the beginnings of all other known actions for the bucket itself.
 */
export function splitNotAction(statement: IntentStatement, { elements, everyAction, actions: known = [] }: Dialect): WithoutNotAction {
  const { notActions, resources, sid, ...rest } = statement;
  if (everyAction === undefined || elements.includes('NotAction') || notActions === undefined || resources === undefined) return { statements: [statement], said: [] };
  if (statement.effect !== 'Deny' || !notActions.every((action) => s3Action(action)?.level === 'bucket')) return { statements: [statement], said: [] };
  const beginnings = allBut(notActions, known);
  const buckets = resources.filter((resource) => !isObjects(resource));
  const objects = [...new Set(resources.map((resource) => (isObjects(resource) ? resource : `${resource}/*`)))];
  return {
    statements: [
      { ...rest, ...(sid !== undefined && { sid: `${sid}Objects` }), actions: [everyAction], resources: objects },
      ...(buckets.length === 0 ? [] : [{ ...rest, ...(sid !== undefined && { sid }), actions: beginnings, resources: buckets }]),
    ],
    said: buckets.length === 0 ? [] : [`${sid ?? 'a statement'}: an action on the bucket itself that begins otherwise than all that are known isn't denied`],
  };
}

function isObjects(resource: string): boolean {
  return resource.includes('/');
}

/** Patterns of beginnings, as short as can be, that stand for every known action but some, whatever comes behind. */
function allBut(but: readonly string[], known: readonly string[]): readonly string[] {
  const left = but.map((action) => action.toLowerCase());
  const patterns = known.filter((action) => !left.includes(action.toLowerCase())).map((action) => {
    const start = action.indexOf(':') + 2;
    const lengths = Array.from({ length: action.length - start + 1 }, (_, index) => start + index);
    const length = lengths.find((end) => !left.some((one) => one.startsWith(action.slice(0, end).toLowerCase())));
    return length === undefined ? action : `${action.slice(0, length)}*`;
  });
  return [...new Set(patterns)].sort();
}
