import { fromAcl } from '../../src/entries/policy';
import {
  aclAccess, batchReplication, bucketAdministrator, firehoseDelivery, fullBucketAccess, iamAdministrator,
  listAllBuckets, listOnlyPrefix, noDeleteAccess,
  perUserBucket, perUserHomeFolder, unrestrictedAccess, readWritePrefix, replicationDestination, replicationSource,
  retentionUploader, taggedObjectAccess, writeOnlyUploader, type Grant,
} from '../../src/grants';
import { BAD_BUCKETS, BAD_PREFIXES } from './bad-input';
import { refused, untyped } from './refused';

type Make = (props: object) => Grant;

/** Grants on a bucket with props that are good, to spoil one at a time. */
const ON_BUCKETS: Readonly<Record<string, readonly [make: Make, good: object]>> = {
  listOnlyPrefix: [listOnlyPrefix as Make, { bucket: 'shared', prefix: 'team/' }],
  retentionUploader: [retentionUploader as Make, { bucket: 'shared', prefix: 'team/', minimumDays: 1, mode: 'GOVERNANCE' }],
  taggedObjectAccess: [taggedObjectAccess as Make, { bucket: 'shared', prefix: 'team/', tag: 'team' }],
  replicationSource: [replicationSource as Make, { bucket: 'shared', destination: 'copy-of-it', prefix: 'team/' }],
  replicationDestination: [replicationDestination as Make, { bucket: 'shared', prefix: 'team/' }],
  batchReplication: [batchReplication as Make, { bucket: 'shared', destination: 'reports', prefix: 'team/' }],
  firehoseDelivery: [firehoseDelivery as Make, { bucket: 'shared', prefix: 'team/' }],
  fullBucketAccess: [fullBucketAccess as Make, { bucket: 'shared' }],
  noDeleteAccess: [noDeleteAccess as Make, { bucket: 'shared' }],
  bucketAdministrator: [bucketAdministrator as Make, { bucket: 'shared' }],
  aclAccess: [aclAccess as Make, { bucket: 'shared', permission: 'READ' }],
};

const grants = Object.entries(ON_BUCKETS);

describe.each(grants)('%s refuses', (_name, [make, good]) => {
  test.each(BAD_BUCKETS)('a bucket that is %s', (_what, bucket, shown, problem) => {
    const error = refused(() => make({ ...good, bucket }));
    expect(error.code).toBe('InvalidBucketName');
    expect(error.message).toContain(shown);
    expect(error.message).toContain(problem);
  });

  test('no bucket at all', () => {
    const { bucket: _none, ...rest } = good as { readonly bucket: string };
    expect(refused(() => make(rest)).code).toBe('InvalidBucketName');
  });

  test('a condition that is none', () => {
    expect(refused(() => make({ ...good, when: {} })).code).toBe('InvalidCondition');
  });

  if ('prefix' in good) {
    test.each(BAD_PREFIXES)('a prefix that is %s', (_what, prefix, shown, problem) => {
      const error = refused(() => make({ ...good, prefix }));
      expect(error.code).toBe('InvalidPrefix');
      expect(error.message).toContain(shown);
      expect(error.message).toContain(problem);
    });
  }
});

test.each(['listOnlyPrefix', 'retentionUploader', 'taggedObjectAccess'])('%s needs a prefix', (name) => {
  const [make, good] = ON_BUCKETS[name];
  expect(refused(() => make({ ...good, prefix: undefined })).code).toBe('InvalidPrefix');
});

test.each(grants)('%s says of a directory bucket that it is one', (_name, [make, good]) => {
  const { code, remedy } = refused(() => make({ ...good, bucket: 'releases--euw1-az1--x-s3' }));
  expect([code, remedy]).toEqual(['InvalidBucketName', expect.stringContaining('directory bucket')]);
  expect(refused(() => make({ ...good, bucket: 'a b' })).remedy).not.toContain('directory');
});

describe('a replica goes to another bucket', () => {
  const good = { bucket: 'shared', destination: 'copy-of-it' };
  test.each(BAD_BUCKETS)('and not to one that is %s', (_what, destination) => {
    expect(refused(() => replicationSource({ ...good, destination: untyped(destination) })).code).toBe('InvalidBucketName');
    expect(refused(() => batchReplication({ ...good, prefix: '', destination: untyped(destination) })).code).toBe('InvalidBucketName');
  });

  test('and not to itself', () => {
    expect(refused(() => replicationSource({ ...good, destination: 'shared' }))).toMatchObject({
      code: 'SameBucket',
      remedy: 'name the bucket of the copies as destination',
    });
  });

  test.each(['kmsKey', 'destinationKmsKey'])('and with a %s that is a key', (option) => {
    expect(refused(() => replicationSource({ ...good, [option]: 'alias/releases' })).code).toBe('InvalidKmsKey');
    expect(refused(() => replicationDestination({ bucket: 'shared', kmsKey: untyped(7) })).code).toBe('InvalidKmsKey');
  });

  test('a manifest comes from somewhere', () => {
    expect(refused(() => batchReplication({ ...good, prefix: '', manifest: untyped(true) })).code).toBe('InvalidOption');
    expect(refused(() => batchReplication({ ...good, prefix: untyped(undefined) })).code).toBe('InvalidPrefix');
  });

  test('a prefix null opens nothing', () => {
    expect(refused(() => replicationDestination({ bucket: 'shared', prefix: untyped(null) })).code).toBe('InvalidPrefix');
    expect(refused(() => replicationSource({ ...good, prefix: untyped(null) })).code).toBe('InvalidPrefix');
  });
});

const SWITCHES: ReadonlyArray<readonly [make: Make, good: object, option: string]> = [
  [writeOnlyUploader as Make, { bucket: 'shared', prefix: '' }, 'allowOverwrite'],
  [readWritePrefix as Make, { bucket: 'shared', prefix: '' }, 'allowOverwrite'],
  [perUserHomeFolder as Make, { bucket: 'shared', prefix: '' }, 'allowOverwrite'],
  [perUserBucket as Make, { namePrefix: 'acme-' }, 'allowOverwrite'],
  [noDeleteAccess as Make, { bucket: 'shared' }, 'allowOverwrite'],
  [noDeleteAccess as Make, { bucket: 'shared' }, 'allowTagging'],
  [retentionUploader as Make, ON_BUCKETS.retentionUploader[1], 'allowOverwrite'],
  [listOnlyPrefix as Make, { bucket: 'shared', prefix: '' }, 'allowVersions'],
  [taggedObjectAccess as Make, ON_BUCKETS.taggedObjectAccess[1], 'allowVersions'],
  [fullBucketAccess as Make, { bucket: 'shared' }, 'allowPermissionsManagement'],
  [bucketAdministrator as Make, { bucket: 'shared' }, 'allowPermissionsManagement'],
  [replicationSource as Make, { bucket: 'shared', destination: 'copy-of-it' }, 'replicateDeletes'],
  [replicationSource as Make, { bucket: 'shared', destination: 'copy-of-it' }, 'overrideOwner'],
  [replicationDestination as Make, { bucket: 'shared' }, 'replicateDeletes'],
  [replicationDestination as Make, { bucket: 'shared' }, 'overrideOwner'],
  [firehoseDelivery as Make, { bucket: 'shared', prefix: '' }, 'otherAccount'],
  [listAllBuckets as Make, {}, 'allowLocations'],
];

describe.each(SWITCHES.map(([make, good, option]) => [make(good).name, option, make, good] as const))('%s: %s', (_name, option, make, good) => {
  test.each(['false', 'true', 0, 1, '', null, {}])('is not %j', (value) => {
    const error = refused(() => make({ ...good, [option]: value }));
    expect(error.code).toBe('InvalidOption');
    expect(error.message).toContain(`option ${option} is ${JSON.stringify(value)}; allowed: false, true`);
  });

  test('may be left open, and either way is another grant', () => {
    expect(make({ ...good, [option]: undefined })).toEqual(make(good));
    expect(make({ ...good, [option]: true })).not.toEqual(make({ ...good, [option]: false }));
  });
});

describe("a bucket for each user is not named by the user's name alone", () => {
  test.each<readonly [unknown, string]>([
    [{}, 'at least one'],
    [{ namePrefix: '' }, 'at least one'],
    [{ namePrefix: '', nameSuffix: '' }, 'at least one'],
    [{ namePrefix: 'home' }, 'namePrefix ends in - or .'],
    [{ namePrefix: 'home/' }, 'namePrefix ends in - or .'],
    [{ nameSuffix: 'home' }, 'nameSuffix begins with - or .'],
    [{ namePrefix: 'acme-', nameSuffix: 'home' }, 'nameSuffix begins with - or .'],
    [{ namePrefix: '*-' }, 'lower-case letters'],
    [{ namePrefix: '${aws:username}-' }, 'lower-case letters'],
    [{ namePrefix: 'Acme-' }, 'lower-case letters'],
    [{ namePrefix: 'a/b-' }, 'lower-case letters'],
    [{ namePrefix: 'x","arn:aws:s3:::*-' }, 'lower-case letters'],
    [{ namePrefix: '-' }, 'begins and ends with a letter or a digit'],
    [{ nameSuffix: '-' }, 'begins and ends with a letter or a digit'],
    [{ namePrefix: 'a..' }, 'no two dots'],
    [{ namePrefix: 'xn--' }, "doesn't begin with xn--"],
    [{ namePrefix: 'amzn-s3-demo-' }, 'amzn-s3-demo-'],
    [{ nameSuffix: '-s3alias' }, "doesn't end with -s3alias"],
    [{ nameSuffix: '--x-s3' }, '--x-s3'],
    [{ namePrefix: `${'a'.repeat(62)}-` }, '3 to 63 characters'],
    [{ namePrefix: null }, 'texts'],
    [{ namePrefix: 5 }, 'texts'],
    [{ namePrefix: ['acme-'] }, 'texts'],
    [{ namePrefix: 'acme-', nameSuffix: {} }, 'texts'],
  ])('%j', (props, problem) => {
    const error = refused(() => perUserBucket(untyped(props)));
    expect(error.code).toBe('InvalidBucketNameText');
    expect(error.message).toContain(problem);
    expect(error.remedy).toContain("namePrefix: 'acme-home-'");
  });

  test.each([{ namePrefix: 'a-' }, { nameSuffix: '.z' }, { namePrefix: 'a.', nameSuffix: '-9' },
    { namePrefix: `${'a'.repeat(61)}-` }])('%j is fine', (props) => {
    expect(perUserBucket(props).buckets).toEqual([]);
  });
});

describe('a retention', () => {
  const good = { bucket: 'evidence', prefix: '', minimumDays: 1, mode: 'COMPLIANCE' } as const;
  test.each([0, -1, 1.5, 36_501, NaN, Infinity, '365', null, undefined, '1","s3:*'])('is not of %p days', (minimumDays) => {
    const error = refused(() => retentionUploader({ ...good, minimumDays: untyped(minimumDays) }));
    expect(error.code).toBe('InvalidRetention');
    expect(error.message).toContain('from 1 to 36500');
  });

  test.each([1, 36_500])('may be of %d days', (minimumDays) => {
    expect(retentionUploader({ ...good, minimumDays }).statements[0].conditions?.[0].values).toEqual([String(minimumDays)]);
  });

  test.each(['compliance', 'NONE', '', null, undefined, ['COMPLIANCE']])('has no mode %p', (mode) => {
    expect(refused(() => retentionUploader({ ...good, mode: untyped(mode) })).code).toBe('InvalidOption');
  });
});

describe('a tag', () => {
  const good = { bucket: 'shared', prefix: '', tag: 'team' };
  test.each(['', 'cost center', 'tëam', '*', 'a}', '${x}', 'a\n', 'x'.repeat(129), null, 5, ['team']])('has no key %p', (key) => {
    for (const option of ['tag', 'principalTag']) {
      const error = refused(() => taggedObjectAccess({ ...good, [option]: untyped(key) }));
      expect(error.code).toBe('InvalidTagKey');
      expect(error.message).toContain(option);
    }
  });

  test.each(['team', 'Cost:Center/a.b_c=d+e@f-9', 'x'.repeat(128)])('may have the key %p', (tag) => {
    expect(taggedObjectAccess({ ...good, tag }).statements[0].conditions).toEqual([
      { operator: 'StringEquals', key: `s3:ExistingObjectTag/${tag}`, values: [`\${aws:PrincipalTag/${tag}}`] },
    ]);
  });
});

describe('the limits of an administrator', () => {
  const good = { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/boundary' };
  test.each<readonly [unknown, string]>([
    [{}, 'path undefined'],
    [null, 'path undefined'],
    [{ ...good, path: '/' }, 'path "/" is not a path below the root'],
    [{ ...good, path: 'storage/' }, 'path "storage/"'],
    [{ ...good, path: '/storage' }, 'path "/storage"'],
    [{ ...good, path: '/*/' }, 'path "/*/"'],
    [{ ...good, path: '/a//b/' }, 'path "/a//b/"'],
    [{ ...good, boundary: undefined }, 'boundary undefined'],
    [{ ...good, boundary: 'storage-boundary' }, 'not an ARN of a managed policy'],
    [{ ...good, boundary: 'arn:aws:iam::111122223333:policy/*' }, 'not an ARN of a managed policy'],
    [{ ...good, boundary: 'arn:aws:iam::*:policy/boundary' }, 'not an ARN of a managed policy'],
    [{ ...good, boundary: 'arn:aws:iam::111122223333:role/boundary' }, 'not an ARN of a managed policy'],
    [{ ...good, boundary: 'arn:aws:iam::111122223333:policy/' }, 'not an ARN of a managed policy'],
    [{ ...good, boundary: 'arn:aws:iam::111122223333:policy/storage/boundary' }, 'it could widen its own limits'],
  ])('%j', (within, problem) => {
    const error = refused(() => iamAdministrator({ within: untyped(within) }));
    expect(error.code).toBe('InvalidAdministratorLimits');
    expect(error.message).toContain(problem);
  });

  test.each(['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', 'arn:aws-cn:iam::111122223333:policy/boundary',
    'arn:aws:iam::111122223333:policy/storages/boundary'])('a boundary may be %s', (boundary) => {
    expect(iamAdministrator({ within: { ...good, boundary } }).statements[1].conditions?.[0].values).toEqual([boundary]);
  });
});

test.each(['read', 'ALL', '', null, undefined, 'constructor', '__proto__', 'toString'])('there is no ACL permission %p', (permission) => {
  expect(refused(() => fromAcl(untyped(permission))).code).toBe('InvalidOption');
  expect(refused(() => aclAccess({ bucket: 'shared', permission: untyped(permission) })).code).toBe('InvalidOption');
});

test('an ACL of full control is all the others together', () => {
  const each = (['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const).map(fromAcl);
  expect(fromAcl('FULL_CONTROL')).toEqual({
    bucketActions: each.flatMap((one) => one.bucketActions),
    objectActions: each.flatMap((one) => one.objectActions),
  });
});

test.each([unrestrictedAccess, iamAdministrator, listAllBuckets])('%p needs no props', (make) => {
  expect(make()).toEqual(make({}));
  expect(make().buckets).toEqual([]);
  expect(refused(() => make({ when: untyped({ mfa: 'yes' }) })).code).toBe('InvalidCondition');
});
