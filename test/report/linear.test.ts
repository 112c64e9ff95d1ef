import {
  accessMatrix, accessPlan, compareAccess, deltaGlider, lintAccess, readAccess, readAccessText, readOnlyPrefix, redundantStatements, renderAccess,
  reviewAccess, writeOnlyUploader, type AccessStateJson,
} from '../../src';
import { growth } from '../ratio';

/** Something that is done to an input of a size. */
type Work = (size: number) => () => unknown;

const statement = (resource: string | readonly string[]) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: resource });
const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const people = (count: number): AccessStateJson => ({
  users: Object.fromEntries(Array.from({ length: count }, (_, index) => [`u${index}`, { policies: [policy(statement(`arn:aws:s3:::data/${index}/*`))] }])),
});

const proxyPlan = (count: number) => accessPlan({
  platform: deltaGlider(),
  users: Object.fromEntries(Array.from({ length: count }, (_, index) => [`u${index}`, { grants: [readOnlyPrefix({ bucket: 'data', prefix: `f${index}/` })], accessKeys: ['1'] }])),
});
const proxyFile = (count: number): string => renderAccess(proxyPlan(count)).files?.map(({ text }) => text).join('') ?? '';

const WORK: Readonly<Record<string, readonly [size: number, work: Work]>> = {
  'access.yaml is written': [100, (size) => { const plan = proxyPlan(size); return () => renderAccess(plan); }],
  'access.yaml is read': [60, (size) => { const text = proxyFile(size); return () => readAccessText(text, { platform: deltaGlider() }); }],
  'blank lines of a configuration are read': [5000, (size) => {
    const text = `{${'\n'.repeat(size)}"resource": {${' \n'.repeat(size)}"aws_iam_user": {"x": {"name": "dana"}}}}`;
    return () => readAccessText(text);
  }],
  'blank lines of access.yaml are read': [2000, (size) => { const text = `${'\n'.repeat(size)}${proxyFile(3)}${'  \n'.repeat(size)}`; return () => readAccessText(text, { platform: deltaGlider() }); }],
  'redundant texts are found': [100, (size) => {
    const document = policy(statement(['arn:aws:s3:::data/*', ...Array.from({ length: size }, (_, index) => `arn:aws:s3:::data/${index}/*`)]));
    return () => redundantStatements(document);
  }],
  'redundant statements are found': [60, (size) => {
    const document = policy(...Array.from({ length: size }, (_, index) => statement(`arn:aws:s3:::data/${index}/*`)));
    return () => redundantStatements(document);
  }],
  'conditions of folders are worded in a matrix': [100, (size) => {
    const conditional = (index: number) => ({ ...statement(`arn:aws:s3:::data/f${index}/*`), Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    const state = readAccess({ users: { dana: { policies: [policy(...Array.from({ length: size }, (_, index) => conditional(index)))] } } });
    return () => accessMatrix(state);
  }],
  'an administrator comes to guarded buckets': [40, (size) => {
    const guard = (bucket: string) => ({
      policy: policy({
        Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    });
    const state = (users: object) => readAccess({
      account: '111122223333', users, buckets: Object.fromEntries(Array.from({ length: size }, (_, index) => [`bucket-${index}`, guard(`bucket-${index}`)])),
    } as AccessStateJson);
    const [before, after] = [state({}), state({ admin: { policies: [policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' })] } })];
    return () => compareAccess(before, after);
  }],
  'statements that say the same are looked at by lint': [50, (size) => {
    const state = readAccess({ users: { dana: { policies: [policy(...Array.from({ length: size }, () => statement('arn:aws:s3:::data/*')))] } } });
    return () => lintAccess(state);
  }],
  'a long folder name is granted': [200, (size) => { const prefix = `${'a'.repeat(size)}/`; return () => writeOnlyUploader({ bucket: 'data', prefix }); }],
  'long folder names are compared': [100, (size) => {
    const state = (end: string) => readAccess({ users: { dana: { policies: [policy(statement(`arn:aws:s3:::data/${'ab/'.repeat(size)}${end}*`))] } } });
    const [before, after] = [state(''), state('x/')];
    return () => compareAccess(before, after);
  }],
  'long folder names are listed in a matrix': [100, (size) => {
    const state = readAccess({ users: { dana: { policies: [policy(statement(`arn:aws:s3:::data/${'ab/'.repeat(size)}*`))] } } });
    return () => accessMatrix(state);
  }],
  'a matrix is worked out': [50, (size) => { const state = readAccess(people(size)); return () => accessMatrix(state); }],
  'a state is linted': [50, (size) => { const state = readAccess(people(size)); return () => lintAccess(state); }],
  'equal states are compared': [100, (size) => { const [one, other] = [readAccess(people(size)), readAccess(people(size))]; return () => compareAccess(one, other); }],
  'a review is written as HTML': [30, (size) => { const [one, other] = [readAccess(people(size)), readAccess(people(size + 3))]; return () => reviewAccess(one, other, { format: 'html' }); }],
};

test.each(Object.entries(WORK))('B4: %s in about four times the time when there is four times as much', async (_what, [size, work]) => {
  // a quadratic method takes sixteen times as long
  expect(await growth(work(size), work(4 * size), 9)).toBeLessThan(9);
}, 60_000);
