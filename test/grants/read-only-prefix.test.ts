import { readOnlyPrefix } from '../../src/grants';
import { pretty } from './rendered';

const target = { bucket: 'downloads', prefix: 'public/' };

test('reads and lists below the prefix', () => {
  expect(pretty(readOnlyPrefix(target))).toMatchInlineSnapshot(`
"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadOnlyPrefix",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::downloads/public/*"
    },
    {
      "Sid": "ReadOnlyPrefixList",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::downloads",
      "Condition": {
        "StringLike": {
          "s3:prefix": "public/*"
        }
      }
    }
  ]
}"
`);
});

test.each([
  ['old versions too', { ...target, allowVersions: true }],
  ['the whole bucket, whose listing has no prefix condition', { bucket: 'downloads', prefix: '' }],
  ['the whole bucket with old versions', { bucket: 'downloads', prefix: '', allowVersions: true }],
  ['a prefix full of policy syntax', { bucket: 'downloads', prefix: '*?$${aws:username}/' }],
])('%s', (_name, props) => {
  expect(pretty(readOnlyPrefix(props))).toMatchSnapshot();
});

test('a bucket that is known only at deploy time stays in the policy as its mark', () => {
  expect(pretty(readOnlyPrefix({ bucket: '${TfToken[TOKEN.3]}', prefix: 'p/' }))).toMatchSnapshot();
});

test('several folders are one grant', () => {
  expect(pretty(readOnlyPrefix({ bucket: 'downloads', prefix: ['b/', 'a*/'] }))).toMatchSnapshot();
});
