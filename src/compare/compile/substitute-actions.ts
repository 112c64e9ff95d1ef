import type { Evaluation } from '../../platforms/evaluation';
import { globMatches, literalGlob } from '../domain/glob';
import type { Clause, Row } from './cube';

/** Roles of the second of two questions, either of which is enough. */
export const OR_ELSE = ' or else';

/**
 * Rows for a platform that asks another action for a request: those that speak of the other action speak of the request's. The rule is
 * that of `decide`.
 */
export function askedRows(rows: readonly Row[], asks: NonNullable<Evaluation['asks']>, isAnonymous: boolean): readonly Row[] {
  return Object.entries(asks).reduce<readonly Row[]>((all, [name, { action, how }]) => {
    const own: Clause = { globs: [literalGlob(name)], negated: false };
    return all.flatMap((row) => {
      const stays = how === 'orElse' || (how === 'unlessDenied' && !isAnonymous && row.role === 'deny');
      const kept: Row = stays ? row : { ...row, action: [...row.action, { ...own, negated: true }] };
      const other: Row = { ...row, role: how === 'orElse' ? row.role + OR_ELSE : row.role, action: [own] };
      return speaksOf(row, action.toLowerCase()) ? [kept, other] : [kept];
    });
  }, rows);
}

function speaksOf({ action }: Row, name: string): boolean {
  return action.every(({ globs, negated }) => globs.some((glob) => globMatches(glob, name)) !== negated);
}
