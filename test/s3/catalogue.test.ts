import { readFileSync } from 'node:fs';
import * as sets from '../../src/s3/action-sets';
import { isKnownS3Action, S3_CATALOGUE_DATE, s3Action, s3Actions, type S3Level } from '../../src/s3/catalogue';
import { AWS_WORDS_FILE, renderAwsWords } from '../../tools/aws-words';
import { CATALOGUE_FILE, renderCatalogue } from '../../tools/s3-catalogue';

test('the generated file is what the tool writes from the installed data', async () => {
  expect(readFileSync(CATALOGUE_FILE, 'utf8')).toBe(await renderCatalogue());
});

test('so is the generated file of the names that policies may hold', async () => {
  expect(readFileSync(AWS_WORDS_FILE, 'utf8')).toBe(await renderAwsWords());
});

test('the catalogue is of a day, and small', () => {
  expect(S3_CATALOGUE_DATE).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(readFileSync(CATALOGUE_FILE).length).toBeLessThan(25_000);
});

test('every level has the number of actions that the data has', () => {
  const count = (level: S3Level): number => s3Actions().filter((action) => action.level === level).length;
  expect({ bucket: count('bucket'), object: count('object'), none: count('none'), all: s3Actions().length })
    .toEqual({ bucket: 59, object: 44, none: 15, all: 180 });
});

describe('levels that people get wrong', () => {
  const cases: readonly (readonly [string, S3Level])[] = [
    ['s3:ListBucket', 'bucket'],
    ['s3:ListBucketVersions', 'bucket'],
    ['s3:ListBucketMultipartUploads', 'bucket'],
    ['s3:GetBucketLocation', 'bucket'],
    ['s3:ListMultipartUploadParts', 'object'],
    ['s3:AbortMultipartUpload', 'object'],
    ['s3:GetObjectVersion', 'object'],
    ['s3:ListAllMyBuckets', 'none'],
    ['s3:CreateAccessPoint', 'other'],
    ['s3:TagResource', 'other'],
  ];
  test.each(cases)('%s: %s', (name, level) => expect(s3Action(name)?.level).toBe(level));
});

test('names are found in any case and answer in the documented one', () => {
  expect(s3Action('S3:LISTBUCKET')?.name).toBe('s3:ListBucket');
});

test.each(['s3:*', 's3:Get*', 'ListBucket', 's3:ListObjects', '', '__proto__', 'constructor'])('%p is not an action', (name) => {
  expect(s3Action(name)).toBeUndefined();
  expect(isKnownS3Action(name)).toBe(false);
});

test('condition keys are those of the action', () => {
  expect(s3Action('s3:ListBucket')?.conditionKeys).toEqual(expect.arrayContaining(['s3:prefix', 's3:delimiter', 's3:max-keys', 's3:TlsVersion']));
  expect(s3Action('s3:GetObject')?.conditionKeys).not.toContain('s3:prefix');
  expect(s3Actions().flatMap((action) => action.conditionKeys)).not.toContain(undefined);
});

test('access levels are the narrower ones', () => {
  expect(['s3:PutBucketPolicy', 's3:PutObjectTagging', 's3:GetObject', 's3:ListBucket', 's3:PutObject'].map((name) => s3Action(name)?.access))
    .toEqual(['Permissions management', 'Tagging', 'Read', 'List', 'Write']);
  expect([...new Set(s3Actions().map((action) => action.access))].sort()).toEqual(['List', 'Permissions management', 'Read', 'Tagging', 'Write']);
});

describe('action sets', () => {
  const levels: Record<keyof typeof sets, S3Level> = {
    UPLOAD: 'object',
    UPLOAD_HELPFUL: 'object',
    READ: 'object',
    READ_VERSIONS: 'object',
    LIST: 'bucket',
    LIST_VERSIONS: 'bucket',
    LIST_UPLOADS: 'bucket',
    DELETE: 'object',
    DELETE_VERSIONS: 'object',
    TAGGING: 'object',
    POLICY_MANAGEMENT: 'bucket',
    BUCKET_LOCATION: 'bucket',
    LIST_BUCKETS: 'none',
  };

  test('each is on the page and in this table', () => expect(Object.keys(sets).sort()).toEqual(Object.keys(levels).sort()));

  test.each(Object.entries(levels))('%s has actions of level %s, written as the catalogue writes them', (name, level) => {
    for (const action of sets[name as keyof typeof sets]) expect(s3Action(action)).toMatchObject({ name: action, level });
  });

  test('no action is in two sets, and none is a pattern', () => {
    const all = Object.values(sets).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((action) => /[*?]/.test(action))).toEqual([]);
  });
});
