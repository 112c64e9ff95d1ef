import { checkAccessNotGranted, compareAccess } from '../../src/compare';
import type { AccessStateJson } from '../../src/state/access-state';

type Json = Readonly<Record<string, unknown>>;
const OWN = 'arn:aws:s3:::b/${aws:username}/*';
const BOB = 'arn:aws:s3:::b/bob/*';
const read = (Resource: string, more: Json = {}): Json => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource, ...more });
const deny = (more: Json): Json => ({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', ...more });
const list = (operator: string, ...prefixes: readonly string[]): Json => ({ Action: 's3:ListBucket', Condition: { [operator]: { 's3:prefix': prefixes } } });
const state = (statements: readonly Json[], users: readonly string[] = []): AccessStateJson => ({
  account: '111111111111',
  users: Object.fromEntries(users.map((name) => [name, {}])),
  buckets: { b: { policy: { Version: '2012-10-17', Statement: statements } } },
});
/** Anyone who isn't the root user of the own account, whom these changes concern too. */
const strangers = (before: readonly Json[], after: readonly Json[]) => {
  const { gained, lost, inconclusive } = compareAccess(state(before), state(after));
  const say = (all: typeof gained) => all.filter(({ witness }) => !JSON.stringify(witness.principal).includes('111111111111')).map(
    ({ principal, resources, witness }) => [principal, resources, Object.values(witness.principal).join('').split(':iam::')[1]],
  );
  return { gained: say(gained), lost: say(lost), inconclusive };
};
const OTHERS = 'any other principal';

describe('who is nowhere named but in a path is told', () => {
  test.each<[string, readonly Json[], readonly Json[], 'gained' | 'lost', readonly unknown[]]>([
    ['all but his folder is denied', [], [read(OWN), deny({ NotResource: BOB })], 'gained', [[OTHERS, [OWN], '111111111110:user/bob']]],
    ['his folder is no longer denied', [read(OWN), deny({ Resource: BOB })], [read(OWN)], 'gained', [[OTHERS, [OWN], '111111111110:user/bob']]],
    ['others lose the folder, and he keeps it', [read(BOB)], [read(OWN), deny({ NotResource: BOB })], 'lost', [['anonymous', [BOB], undefined], [OTHERS, [BOB], '111111111110:user/b']]],
    ['a beginning of names', [], [read('arn:aws:s3:::b/${aws:username}'), deny({ NotResource: 'arn:aws:s3:::b/bo*' })], 'gained', [[OTHERS, ['arn:aws:s3:::b/${aws:username}'], '111111111110:user/bo']]],
    ['an end of names, in a longer path', [], [read('arn:aws:s3:::b/home/${aws:username}/x'), deny({ NotResource: 'arn:aws:s3:::b/*bob/x' })], 'gained', [[OTHERS, ['arn:aws:s3:::b/home/${aws:username}/x'], '111111111110:user/bob']]],
    ['a folder in a listing', [], [read('arn:aws:s3:::b', list('StringLike', '${aws:username}/*')), deny({ Resource: '*', ...list('StringNotLike', 'bob/*') })], 'gained', [[OTHERS, ['arn:aws:s3:::b'], '111111111110:user/bob']]],
    ['a folder of an account', [], [read('arn:aws:s3:::b/${aws:PrincipalAccount}/*'), deny({ NotResource: 'arn:aws:s3:::b/333333333333/*' })], 'gained', [[OTHERS, ['arn:aws:s3:::b/${aws:PrincipalAccount}/*'], '333333333333:root']]],
    ['in an account that is named', [], [read(OWN, { Principal: { AWS: '222222222222' } }), deny({ NotResource: BOB })], 'gained', [[{ arn: 'arn:aws:iam::222222222222:user/bob' }, [OWN], '222222222222:user/bob']]],
  ])('%s', (_, before, after, direction, told) => {
    const found = strangers(before, after);
    expect({ changes: found[direction], inconclusive: found.inconclusive }).toEqual({ changes: told, inconclusive: [] });
  });

  test('where names make no difference, nobody is distinguished', () => {
    const named = [read(OWN, { Principal: { AWS: 'arn:aws:iam::222222222222:user/x' } }), deny({ NotResource: BOB })];
    expect(strangers([deny({ NotResource: BOB })], named).gained).toEqual([]);
    expect(strangers([], [read(OWN), read('arn:aws:s3:::c/bob/*')]).gained).toHaveLength(1);
  });

  test('who gains less than was told already is not known again', () => {
    expect(strangers([read('arn:aws:s3:::b/bob/x/*')], [read('arn:aws:s3:::b/bob/x/*'), read(OWN)]).gained).toEqual([[OTHERS, [OWN], '111111111110:user/b']]);
  });

  test('a user of the source with that name speaks for himself, whatever his path is', () => {
    const users = ['bob', 'u'];
    const { gained, inconclusive } = compareAccess(state([], users), state([read(OWN), deny({ NotResource: BOB })], users));
    expect([gained.map(({ principal }) => principal), inconclusive]).toEqual([[{ user: 'bob' }, OTHERS], []]);
  });

  test('a forbidden path is reached by anyone who has the name in it', () => {
    expect(checkAccessNotGranted(state([read(OWN)]), { resources: [BOB] }).violations.map(({ witness }) => witness.principal)).toEqual([{ arn: 'arn:aws:iam::111111111110:user/bob' }]);
    expect(checkAccessNotGranted(state([read(OWN)]), { resources: ['arn:aws:s3:::b/bob'] }).ok).toBe(true);
  });

  test('too many names are not looked at one by one: what is told of the others stands, and the rest is not known for certain', () => {
    const accounts = Array.from({ length: 10 }, (_, index) => `${100000000000 + index}`);
    const many = Array.from({ length: 100 }, (_, index) => read(`arn:aws:s3:::b/n${index}/*`, { Principal: { AWS: accounts } }));
    const { verdict, gained, inconclusive } = compareAccess(state([]), state([...many, read(OWN)]));
    expect([verdict, gained.some(({ principal }) => principal === OTHERS), inconclusive.map(({ reason }) => reason)]).toEqual([
      'inconclusive', true, ['resource policies distinguish more than 1000 principals that they don\'t name'],
    ]);
  });
});
