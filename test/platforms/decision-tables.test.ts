import { decide } from '../../src';
import { casePrincipal, decisionTables, type DecisionCase } from '../decisions/tables';
import { allowed } from './differences';
import { filteredMinio, platforms } from './platforms';
import { stateOn, usersOf } from './table-states';

function words({ action, resource, context, principal, expect: effect }: DecisionCase): string {
  const who = principal === undefined ? '' : principal === 'anonymous' ? 'anonymous ' : `${principal.user} `;
  return `${effect}: ${who}${action} ${resource}${context ? ` ${JSON.stringify(context)}` : ''}`;
}

const given = [...platforms, filteredMinio].filter(({ name }) => name !== 'aws');

describe.each(given.map((platform) => [platform.title, platform] as const))('on %s', (_title, platform) => {
  test.each(decisionTables.map((table) => [table.name, table] as const))('%s', (name, table) => {
    const state = stateOn(table, platform);
    if (state instanceof Error) {
      // the refusals themselves stand in docs/platform-matrix.md, word for word
      expect(['UnsupportedOnPlatform', 'WrongGuardTarget', 'InvalidName', 'InvalidCondition', 'ForgeableCondition']).toContain(state.code);
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
  const taken = decisionTables.filter((table) => !(stateOn(table, platform) instanceof Error));
  expect(taken.map(({ name }) => name)).toMatchSnapshot();
});
