import { accessPlan, aws, decide, readAccess, readWritePrefix, renderAccess } from '../../src';

/*
 * "Setting Up an AWS IAM User" of Pixelshift: a user with an access key for a service outside AWS, and one inline policy that lets it read
 * and write the buckets that are named. The document leaves the policy itself to a form; here it is what the form is filled in with.
 */

const render = (buckets: readonly string[]) => renderAccess(accessPlan({
  platform: aws(),
  users: { iam_pixelshift: { accessKeys: ['1'], grants: buckets.map((bucket) => readWritePrefix({ bucket, prefix: '' })) } },
}));

test('a user with a key and one inline policy for individual buckets', () => {
  const [{ name, accessKeys, policies }] = render(['images', 'originals']).users;
  expect([name, accessKeys.map(({ generation }) => generation), policies.map(({ placement }) => placement)]).toEqual(['iam_pixelshift', ['1'], ['inline']]);
  expect(JSON.parse(policies[0].json)).toMatchSnapshot();
});

test('reads and writes the buckets that are named, lists them, deletes nothing, and reaches no other', () => {
  const state = readAccess(render(['images', 'originals']));
  const effect = (action: string, resource: string) => decide(state, { principal: { user: 'iam_pixelshift' }, action, resource: `arn:aws:s3:::${resource}` }).effect;
  expect([effect('s3:GetObject', 'images/a.png'), effect('s3:PutObject', 'originals/a.png'), effect('s3:ListBucket', 'images')]).toEqual(['allow', 'allow', 'allow']);
  expect([effect('s3:DeleteObject', 'images/a.png'), effect('s3:GetObject', 'payroll/a.pdf'), effect('s3:PutBucketPolicy', 'images')])
    .toEqual(['implicitDeny', 'implicitDeny', 'implicitDeny']);
});

test('all buckets, which the document offers and advises against, are written one by one: no grant opens buckets that nobody named', () => {
  const state = readAccess(render(['images', 'originals', 'thumbnails']));
  const reads = (bucket: string) => decide(state, { principal: { user: 'iam_pixelshift' }, action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/a` }).effect;
  expect(['images', 'originals', 'thumbnails', 'made-later'].map(reads)).toEqual(['allow', 'allow', 'allow', 'implicitDeny']);
});

test('the document pastes one inline policy, however many buckets: past 2,048 characters IAM refuses that, and the rest goes into a managed policy', () => {
  const placements = (count: number) => render(Array.from({ length: count }, (_, index) => `images-of-customer-${index}`)).users[0].policies.map(({ placement }) => placement);
  expect(placements(3)).toEqual(['inline']);
  expect(placements(12)).toContain('managed');
});
