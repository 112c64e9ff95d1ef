/*
 * GitHub Actions uploads firmware builds with a role that only runs for version tags may take: no key to store, to rotate or to leak, in Pulumi.
 * Run it with `pulumi up` as the program of a stack.
 */
import { OpenIdConnectProvider } from '@pulumi/aws/iam/openIdConnectProvider';
import { ANY, aws, enforceHttps, writeOnlyUploader } from 'bucket-grants';
import { BucketPolicy, githubActionsRole, StorageProvider, StorageRole, WriteOnlyUploader } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

// one for the account: where it exists already, give its ARN instead
const github = new OpenIdConnectProvider('github', { url: 'https://token.actions.githubusercontent.com', clientIdLists: ['sts.amazonaws.com'] }, opts);

const ci = new StorageRole('ci', {
  name: 'firmware-ci',
  trust: githubActionsRole({ repository: 'acme/firmware', tag: ['v', ANY], provider: github.arn }),
  // whatever else is granted one day: never more than uploads of firmware
  boundary: [writeOnlyUploader({ bucket: 'acme-releases', prefix: 'firmware/' })],
}, opts);
new WriteOnlyUploader('uploads', { bucket: 'acme-releases', prefix: 'firmware/', grantee: ci }, opts);
new BucketPolicy('https', { bucket: 'acme-releases', guards: [enforceHttps({ minimumTlsVersion: '1.2' })] }, opts);

// for aws-actions/configure-aws-credentials: role-to-assume
export const role = ci.arn;
