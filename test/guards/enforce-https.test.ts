import { enforceHttps, type EnforceHttpsProps } from '../../src/guards';
import { bucketDocument } from '../../src/plan/bucket-document';
import { aws } from '../../src/platforms';
import { BAD_BUCKETS } from '../grants/bad-input';
import { refused, untyped } from '../grants/refused';

const pretty = (props?: EnforceHttpsProps) => JSON.stringify(JSON.parse(bucketDocument('releases', [enforceHttps(props)], aws()).json), null, 2);

test('denies everyone everything over plain HTTP', () => {
  expect(pretty()).toMatchInlineSnapshot(`
"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "EnforceHttps",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::releases",
        "arn:aws:s3:::releases/*"
      ],
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "false"
        }
      }
    }
  ]
}"
`);
});

test.each(['1.2', '1.3'] as const)('and below TLS %s in a statement of its own', (minimumTlsVersion) => {
  expect(pretty({ minimumTlsVersion })).toMatchSnapshot();
});

test('no TLS version is the same as none given', () => {
  expect(pretty({})).toBe(pretty());
  expect(pretty({ minimumTlsVersion: undefined })).toBe(pretty());
});

test.each(['1.0', '1.1', '1.20', '2', '', 'TLSv1.2', 1.2, 1.3, null, true, ['1.2']])('refuses the TLS version %j', (version) => {
  const error = refused(() => enforceHttps({ minimumTlsVersion: untyped(version) }));
  expect(error.code).toBe('InvalidOption');
  expect(error.message).toContain(`option minimumTlsVersion is ${JSON.stringify(version)}; allowed: undefined, "1.2", "1.3"`);
  expect(error.remedy).toContain('minimumTlsVersion');
});

test.each(BAD_BUCKETS)('a bucket that is %s gets no policy', (_what, value, shown, problem) => {
  const error = refused(() => bucketDocument(untyped(value), [enforceHttps()], aws()));
  expect(error.code).toBe('InvalidBucketName');
  expect(error.message).toContain(shown);
  expect(error.message).toContain(problem);
});
