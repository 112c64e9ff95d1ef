import * as fc from 'fast-check';
import { aws, clientConfig } from '../../src';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';
import { variant } from './variant';

const store = aws({ iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example:8443' });

test('in AWS', () => {
  const { awsConfig, rclone, boto3 } = clientConfig({ platform: aws({ region: 'eu-west-1' }), profile: 'ci-uploader', uploadOnly: true });
  expect(awsConfig).toMatchInlineSnapshot(`
"[profile ci-uploader]
region = eu-west-1
"
`);
  expect(rclone).toMatchInlineSnapshot(`
"[ci-uploader]
type = s3
provider = AWS
env_auth = true
profile = ci-uploader
region = eu-west-1
force_path_style = false
no_check_bucket = true
no_head = true
"
`);
  expect(boto3).toMatchInlineSnapshot(`
"import boto3

s3 = boto3.Session(
    profile_name="ci-uploader",
    region_name="eu-west-1",
).client(
    "s3",
)
"
`);
});

test('at endpoints of its own', () => {
  const { awsConfig, rclone, boto3 } = clientConfig({ platform: store, profile: 'archive' });
  expect(awsConfig).toMatchInlineSnapshot(`
"[profile archive]
region = us-east-1
services = archive
s3 =
    addressing_style = path

[services archive]
s3 =
    endpoint_url = https://s3.store.example:8443
"
`);
  expect(rclone).toMatchInlineSnapshot(`
"[archive]
type = s3
provider = Other
env_auth = true
profile = archive
region = us-east-1
endpoint = https://s3.store.example:8443
force_path_style = true
no_check_bucket = true
"
`);
  expect(boto3).toMatchInlineSnapshot(`
"import boto3
from botocore.config import Config

s3 = boto3.Session(
    profile_name="archive",
    region_name="us-east-1",
).client(
    "s3",
    endpoint_url="https://s3.store.example:8443",
    config=Config(s3={"addressing_style": "path"}),
)
"
`);
});

test('where nothing is said', () => {
  expect(clientConfig({ platform: aws(), profile: 'default' })).toMatchInlineSnapshot(`
{
  "awsConfig": "[default]
",
  "boto3": "import boto3

s3 = boto3.Session(
    profile_name="default",
).client(
    "s3",
)
",
  "rclone": "[default]
type = s3
provider = AWS
env_auth = true
profile = default
force_path_style = false
no_check_bucket = true
",
}
`);
  expect(clientConfig({ platform: store, profile: 'x', region: 'garage', pathStyle: false })).toEqual(clientConfig({ platform: variant(store, { region: 'garage' }), profile: 'x', pathStyle: false }));
  expect(clientConfig({ platform: store, profile: 'x', pathStyle: false }).awsConfig).not.toContain('addressing_style');
});

test.each<[string, object]>([
  ['no profile', { profile: '' }], ['a profile with a bracket', { profile: 'x]\n[y' }], ['a profile with a line end', { profile: 'x\n' }], ['a profile of another kind', { profile: 7 }],
  ['a region with a line end', { region: 'x\nendpoint_url = http://evil.example' }], ['an empty region', { region: '' }],
  ['a region with a space', { region: 'eu west' }],
  ['an endpoint with quotes', { platform: variant(store, { endpoints: { s3: 'https://s3.store.example/")' } }) }],
])('%s is refused', (_, props) => {
  expect(refused(() => clientConfig(untyped({ platform: store, profile: 'x', ...props }))).code).toBe('InvalidClientConfig');
});

test('whatever is given, no line is added', () => {
  const known = clientConfig({ platform: store, profile: 'x', region: 'y' });
  const count = (text: string) => text.split('\n').length;
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (profile, region) => {
    try {
      const given = clientConfig({ platform: store, profile, region });
      expect(Object.values(given).map(count)).toEqual(Object.values(known).map(count));
    } catch (error) {
      expect(error).toMatchObject({ code: 'InvalidClientConfig' });
    }
  }), { numRuns: runs(500) });
});
