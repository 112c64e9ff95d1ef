import { OpenIdConnectProvider } from '@pulumi/aws/iam/openIdConnectProvider';
import { Role } from '@pulumi/aws/iam/role';
import { Bucket } from '@pulumi/aws/s3/bucket';
import {
  accessPlan, anotherAccount, enforceHttps, existingRole, existingUser, logDelivery, perUserHomeFolder, readOnlyPrefix, requireEncryption,
  writeOnlyUploader,
} from '../../../src';
import { deployTimeName, githubActionsRole, StorageAccess } from '../../../src/pulumi';

/** What test/pulumi-provider asks the provider for, as a program in TypeScript. */
const releases = new Bucket('releases');
const logs = new Bucket('logs', { bucket: 'acme-logs' });
const github = new OpenIdConnectProvider('github', { url: 'https://token.actions.githubusercontent.com', clientIdLists: ['sts.amazonaws.com'] });
const auditor = new Role('auditor', { assumeRolePolicy: '{}' });

const plan = accessPlan({
  users: {
    'ci-uploader': { grants: [writeOnlyUploader({ bucket: deployTimeName(releases.id), prefix: 'firmware/' })], accessKeys: ['2026-05', '2026-11'] },
    'dana': {},
  },
  groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'acme-shared', prefix: 'home/' })] } },
  roles: {
    deployer: {
      trust: githubActionsRole({ repository: 'acme/firmware', environment: 'release', provider: github.arn }),
      grants: [readOnlyPrefix({ bucket: deployTimeName(releases.id), prefix: ['firmware/', 'docs/'] })],
    },
  },
  existing: [{ principal: existingRole(deployTimeName(auditor.name)), grants: [readOnlyPrefix({ bucket: 'acme-logs', prefix: '' })] }],
  external: [
    { grantee: anotherAccount('444455556666'), grants: [readOnlyPrefix({ bucket: deployTimeName(releases.id), prefix: 'public/' })] },
    { grants: [logDelivery({ bucket: deployTimeName(logs.id), prefix: 'releases/', sourceBucket: 'acme-releases', sourceAccount: '111122223333' })] },
  ],
  buckets: {
    [deployTimeName(releases.id)]: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] },
    [deployTimeName(logs.id)]: {
      guards: [requireEncryption({ encryption: 'SSE-KMS' })],
      existingStatements: { Version: '2012-10-17', Statement: [{ Sid: 'Kept', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-logs/*' }] },
    },
  },
});
const access = new StorageAccess('access', { plan });

export const secrets = access.users.get('ci-uploader')?.accessKeys.get('2026-11')?.secret;
