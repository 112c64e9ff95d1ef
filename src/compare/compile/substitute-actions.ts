import type { Evaluation } from '../../platforms/evaluation';
import { globMatches, literalGlob } from '../domain/glob';
import type { Clause, Cube } from './cube';
import { OR_ELSE } from './formula';

/**
 * Cubes for a platform that asks another action for a request: those that speak of the other action speak of the request's. The rule is
 * that of `decide`.
 */
export function substituteActions(cubes: readonly Cube[], checkedAs: NonNullable<Evaluation['checkedAs']>, isAnonymous: boolean): readonly Cube[] {
  return Object.entries(checkedAs).reduce<readonly Cube[]>((all, [name, { action, how }]) => {
    const own: Clause = { globs: [literalGlob(name)], negated: false };
    return all.flatMap((cube) => {
      const stays = how === 'orElse' || (how === 'unlessDenied' && !isAnonymous && cube.role === 'deny');
      const kept: Cube = stays ? cube : { ...cube, action: [...cube.action, { ...own, negated: true }] };
      const other: Cube = { ...cube, role: how === 'orElse' ? cube.role + OR_ELSE : cube.role, action: [own] };
      return speaksOf(cube, action.toLowerCase()) ? [kept, other] : [kept];
    });
  }, cubes);
}

function speaksOf({ action }: Cube, name: string): boolean {
  return action.every(({ globs, negated }) => globs.some((glob) => globMatches(glob, name)) !== negated);
}
