import { readOnlyPrefix, type Grant } from '../../src/grants';
import { accessPlan, existingGroup, existingRole, existingUser, renderAccess, type PlannedAddition, type RenderedPolicy } from '../../src/plan';
import { identityDocument } from '../../src/plan/identity-document';
import { packGrants, PlacementBudget } from '../../src/plan/placement';
import { aws } from '../../src/platforms';
import { refused } from '../grants/refused';

const platform = aws();

/** A grant whose policy, alone, has exactly this size. */
function sized(size: number, name = 'Sized'): Grant {
  const grant = (length: number): Grant => ({
    kind: 'grant',
    name,
    buckets: ['shared'],
    statements: [{ sid: name, actions: ['s3:GetObject'], resources: [`arn:aws:s3:::shared/${'x'.repeat(length)}`] }],
  });
  const empty = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: name, Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shared/' }] }).length;
  return grant(size - empty);
}

const document = (size: number) => identityDocument([sized(size)], { kind: 'user' }, platform);
const user = { kind: 'user', name: 'dana', existing: false } as const;
const places = (policies: readonly { readonly placement: string; readonly size: number }[]) => policies.map(({ placement, size }) => `${placement} ${size}`);

test('the ruler is right', () => {
  expect(document(1234)).toMatchObject({ size: 1234 });
  expect(document(1234).json).toHaveLength(1234);
});

describe('size', () => {
  test('is counted as IAM does: without white space, in a folder name too', () => {
    const { json, size } = identityDocument([readOnlyPrefix({ bucket: 'shared', prefix: 'our own team/' })], { kind: 'user' }, platform);
    expect(json).toContain('our own team/');
    expect(size).toBe(json.length - 2 * 2);
  });

  test('takes a deploy-time bucket at its longest', () => {
    const longest = identityDocument([readOnlyPrefix({ bucket: 'b'.repeat(63), prefix: 'p/' })], { kind: 'user' }, platform);
    expect(identityDocument([readOnlyPrefix({ bucket: '${TfToken[TOKEN.1]}', prefix: 'p/' })], { kind: 'user' }, platform).size).toBe(longest.size);
  });
});

describe.each([['user', 2048], ['group', 5120], ['role', 10240]] as const)('a %s made here', (kind, inlineSize) => {
  const budget = () => new PlacementBudget({ kind, name: 'x', existing: false }, platform);

  test(`holds ${inlineSize} characters inline, and not one more`, () => {
    expect(budget().place(document(inlineSize)).placement).toBe('inline');
    if (inlineSize < platform.limits.managedSize) expect(budget().place(document(inlineSize + 1)).placement).toBe('managed');
    else expect(refused(() => budget().place(document(inlineSize + 1)))).toMatchObject({ code: 'PolicyTooLarge' });
  });

  test('counts all its inline policies together', () => {
    const one = budget();
    const rest = 300;
    expect(one.place(document(inlineSize - rest)).placement).toBe('inline');
    expect(one.fits(rest)).toBe(true);
    expect(one.place(document(rest + 1)).placement).toBe('managed');
    expect(one.place(document(rest)).placement).toBe('inline');
    expect(one.place(document(200)).placement).toBe('managed');
  });
});

test.each(['user', 'group', 'role'] as const)('an existing %s gets managed policies only, since what it holds inline is unknown', (kind) => {
  expect(new PlacementBudget({ kind, name: 'x', existing: true }, platform).place(document(200)).placement).toBe('managed');
});

describe('a managed policy', () => {
  const managed = () => new PlacementBudget({ ...user, existing: true }, platform);

  test('has 6,144 characters at most', () => {
    expect(managed().place(document(6144)).placement).toBe('managed');
    const error = refused(() => managed().place(document(6145)));
    expect(error.code).toBe('PolicyTooLarge');
    expect(error.message).toContain('Sized of user dana has 6145 characters; AWS allows 6144');
    expect(error.remedy).toContain('split it');
  });

  test('is one of ten', () => {
    const budget = managed();
    for (let count = 0; count < 10; count++) budget.place(document(200));
    const error = refused(() => budget.place(document(200)));
    expect(error.code).toBe('TooManyPolicies');
    expect(error.message).toContain('user dana would need 11 attached policies, the last for Sized; AWS allows 10');
    expect(error.remedy).toContain('groups');
  });
});

describe('packing', () => {
  test('puts all grants of a user into one inline policy while they fit', () => {
    const three = packGrants([sized(500), sized(500), sized(500)], user, platform);
    expect(three.map(({ placement, grants }) => [placement, grants])).toEqual([['inline', ['Sized', 'Sized', 'Sized']]]);
    expect(JSON.parse(three[0].json).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['Sized', 'Sized2', 'Sized3']);
  });

  test('at the exact limit, and one past it', () => {
    const together = identityDocument([sized(1000), sized(1000)], { kind: 'user' }, platform).size;
    const room = 2048 - together;
    expect(places(packGrants([sized(1000), sized(1000 + room)], user, platform))).toEqual(['inline 2048']);
    expect(places(packGrants([sized(1000), sized(1000 + room + 1)], user, platform))).toEqual(['managed 2049']);
  });

  test('fills managed policies in order, and uses the inline room for what is left', () => {
    const grants = [sized(4000), sized(4000), sized(1000)];
    expect(places(packGrants(grants, user, platform))).toEqual(['managed 4000', `managed ${identityDocument(grants.slice(1), { kind: 'user' }, platform).size}`]);
    expect(places(packGrants([sized(6000), sized(1000)], user, platform))).toEqual(['managed 6000', 'inline 1000']);
  });

  test('keeps every statement of every grant, whatever the packing', () => {
    const grants = Array.from({ length: 40 }, (_, index) => sized(300 + 37 * index, `Grant${index}x`));
    const packed = packGrants(grants, user, platform);
    const resources = packed.flatMap(({ json }) => JSON.parse(json).Statement.map(({ Resource }: { Resource: string }) => Resource));
    expect(resources).toEqual(grants.map(({ statements }) => statements[0].resources[0]));
    expect(packed.every(({ size, placement }) => size <= (placement === 'inline' ? 2048 : 6144))).toBe(true);
    expect(new Set(packed.flatMap(({ grants: names }) => names)).size).toBe(40);
  });

  test('refuses one grant that is too large, and the eleventh policy', () => {
    expect(refused(() => packGrants([sized(7000)], user, platform))).toMatchObject({ code: 'PolicyTooLarge' });
    expect(packGrants(Array.from({ length: 10 }, () => sized(6000)), user, platform)).toHaveLength(10);
    expect(refused(() => packGrants(Array.from({ length: 11 }, () => sized(6000)), user, platform))).toMatchObject({ code: 'TooManyPolicies' });
    expect(places(packGrants([...Array.from({ length: 10 }, () => sized(6000)), sized(2048)], user, platform))[10]).toBe('inline 2048');
  });

  test('nothing is not a policy', () => {
    expect(packGrants([], user, platform)).toEqual([]);
  });
});

describe('names', () => {
  const additions = (...existing: readonly PlannedAddition[]) => ({ existing });
  const names = (policies: readonly RenderedPolicy[]) => policies.map(({ placement, name }) => `${placement} ${name}`);
  const read = readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });

  test('two inline policies of one user have two names: the second would overwrite the first', () => {
    const { users } = renderAccess(accessPlan({ users: { dana: { grants: [sized(400), sized(6000), sized(400)] } } }));
    expect(names(users[0].policies)).toEqual(['inline access', expect.stringMatching(/^managed user-dana-access-[0-9a-f]{8}$/), 'inline access-2']);
  });

  test('managed policies are distinguished by plan, kind, principal and place', () => {
    const render = (scope: string) => renderAccess(accessPlan(additions(
      { principal: existingUser('ci'), grants: [sized(6000), read] },
      { principal: existingGroup('ci'), grants: [read] },
      { principal: existingRole('ci'), grants: [read] },
    )), { scope }).existing.flatMap(({ policies }) => policies.map(({ name }) => name));
    const all = [...render('one'), ...render('two')];
    expect(new Set(all).size).toBe(8);
    expect(all[0]).toMatch(/^user-ci-access-[0-9a-f]{8}$/);
  });

  test('names don\'t change from one release to the next', () => {
    const { existing } = renderAccess(accessPlan(additions({ principal: existingUser('lee'), grants: [read] })), { scope: 'store' });
    expect(existing[0].policies[0].name).toBe('user-lee-access-ffe50d5b');
  });

  test('other principals and other grants don\'t change a name', () => {
    const name = (...before: readonly PlannedAddition[]) => renderAccess(accessPlan(additions(...before, { principal: existingUser('lee'), grants: [read] })))
      .existing.at(-1)!.policies[0].name;
    expect(name({ principal: existingUser('dana'), grants: [read] })).toBe(name());
  });

  test('the longest names still give a legal policy name each', () => {
    const longest = ['a', 'b'].map((end) => `${'g'.repeat(127)}${end}`);
    const { existing } = renderAccess(accessPlan(additions(...longest.map((name) => ({ principal: existingGroup(name), grants: [read] })))));
    const policies = existing.map(({ policies: [policy] }) => policy.name);
    expect(new Set(policies).size).toBe(2);
    for (const name of policies) expect(name).toMatch(/^[A-Za-z0-9+=,.@_-]{1,128}$/);
  });
});

test('a grant of one\'s own with a character that no policy may hold is refused', () => {
  const error = refused(() => identityDocument([sized(300, 'Größe'), sized(300, '大')], { kind: 'user' }, platform));
  expect(error).toMatchObject({ code: 'UnsupportedCharacter' });
  expect(error.message).toContain('grant Größe, 大 holds the character U+5927');
});
