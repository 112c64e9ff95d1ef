/*
 * GitHub Actions uploads firmware builds with a role that only runs for version tags may take: no key to store, to rotate or to leak, in cdktn.
 * Run it: npx tsx examples/ci-role/cdktn.ts
 */
import { IamOpenidConnectProvider } from '@cdktn/provider-aws/lib/iam-openid-connect-provider';
import { App, TerraformOutput, TerraformStack } from 'cdktn';
import { ANY, aws, enforceHttps, githubActionsRole, writeOnlyUploader } from 'bucket-grants';
import { BucketPolicy, StorageProvider, StorageRole, WriteOnlyUploader } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'ci-role');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

// one for the account: where it exists already, give its ARN instead
const github = new IamOpenidConnectProvider(stack, 'github', {
  url: 'https://token.actions.githubusercontent.com', clientIdList: ['sts.amazonaws.com'],
});

const ci = new StorageRole(stack, 'ci', {
  name: 'firmware-ci',
  trust: githubActionsRole({ repository: 'acme/firmware', tag: ['v', ANY], provider: github.arn }),
  // whatever else is granted one day: never more than uploads of firmware
  boundary: [writeOnlyUploader({ bucket: 'acme-releases', prefix: 'firmware/' })],
});
new WriteOnlyUploader(stack, 'uploads', { bucket: 'acme-releases', prefix: 'firmware/', grantee: ci });
new BucketPolicy(stack, 'https', { bucket: 'acme-releases', guards: [enforceHttps({ minimumTlsVersion: '1.2' })] });

// for aws-actions/configure-aws-credentials: role-to-assume
new TerraformOutput(stack, 'role', { value: ci.arn });

app.synth();
