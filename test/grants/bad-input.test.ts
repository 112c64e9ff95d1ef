import { perUserHomeFolder, readOnlyPrefix, readWritePrefix, writeOnlyUploader } from '../../src/grants';
import { BAD_BUCKETS, BAD_PREFIXES } from './bad-input';
import { refused, untyped } from './refused';

const GRANTS = { writeOnlyUploader, readOnlyPrefix, readWritePrefix, perUserHomeFolder };

describe.each(Object.entries(GRANTS))('%s refuses', (name, grant) => {
  test.each(BAD_BUCKETS)('a bucket that is %s', (_what, value, shown, problem) => {
    const error = refused(() => grant({ bucket: untyped(value), prefix: 'team/' }));
    expect(error.code).toBe('InvalidBucketName');
    expect(error.message).toContain(shown);
    expect(error.message).toContain(problem);
    expect(error.message.length).toBeLessThan(1000);
  });

  test.each(BAD_PREFIXES)('a prefix that is %s', (_what, value, shown, problem) => {
    const error = refused(() => grant({ bucket: 'shared', prefix: untyped(value) }));
    expect(error.code).toBe('InvalidPrefix');
    expect(error.message).toContain(shown);
    expect(error.message).toContain(problem);
    expect(error.message.length).toBeLessThan(1000);
  });

  const options: Readonly<Record<string, readonly unknown[]>> = ({
    writeOnlyUploader: { listing: ['Prefix', true, '', null, 0], allowTagging: ['false', 1, null] },
    readOnlyPrefix: { allowVersions: ['true', 'false', 1, 0, null, {}], listing: [true, 'false', null] },
    readWritePrefix: { allowDelete: ['false', 1, null], allowDeleteVersions: ['no', null], allowVersions: ['yes', null], allowTagging: [1, null] },
    perUserHomeFolder: { othersMayRead: ['false', 1, null], allowRootListing: ['true', null] },
  } as Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>)[name];
  const wrong = Object.entries(options).flatMap(([option, values]) => values.map((value): [string, unknown] => [option, value]));
  test.each(wrong)('the option %s set to %j', (option, value) => {
    const error = refused(() => grant(untyped({ bucket: 'shared', prefix: 'team/', [option]: value })));
    expect(error.code).toBe('InvalidOption');
    expect(error.message).toContain(`option ${option} is ${JSON.stringify(value)}; allowed: `);
    expect(error.remedy).toContain(`set ${option} to one of false, `);
  });
});

test.each(['writeOnlyUploader', 'readOnlyPrefix', 'readWritePrefix'] as const)('%s needs a prefix: leaving it out is not a way to open the whole bucket', (name) => {
  for (const props of [{ bucket: 'shared' }, { bucket: 'shared', prefix: undefined }]) {
    const error = refused(() => GRANTS[name](untyped(props)));
    expect(error).toMatchObject({ code: 'InvalidPrefix', remedy: "write prefix: 'folder/' for one folder, or prefix: '' for the whole bucket" });
    expect(error.message).toContain('prefix undefined is missing');
  }
});

test('an ARN in place of a bucket name is told to be one', () => {
  expect(refused(() => readOnlyPrefix({ bucket: 'arn:aws:s3:::downloads', prefix: '' })).remedy).toBe('give the name of the bucket, not its ARN');
});

test('all broken rules of a bucket name are named at once', () => {
  expect(refused(() => readOnlyPrefix({ bucket: 'A', prefix: '' })).message).toContain(
    'has 3 to 63 characters, and has lower-case letters, digits, dots and hyphens only, and begins and ends with a letter or a digit',
  );
});

describe('the edge of what is allowed', () => {
  const longest = 63;
  test.each(['abc', '0-9', 'a.b-c', 'a'.repeat(longest), '1.2.3', 'xn-releases', 'releases-s3'])('bucket %s', (bucket) => {
    expect(readOnlyPrefix({ bucket, prefix: '' }).buckets).toEqual([bucket]);
  });

  test.each(['', 'a/', '.hidden/', '.../', 'a..b/', 'team a/', "o'neil/", 'Größe/', '*/', '${aws:username}/', `${'a'.repeat(1022)}/`, 'a:b/', '"/', '\\/'])('prefix %j', (prefix) => {
    expect(() => readOnlyPrefix({ bucket: 'shared', prefix })).not.toThrow();
  });
});

test('a value that refers to itself is refused too, and the message stays short', () => {
  const loop: Record<string, unknown> = {};
  loop.loop = loop;
  expect(refused(() => readOnlyPrefix({ bucket: untyped(loop), prefix: '' })).message).toContain('bucket.loop refers to itself');
  expect(refused(() => readOnlyPrefix({ bucket: 'shared', prefix: untyped(Symbol('p')) })).message).toContain('prefix Symbol(p) is missing');
});
