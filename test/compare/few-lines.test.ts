import { compareAccess } from '../../src/compare';

type Json = Readonly<Record<string, unknown>>;
const state = (statements: readonly Json[]) => ({ users: { u: { policies: [{ Version: '2012-10-17', Statement: statements }] } } });
const s3 = (path: string) => `arn:aws:s3:::${path}`;
const allow = (Action: unknown, Resource: unknown, more: Json = {}): Json => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown): Json => ({ Effect: 'Deny', Action, Resource });
const READ = allow('s3:GetObject', s3('b/team/*'));
const ALL = allow('s3:*', '*');
const WHOLE = allow('s3:*', [s3('b'), s3('b/*')]);

/** Actions, resources, and what is left out of both. */
type Line = readonly [actions: string, resources: string, actionsExcept?: string, resourcesExcept?: string];

describe('a change is said in few lines, each of them exact', () => {
  test.each<[string, readonly Json[], readonly Json[], readonly Line[], string]>([
    ['every action of S3 on everything', [], [ALL], [['s3:*', '*']], 's3:GetObject'],
    ['every action of all services', [], [allow('*', '*')], [['*', '*']], 's3:GetObject'],
    ['all but an action', [], [{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }], [['*', '*', 's3:Delete*']], 's3:GetObject'],
    ['all but a folder', [], [{ Effect: 'Allow', Action: 's3:*', NotResource: s3('b/secret/*') }], [['s3:*', '*', '', s3('b/secret/*')]], 's3:GetObject'],
    ['a whole bucket', [], [WHOLE], [['s3:*', `${s3('b/*')} ${s3('b')}`]], 's3:GetObject'],
    ['a whole bucket but one action on one folder', [], [WHOLE, deny('s3:DeleteObject', s3('b/audit/*'))], [
      ['s3:*', s3('b/*'), '', s3('b/audit/*')], ['s3:*', s3('b/audit/*'), 's3:DeleteObject'], ['s3:*', s3('b')],
    ], 's3:GetObject'],
    ['all but one action, where another is there already', [allow('s3:GetObject', s3('b*'))], [{ Effect: 'Allow', NotAction: 's3:Put*', Resource: '*' }], [
      ['*', '*', 's3:Put* s3:GetObject'], ['s3:GetObject', '*', '', s3('b*')],
    ], 's3:GetObjectAcl'],
    ['a Deny within the grant', [READ], [READ, deny('s3:*', s3('b/team/x/*'))], [['s3:GetObject', s3('b/team/x/*')]], 's3:GetObject'],
    ['a Deny of an ending', [READ], [READ, deny('s3:*', s3('*.pem'))], [['s3:GetObject', s3('b/team/*.pem')]], 's3:GetObject'],
    ['a Deny that overlaps', [READ], [READ, deny('s3:*', s3('b/*/private/*'))], [['s3:GetObject', `${s3('b/team/private/*')} ${s3('b/team/*/private/*')}`]], 's3:GetObject'],
    ['a Deny of an ending, in several folders', [READ, allow('s3:GetObject', s3('c/*'))], [READ, allow('s3:GetObject', s3('c/*')), deny('s3:*', s3('*.pem'))], [
      ['s3:GetObject', `${s3('b/team/*.pem')} ${s3('c/*.pem')}`],
    ], 's3:GetObject'],
    ['a Deny of an ending, beside one that stays', [READ, deny('s3:*', s3('*/x/*'))], [READ, deny('s3:*', s3('*/x/*')), deny('s3:*', s3('*.pem'))], [
      ['s3:GetObject', s3('b/team/*.pem'), '', s3('*/x/*')],
    ], 's3:GetObject'],
    ['what two Denies that come have in common is said of both', [READ], [READ, deny('s3:*', s3('*.pem')), deny('s3:*', s3('b/team/*-x-*'))], [
      ['s3:GetObject', s3('b/team/*-x-*'), '', s3('*.pem')],
      ['s3:GetObject', s3('b/team/*.pem'), '', s3('b/team/*-x-*')],
      ['s3:GetObject', s3('b/team/*-x-*.pem')],
    ], 's3:GetObject'],
  ])('%s', (_, before, after, lines, example) => {
    const { gained, lost, inconclusive } = compareAccess(state(before), state(after));
    expect([...gained, ...lost].map(({ actions, resources, actionsExcept, resourcesExcept }) => [
      actions.join(' '), resources.join(' '), actionsExcept.join(' '), resourcesExcept.join(' '),
    ])).toEqual(lines.map(([actions, resources, actionsExcept = '', resourcesExcept = '']) => [actions, resources, actionsExcept, resourcesExcept]));
    expect([...gained, ...lost][0].witness.action).toBe(example);
    expect(inconclusive).toEqual([]);
  });
});
