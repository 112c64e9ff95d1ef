import { perUserHomeFolder } from '../../src/grants';
import { policyVariable, USER_NAME } from '../../src/policy/text';
import { refused, untyped } from './refused';
import { pretty } from './rendered';

const target = { bucket: 'shared', prefix: 'home/' };

test('a folder of its own for each grantee', () => {
  expect(pretty(perUserHomeFolder(target))).toMatchInlineSnapshot(`
"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "PerUserHomeFolder",
      "Effect": "Allow",
      "Action": [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::shared/home/\${aws:username}/*"
    },
    {
      "Sid": "PerUserHomeFolderList",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::shared",
      "Condition": {
        "StringLike": {
          "s3:prefix": "home/\${aws:username}/*"
        }
      }
    }
  ]
}"
`);
});

test.each([
  ['at the root of the bucket', { bucket: 'shared' }],
  ['others may read', { ...target, othersMayRead: true }],
  ['others may read, with the whole bucket written out', { bucket: 'shared', prefix: '', othersMayRead: true }],
  ['root listing', { ...target, allowRootListing: true }],
  ['root listing of a deep prefix lists exactly the folders on the way', { bucket: 'shared', prefix: 'a/b c/d*/', allowRootListing: true }],
  ['root listing of the root', { bucket: 'shared', prefix: '', allowRootListing: true }],
  ['everything', { ...target, othersMayRead: true, allowRootListing: true }],
  ['a folder for each team tag', { ...target, identity: policyVariable('aws:PrincipalTag/team') }],
])('%s', (_name, props) => {
  expect(pretty(perUserHomeFolder(props))).toMatchSnapshot();
});

test('the root by default is the root written out', () => {
  expect(perUserHomeFolder({ bucket: 'shared', prefix: undefined })).toEqual(perUserHomeFolder({ bucket: 'shared', prefix: '' }));
});

test('others may read only what was written out', () => {
  const error = refused(() => perUserHomeFolder({ bucket: 'shared', othersMayRead: true }));
  expect(error.code).toBe('HomeFolderNeedsPrefix');
  expect(error.message).toContain('no prefix was given');
  expect(error.remedy).toContain("prefix: 'home/'");
});

test('a prefix null, as YAML writes an empty value, opens nothing', () => {
  expect(refused(() => perUserHomeFolder({ bucket: 'shared', prefix: untyped(null), othersMayRead: true }))).toMatchObject({ code: 'InvalidPrefix' });
  expect(refused(() => perUserHomeFolder({ bucket: 'shared', prefix: untyped(null) })).message).toContain('prefix null is missing');
});

describe('identity', () => {
  test.each([
    ['null', null, 'null'],
    ['a string', 'aws:username', '"aws:username"'],
    ['a number in it', { variable: 5 }, '{"variable":5}'],
    ['nothing in it', {}, '{}'],
    ['another key', policyVariable('aws:userid'), '{"variable":"aws:userid"}'],
    ['a key that all share', policyVariable('aws:SourceIp'), 'aws:SourceIp'],
    ['a key that the request chooses', policyVariable('s3:prefix'), 's3:prefix'],
    ['a tag without a name', { variable: 'aws:PrincipalTag/' }, 'aws:PrincipalTag/'],
    ['a key that only begins like the user name', { variable: 'aws:usernames' }, 'aws:usernames'],
    ['a default, which all would share', policyVariable('aws:PrincipalTag/team', 'none'), 'none'],
    ['a wildcard', { wildcard: '*' }, '{"wildcard":"*"}'],
  ])('refuses %s', (_name, identity, shown) => {
    const error = refused(() => perUserHomeFolder({ ...target, identity: untyped(identity) }));
    expect(error.code).toBe('InvalidHomeFolderIdentity');
    expect(error.message).toContain(shown);
    expect(error.remedy).toContain("policyVariable('aws:PrincipalTag/team')");
  });

  test.each(['aws:PrincipalTag/x}/*', 'aws:PrincipalTag/*', 'aws:PrincipalTag/x, \'y\'', 'aws:PrincipalTag/a b', 'aws:PrincipalTag/x}*${aws:username'])(
    'refuses the hand-made variable %s, which would write policy syntax', (variable) => {
      expect(refused(() => perUserHomeFolder({ ...target, identity: { variable } }))).toMatchObject({ code: 'InvalidPolicyVariable' });
    });

  test.each(['wildcard', 'defaultvalue'])('refuses %s beside the variable, which would not be written', (name) => {
    const error = refused(() => perUserHomeFolder({ ...target, identity: untyped({ variable: 'aws:username', [name]: '*' }) }));
    expect(error).toMatchObject({ code: 'InvalidHomeFolderIdentity', message: expect.stringContaining(name) as string });
  });

  test('the user name may be written out', () => {
    expect(perUserHomeFolder({ ...target, identity: USER_NAME })).toEqual(perUserHomeFolder(target));
  });
});

test('several parents are one grant', () => {
  expect(pretty(perUserHomeFolder({ bucket: 'shared', prefix: ['a/x/', 'b/'], othersMayRead: true, allowRootListing: true }))).toMatchSnapshot();
});
