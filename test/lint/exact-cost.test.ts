import { type AccessRequest, compareAccess, lintAccess, minio, type Platform, readAccess } from '../../src';
import { compileState, decideEffect } from '../../src/decide';
import { refused } from '../grants/refused';
import { growth, spent } from '../ratio';

type Make = (index: number) => object;

const allow = { Effect: 'Allow', Action: 's3:GetObject' };
const state = (count: number, statement: Make) => readAccess({
  account: '111122223333',
  users: { dana: { policies: [{ Version: '2012-10-17', Statement: Array.from({ length: count }, (_, index) => statement(index)) }] } },
});
const codes = (count: number, statement: Make) => lintAccess(state(count, statement)).map(({ code }) => code);

const MANY: ReadonlyArray<readonly [what: string, statement: Make]> = [
  ['of different folders', (index) => ({ ...allow, Resource: `arn:aws:s3:::releases/f${index}/*` })],
  ['of one folder, under different conditions', (index) => ({
    ...allow, Resource: 'arn:aws:s3:::releases/*', Condition: { StringEquals: { 'aws:username': `u${index}` } },
  })],
  ['of different actions', (index) => ({ Effect: 'Allow', Action: `s3:Get${'abcdefghij'[index % 10]}${index}`, Resource: '*' })],
];

test('B4: lint looks at four times as many statements in about four times the time', async () => {
  const [small, large] = [60, 240].map((count) => state(count, MANY[0][1]));
  expect(await growth(() => { lintAccess(small); }, () => { lintAccess(large); }, 10)).toBeLessThan(10);
}, 60_000);

test.each(MANY)('B4: lint of 150 statements %s ends within seconds', (_what, statement) => {
  expect(spent(() => { lintAccess(state(150, statement)); })).toBeLessThan(15);
}, 120_000);

test('B2: 40 statements with a wildcard in front are compared', () => {
  const infix: Make = (index) => ({ ...allow, Resource: `arn:aws:s3:::releases/*f${index}x*` });
  expect(spent(() => { expect(codes(40, infix)).not.toContain('StatementsNotCompared'); })).toBeLessThan(10);
});

test('B2: patterns that have no method of their own are looked at up to a limit, and what is not looked at is a finding', () => {
  const hard: Make = (index) => ({ ...allow, Resource: `arn:aws:s3:::releases/*f${index}?x*y${index}*` });
  expect(spent(() => { expect(codes(40, hard)).toContain('StatementsNotCompared'); })).toBeLessThan(10);
});

test('B4: a statement that is covered is found among many that are about something else, and by the one that covers it', () => {
  const apart: Make = (index) => ({ ...allow, Resource: `arn:aws:s3:::releases/f${index === 299 ? '7/sub' : index}/*` });
  const found = lintAccess(state(300, apart)).filter(({ code }) => code === 'RedundantStatement');
  expect(found.map(({ path }) => path)).toEqual(['$.Statement[299]']);
});

test('B5: a platform that was put together by hand is refused, whatever is wrong with it and even where nothing is', () => {
  const store = minio({ scope: 'acme-storage' });
  const wrong: readonly unknown[] = [
    { ...store }, { ...store, evaluation: { checkedAs: 7 } }, { ...store, dialect: { alsoGrants: { Allow: Object.create(null) as unknown } } },
    new Proxy(store, { get: () => { throw new Error('get'); } }), structuredClone({ ...store, policies: undefined }), 'minio', minio, null,
  ];
  for (const platform of wrong) expect(refused(() => lintAccess(state(1, () => allow), { platform: platform as Platform })).code).toBe('InvalidPlatform');
});

test('B5: a request that can\'t be looked at is refused also where it is only decided', () => {
  const request = new Proxy({}, { ownKeys: () => { throw new Error('keys'); } });
  expect(refused(() => decideEffect(compileState(state(1, () => ({ ...allow, Resource: '*' }))), request as AccessRequest)).message).toContain('request');
});

const WILDCARDS = ['*?', '?*', 'a*', '*a', '*a?', '*:'];

test.each(WILDCARDS)('B2: a pattern of %s again and again is compared in about four times the time when it is four times as long', async (piece) => {
  const granted = (resource: string) => state(1, () => ({ ...allow, Resource: resource }));
  const compared = (count: number) => () => compareAccess(granted(`arn:aws:s3:::releases/${piece.repeat(count)}`), granted('arn:aws:s3:::releases/x*'));
  expect(await growth(compared(1500), compared(6000), 9)).toBeLessThan(9);
}, 60_000);
