import { writeOnlyUploader } from '../../src/grants';
import { pretty } from './rendered';

const target = { bucket: 'releases', prefix: 'firmware/' };

test('uploads below the prefix and does nothing else', () => {
  expect(pretty(writeOnlyUploader(target))).toMatchInlineSnapshot(`
"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "WriteOnlyUploader",
      "Effect": "Allow",
      "Action": [
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::releases/firmware/*"
    }
  ]
}"
`);
});

test.each([
  ['listing below the prefix', { ...target, listing: 'prefix' }],
  ['listing of the whole bucket', { ...target, listing: 'bucket' }],
  ['tagging', { ...target, allowTagging: true }],
  ['the whole bucket, with listing', { bucket: 'releases', prefix: '', listing: 'prefix' }],
  ['a prefix full of policy syntax', { bucket: 'releases', prefix: 'a*b?c$d${aws:username}"\\/', listing: 'prefix' }],
] as const)('%s', (_name, props) => {
  expect(pretty(writeOnlyUploader(props))).toMatchSnapshot();
});

test('says no to listing and tagging when they are said no to', () => {
  expect(writeOnlyUploader({ ...target, listing: false, allowTagging: false })).toEqual(writeOnlyUploader(target));
});

test('the parts of an upload are helpful, the upload itself is required', () => {
  expect(writeOnlyUploader({ ...target, allowTagging: true }).statements[0]).toMatchObject({
    actions: ['s3:PutObject', 's3:PutObjectTagging'],
    helpful: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  });
});
