import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareAccess } from '../../src/compare';
import { aws } from '../../src/platforms';
import { PARTITIONS, partitionOfRegion } from '../../src/policy/arn';
import { bucketArn, objectArn, s3Arn, s3Path, s3PathStart, shortS3Arn } from '../../src/policy/s3-arn';
import { accept, parseAccepted } from '../../src/report/review/accepted';
import { checkAllows, checkAllowsOnly, checkGivesNobody } from '../../src/testing';

const SRC = join(__dirname, '..', '..', 'src');

test('ARNs of buckets and objects are spelled in one module and nowhere else', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith(join('policy', 's3-arn.ts')) && !file.endsWith('.generated.ts'));
  const spelled = files.flatMap((file) => readFileSync(join(SRC, file), 'utf8').split('\n')
    .filter((line) => /:s3:::/.test(line) && !/^\s*(?:\*|\/\*|\/\/)/.test(line))
    .map((line) => `${file}: ${line.trim()}`));
  expect(spelled).toEqual([]);
});

describe.each(PARTITIONS)('in %s', (partition) => {
  test('put together and taken apart', () => {
    const arn = s3Arn('releases/a:b', partition);
    expect([arn, s3Path(arn), shortS3Arn(arn), arn.slice(s3PathStart(arn))]).toEqual([`arn:${partition}:s3:::releases/a:b`, 'releases/a:b', 'releases/a:b', 'releases/a:b']);
    expect(shortS3Arn(s3Arn('*', partition))).toBe(s3Arn('*', partition));
  });

  const state = { users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:${partition}:s3:::bucket/*` }] }] } } };

  test('an allow file accepts a short pattern', () => {
    const comparison = compareAccess({ users: { dana: {} } }, state);
    const entry = (resources: string) => parseAccepted({ accepted: [{ change: 'gained', principal: 'user dana', actions: 's3:Get*', resources, reason: 'meant', expires: '2999-12-31' }] }, 'allow');
    for (const resources of ['bucket/*', `arn:${partition}:s3:::bucket/*`, '*']) expect(accept(comparison, entry(resources), '2026-11-29').accepted.size).toBe(1);
    for (const resources of ['bucket', 'other/*', 'arn:aws-other:s3:::bucket/*']) expect(accept(comparison, entry(resources), '2026-11-29').accepted.size).toBe(0);
  });

  test('a short form in an expectation and in a request', () => {
    expect(checkAllows(state, { user: 'dana', action: 's3:GetObject', resource: 'bucket/a' }).ok).toBe(true);
    expect(checkAllowsOnly(state, [{ user: 'dana', actions: 's3:GetObject', resources: 'bucket/*' }]).ok).toBe(true);
    expect(checkGivesNobody(state, 's3:GetObject', 'bucket/*').ok).toBe(false);
    expect(checkGivesNobody(state, 's3:GetObject', 'other/*').ok).toBe(true);
  });

  test('a platform lies in it', () => expect(aws({ partition }).partition).toBe(partition));
});

test('what is neither a bucket nor an object has no path', () => {
  for (const text of ['*', 'releases/a', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/a', 'arn:aws:iam::111122223333:user/dana', 'arn:aws:s3::releases']) {
    expect([s3Path(text), shortS3Arn(text)]).toEqual([undefined, text]);
  }
  expect([bucketArn('releases'), objectArn('releases', 'a*')]).toEqual(['arn:aws:s3:::releases', 'arn:aws:s3:::releases/a${*}']);
});

test.each([
  ['eu-west-1', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-east-1', 'aws-iso'], ['us-isob-east-1', 'aws-iso-b'], ['eu-isoe-west-1', 'aws-iso-e'], ['us-isof-south-1', 'aws-iso-f'],
])('region %s lies in %s', (region, partition) => expect(partitionOfRegion(region)).toBe(partition));
