import {
  AccessError, accessPlan, readAccess, renderAccess, type AccessPlanProps, type AccessState, type Grant, type Guard, type Platform,
} from '../../src';
import { parsePolicy } from '../../src/policy/parse';
import { hasIt, tableIntent, type DecisionTable } from '../decisions/tables';

/** The users of a table, whom all of its documents are for; of two whose names differ only by case the first, since a plan has only one. */
export function usersOf({ principal, cases }: DecisionTable): readonly string[] {
  const names = [principal, ...cases.flatMap((one) => one.principal ?? [])].flatMap((one) => (one === 'anonymous' ? [] : [one.user]));
  return [...new Map([...names].reverse().map((name) => [name.toLowerCase(), name])).values()];
}

/** The plan of a table: everybody has a grant, only the table's principal or the bucket a guard. */
function planOf(table: DecisionTable): AccessPlanProps {
  const intent = tableIntent(table);
  const users = usersOf(table).map((user) => {
    const has = intent.kind === 'grant' || (table.on !== undefined && hasIt(table, { user }));
    const given = !has ? {} : intent.kind === 'grant' ? { grants: [intent as Grant] } : { guards: [intent as Guard] };
    // some platforms have no users without a key
    return [user, { accessKeys: ['2026-11'], ...given }] as const;
  });
  const onBucket = intent.kind === 'guard' && table.on === undefined && table.bucket !== undefined;
  return { users: Object.fromEntries(users), ...(onBucket && { buckets: { [table.bucket as string]: { guards: [intent as Guard] } } }) };
}

/** Where only bucket policies count, what somebody has beside in policies of his own is nothing, so such tables say nothing. */
export const isTold = (table: DecisionTable, { evaluation }: Platform) => evaluation?.bucketPolicies !== 'allowList' || table.beside === undefined;

/** What a platform makes of a table, with what its users have beside it; or why it doesn't take it. */
export function stateOn(table: DecisionTable, platform: Platform): AccessState | AccessError {
  try {
    const state = readAccess(renderAccess(accessPlan({ platform, ...planOf(table) })));
    const beside = (table.beside ?? []).map((document) => ({ name: 'beside', document: parsePolicy(document, { kind: 'identity' }).document }));
    return { ...state, users: new Map([...state.users].map(([name, user]) => [name, { ...user, policies: [...user.policies, ...beside] }])) };
  } catch (error) {
    if (error instanceof AccessError) return error;
    throw error;
  }
}
