import * as fc from 'fast-check';
import { AccessError } from '../../src/errors';
import { perUserHomeFolder, readOnlyPrefix, readWritePrefix, writeOnlyUploader, type Grant } from '../../src/grants';
import { enforceHttps } from '../../src/guards';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { isDeployTime } from '../../src/policy/deploy-time';
import { naiveDecide, type NaiveDocument } from '../decisions/naive';
import { runs } from '../runs';
import { hostileBucket, hostileName, hostilePrefix, near } from './hostile';

const RUNS = { numRuns: runs(150) };
const S3 = 'arn:aws:s3:::';

/** The rendered policy, or undefined where the input is refused. Anything but an AccessError is a fault of the package. */
function rendered(make: () => Grant): NaiveDocument | undefined {
  try {
    return JSON.parse(identityDocument([make()], { kind: 'user' }, aws()).json);
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}

/** Runs a property and fails where it was hardly ever put to the test. */
function holds(property: (bucket: string, prefix: string, user: string) => boolean): void {
  let tested = 0;
  fc.assert(fc.property(hostileBucket, hostilePrefix, fc.stringMatching(/^[A-Za-z0-9+=,@_-]{1,8}$/), (bucket, prefix, user) => {
    if (property(bucket, prefix, user)) tested += 1;
  }), RUNS);
  expect(tested).toBeGreaterThan(RUNS.numRuns / 10);
}

/** As expect(…).toBe(…), which would take most of the time here. */
function mustBe(effect: string, allowed: boolean, ...request: readonly unknown[]): void {
  if (effect !== (allowed ? 'allow' : 'implicitDeny')) throw new Error(`${JSON.stringify(request)} is ${effect}`);
}

interface Reach {
  readonly actions: readonly string[];
  /** Whether a key may be reached, by plain text comparison. */
  readonly within: (key: string, prefix: string, user: string) => boolean;
}

const below = (key: string, prefix: string) => key.startsWith(prefix);
const ownFolder = (key: string, prefix: string, user: string) => key.startsWith(`${prefix}${user}/`);
const never = () => false;

const GRANTS: ReadonlyArray<readonly [name: string, make: (bucket: string, prefix: string) => Grant, objects: Reach, listings: Reach]> = [
  [
    'readOnlyPrefix',
    (bucket, prefix) => readOnlyPrefix({ bucket, prefix, allowVersions: true }),
    { actions: ['s3:GetObject', 's3:GetObjectVersion'], within: below },
    { actions: ['s3:ListBucket', 's3:ListBucketVersions'], within: below },
  ],
  [
    'writeOnlyUploader',
    (bucket, prefix) => writeOnlyUploader({ bucket, prefix, allowTagging: true }),
    { actions: ['s3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload'], within: below },
    { actions: ['s3:ListBucket'], within: never },
  ],
  [
    'readWritePrefix',
    (bucket, prefix) => readWritePrefix({ bucket, prefix, allowDelete: true, allowDeleteVersions: true }),
    { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'], within: below },
    { actions: ['s3:ListBucket'], within: below },
  ],
  [
    'perUserHomeFolder',
    (bucket, prefix) => perUserHomeFolder({ bucket, prefix }),
    { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], within: ownFolder },
    { actions: ['s3:ListBucket'], within: ownFolder },
  ],
  [
    'perUserHomeFolder whose owner alone writes',
    (bucket, prefix) => perUserHomeFolder({ bucket, prefix, othersMayRead: true }),
    { actions: ['s3:PutObject', 's3:DeleteObject'], within: ownFolder },
    { actions: ['s3:ListBucket'], within: below },
  ],
  [
    'perUserHomeFolder that others read',
    (bucket, prefix) => perUserHomeFolder({ bucket, prefix, othersMayRead: true }),
    { actions: ['s3:GetObject'], within: below },
    { actions: ['s3:ListBucket'], within: below },
  ],
];

describe.each(GRANTS)('%s', (_name, make, objects, listings) => {
  test('reaches exactly the keys that its prefix names, letter for letter', () => {
    holds((bucket, prefix, user) => {
      const document = rendered(() => make(bucket, prefix));
      if (document === undefined || isDeployTime(bucket)) return false;
      const keys = [...near(prefix, user), ...near(`${prefix}${user}/`, user), ...near(`${prefix}${user}`, user)];
      for (const key of keys) {
        for (const action of objects.actions) {
          const effect = naiveDecide([document], { action, resource: `${S3}${bucket}/${key}`, context: { 'aws:username': user } });
          mustBe(effect, objects.within(key, prefix, user), action, bucket, key, user);
        }
        for (const action of listings.actions) {
          const effect = naiveDecide([document], { action, resource: `${S3}${bucket}`, context: { 'aws:username': user, 's3:prefix': key } });
          mustBe(effect, listings.within(key, prefix, user), action, bucket, key, user);
        }
      }
      return true;
    });
  });

  test('reaches no other bucket, and no listing without a prefix unless it is the whole bucket', () => {
    holds((bucket, prefix, user) => {
      const document = rendered(() => make(bucket, prefix));
      if (document === undefined || isDeployTime(bucket)) return false;
      const context = { 'aws:username': user };
      for (const other of near(bucket, user).filter((name) => name !== bucket && name.split('/')[0] !== bucket)) {
        for (const key of [`${prefix}x`, `${prefix}${user}/x`, 'x', '']) {
          for (const action of [...objects.actions, ...listings.actions]) {
            mustBe(naiveDecide([document], { action, resource: `${S3}${other}/${key}`, context }), false, action, other, key);
            mustBe(naiveDecide([document], { action, resource: `${S3}${other}`, context: { ...context, 's3:prefix': prefix } }), false, action, other);
          }
        }
      }
      mustBe(naiveDecide([document], { action: 's3:ListBucket', resource: `${S3}${bucket}`, context }), listings.within('', prefix, user), bucket);
      return true;
    });
  });
});

test('root listing shows exactly the folders on the way, one level at a time', () => {
  holds((bucket, prefix, user) => {
    const document = rendered(() => perUserHomeFolder({ bucket, prefix, allowRootListing: true }));
    if (document === undefined || isDeployTime(bucket)) return false;
    const folders = prefix.split('/').slice(0, -1);
    const onTheWay = folders.map((_, depth) => `${folders.slice(0, depth + 1).join('/')}/`);
    for (const key of [...near(prefix, user), ...onTheWay.flatMap((folder) => near(folder, user))]) {
      for (const delimiter of ['/', 'x', '']) {
        const context = { 'aws:username': user, 's3:prefix': key, 's3:delimiter': delimiter };
        const shown = (delimiter === '/' && (key === '' || onTheWay.includes(key))) || ownFolder(key, prefix, user);
        mustBe(naiveDecide([document], { action: 's3:ListBucket', resource: `${S3}${bucket}`, context }), shown, bucket, key, delimiter);
      }
    }
    return true;
  });
});

test('a bucket that holds a deploy-time value is that value among letters of a bucket name, or it is refused', () => {
  fc.assert(fc.property(hostileBucket, hostileBucket, (before, after) => {
    const bucket = `${before}\${TfToken[TOKEN.1]}${after}`;
    const document = rendered(() => readOnlyPrefix({ bucket, prefix: 'p/' }));
    const plain = bucket.replace(/\$\{TfToken\[[A-Za-z0-9_:.-]*\]\}/g, 'x');
    expect(document !== undefined).toBe(/^[a-z0-9.-]*$/.test(plain));
  }), RUNS);
});

test('a guard covers exactly its bucket, whatever the bucket is called', () => {
  fc.assert(fc.property(hostileBucket, hostileName, (bucket, key) => {
    let document: NaiveDocument;
    try {
      document = JSON.parse(bucketDocument(bucket, [enforceHttps({ minimumTlsVersion: '1.2' })], aws()).json);
    } catch (error) {
      expect(error).toBeInstanceOf(AccessError);
      return;
    }
    const decided = (name: string, context: Record<string, string>) => [`${S3}${name}`, `${S3}${name}/${key}`]
      .map((resource) => naiveDecide([document], { action: 's3:GetObject', resource, context }));
    if (isDeployTime(bucket)) return;
    expect(decided(bucket, { 'aws:SecureTransport': 'false' })).toEqual(['explicitDeny', 'explicitDeny']);
    expect(decided(bucket, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1' })).toEqual(['explicitDeny', 'explicitDeny']);
    expect(decided(bucket, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2' })).toEqual(['implicitDeny', 'implicitDeny']);
    expect(decided(`${bucket}2`, { 'aws:SecureTransport': 'false' })).toEqual(['implicitDeny', 'implicitDeny']);
  }), RUNS);
});
