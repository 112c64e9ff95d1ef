import { AccessError, accessPlan, decide, readAccess, renderAccess, type AccessPlanProps, type AccessState, type Grant, type Guard, type Platform } from '../../src';
import { parsePolicy } from '../../src/policy/parse';
import { casePrincipal, decisionTables, hasIt, tableIntent, type DecisionCase, type DecisionTable } from '../decisions/tables';
import { allowed } from './differences';
import { platforms } from './platforms';

/** The users of a table, whom all of its documents are for; of two whose names differ only by case the first, since a plan has only one. */
function usersOf({ principal, cases }: DecisionTable): readonly string[] {
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
const isTold = (table: DecisionTable, { evaluation }: Platform) => evaluation?.bucketPolicies !== 'allowList' || table.beside === undefined;

/** What a platform makes of a table, with what its users have beside it; or why it doesn't take it. */
function stateOn(table: DecisionTable, platform: Platform): AccessState | AccessError {
  try {
    const state = readAccess(renderAccess(accessPlan({ platform, ...planOf(table) })));
    const beside = (table.beside ?? []).map((document) => ({ name: 'beside', document: parsePolicy(document, { kind: 'identity' }).document }));
    return { ...state, users: new Map([...state.users].map(([name, user]) => [name, { ...user, policies: [...user.policies, ...beside] }])) };
  } catch (error) {
    if (error instanceof AccessError) return error;
    throw error;
  }
}

function words({ action, resource, context, principal, expect: effect }: DecisionCase): string {
  const who = principal === undefined ? '' : principal === 'anonymous' ? 'anonymous ' : `${principal.user} `;
  return `${effect}: ${who}${action} ${resource}${context ? ` ${JSON.stringify(context)}` : ''}`;
}

const given = platforms.filter(({ name }) => name !== 'aws');

describe.each(given.map((platform) => [platform.title, platform] as const))('on %s', (_title, platform) => {
  const untold = decisionTables.filter((table) => !isTold(table, platform)).map(({ name }) => name);
  if (untold.length > 0) test.skip(`${untold.length} tables of guards (skipped: they need identity policies beside, which count for nothing there): ${untold.join(', ')}`, () => undefined);

  test.each(decisionTables.filter((table) => isTold(table, platform)).map((table) => [table.name, table] as const))('%s', (name, table) => {
    const state = stateOn(table, platform);
    if (state instanceof Error) {
      // the refusals themselves stand in docs/platforms.md, word for word
      expect(['UnsupportedOnPlatform', 'WrongGuardTarget', 'InvalidName', 'InvalidCondition']).toContain(state.code);
      return;
    }
    const users = usersOf(table);
    const found = table.cases.flatMap((one) => {
      const who = casePrincipal(table, one);
      if (who !== 'anonymous' && !users.includes(who.user)) return [];
      const request = { principal: who, action: one.action, resource: one.resource, context: one.context };
      const { effect } = decide(state, request);
      return allowed(platform, name, one).includes(effect) ? [] : [`${words(one)}: decided ${effect}`];
    });
    expect(found).toEqual([]);
  });
});

test.each(given.map((platform) => [platform.title, platform] as const))('the tables that %s takes', (_title, platform) => {
  const taken = decisionTables.filter((table) => isTold(table, platform) && !(stateOn(table, platform) instanceof Error));
  expect(taken.map(({ name }) => name)).toMatchSnapshot();
});
