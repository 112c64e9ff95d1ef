import { readOnlyPrefix } from '../../src/grants';
import { identityDocument } from '../../src/plan/identity-document';
import { aws, type AwsOptions, minio } from '../../src/platforms';
import { checkCharacters, conform } from '../../src/platforms/conform';
import type { PolicyDocument } from '../../src/policy/document';
import { refused, untyped } from '../grants/refused';

test('AWS, where nothing else is said', () => {
  expect({ ...aws(), policies: undefined }).toMatchSnapshot();
});

test.each(['https://AKIA:s3cr3t@store.example', 'https://user@store.example', 'http://:s3cr3t@store.example:9000'])(
  'an endpoint holds no user and no password, which would stand in every stack: %s',
  (url) => {
    for (const error of [() => aws({ s3Endpoint: url, iamEndpoint: url }), () => minio({ scope: 'acme-storage', endpoint: url })].map((make) => refused(make))) {
      expect(error).toMatchObject({ code: 'InvalidPlatform' });
      expect(error.message).toContain('with an @ in it is not an endpoint');
      expect(`${error.message}${error.remedy}`).not.toMatch(/s3cr3t|AKIA|user@/);
    }
  },
);

test('region and endpoints go through', () => {
  const options = { partition: 'aws-us-gov', region: 'us-gov-west-1', iamEndpoint: 'https://iam.vpce.example', s3Endpoint: 'http://localhost:9000/s3' } as const;
  expect(aws(options)).toMatchObject({
    partition: 'aws-us-gov', region: 'us-gov-west-1', endpoints: { iam: 'https://iam.vpce.example', s3: 'http://localhost:9000/s3' },
  });
});

test.each<readonly [AwsOptions]>([
  [{ partition: untyped('aws-moon') }],
  [{ partition: untyped('AWS') }],
  [{ partition: untyped('') }],
  [{ partition: untyped(null) }],
  [{ s3Endpoint: 's3.store.example' }],
  [{ s3Endpoint: 'https://s3.store.example/' }],
  [{ s3Endpoint: '' }],
  [{ s3Endpoint: 'ftp://s3.store.example' }],
  [{ s3Endpoint: 'HTTP://s3.store.example' }],
  [{ s3Endpoint: ' http://s3.store.example' }],
  [{ s3Endpoint: 'http:s3.store.example' }],
  [{ s3Endpoint: 'https://' }],
  [{ s3Endpoint: 'https://s3.store.example/a b' }],
  [{ s3Endpoint: untyped(443) }],
  [{ iamEndpoint: 'localhost:5000' }],
  [{ iamEndpoint: untyped(null) }],
])('refuses %j', (options) => {
  const error = refused(() => aws(options));
  const [option, value] = Object.entries(options)[0];
  expect(error.code).toBe('InvalidPlatform');
  expect(error.message).toContain(`${option} ${JSON.stringify(value)}`);
});

describe.each(['aws-cn', 'aws-us-gov'] as const)('in the partition %s', (partition) => {
  const platform = aws({ partition });

  test('the ARNs of a grant are moved, and nothing else', () => {
    const json = (where: Parameters<typeof identityDocument>[2]) => identityDocument([readOnlyPrefix({ bucket: 'downloads', prefix: 'arn:aws:s3:::x/' })], { kind: 'user' }, where).json;
    expect(json(platform)).toBe(json(aws()).replaceAll('"arn:aws:s3:::downloads', `"arn:${partition}:s3:::downloads`));
    expect(json(platform)).toContain('{"s3:prefix":"arn:aws:s3:::x/*"}');
  });

  test('every place that holds ARNs is moved', () => {
    const document = (name: string): PolicyDocument => ({
      version: '2012-10-17',
      statements: [
        { effect: 'Deny', principals: { AWS: [`arn:${name}:iam::111122223333:root`, '*'], Service: ['logging.s3.amazonaws.com'] }, actions: ['s3:*'], notResources: [`arn:${name}:s3:::a/*`] },
        {
          effect: 'Deny',
          notPrincipals: { AWS: [`arn:${name}:iam::111122223333:user/dana`] },
          actions: ['s3:*'],
          resources: [`arn:${name}:s3:::a`],
          conditions: [
            { operator: 'ArnNotLike', key: 'aws:PrincipalArn', values: [`arn:${name}:iam::111122223333:role/*`] },
            { operator: 'StringNotEquals', key: 'aws:SourceArn', values: [`arn:${name}:s3:::b`] },
            { operator: 'ForAnyValue:ArnLikeIfExists', key: 'aws:x', values: [`arn:${name}:s3:::b`] },
            { operator: 'StringLike', key: 's3:prefix', values: ['arn:aws:s3:::text/*'] },
          ],
        },
        { effect: 'Deny', principals: '*', actions: ['s3:*'], resources: ['*'] },
      ],
    });
    expect(JSON.parse(JSON.stringify(conform(document('aws'), platform).document))).toEqual(JSON.parse(JSON.stringify(document(partition))));
  });
});

test('on AWS proper a document stays as it is', () => {
  const document: PolicyDocument = { version: '2012-10-17', statements: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] }] };
  expect(conform(document, aws())).toEqual({ document, diagnostics: [] });
});

test.each([['\u0100', 'U+0100'], ['\u4e2d', 'U+4E2D'], ['\u0001', 'U+0001'], ['\ud83d', 'U+D83D']])('the character %j is refused', (character, shown) => {
  const error = refused(() => checkCharacters(`{"a":"${character}"}`, 'grant X', aws()));
  expect(error.code).toBe('UnsupportedCharacter');
  expect(error.message).toContain(`grant X holds the character ${shown}`);
});

test.each(['\t', '\n', '\r', ' ', '~', '\u00ff'])('the character %j is fine', (character) => {
  expect(() => checkCharacters(character, 'grant X', aws())).not.toThrow();
});

test.each([
  ['eu-west-1', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['eusc-de-east-1', 'aws-eusc'], ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'], ['eu-isoe-west-1', 'aws-iso-e'], ['us-isof-south-1', 'aws-iso-f'],
] as const)('the region %s is in the partition %s, and in no other', (region, partition) => {
  expect(aws({ region }).partition).toBe(partition);
  expect(aws({ region, partition })).toEqual(aws({ region }));
  const other = partition === 'aws' ? 'aws-cn' : 'aws';
  expect(refused(() => aws({ region, partition: other }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining(`is in the partition ${partition}, and partition says ${other}`) });
});
