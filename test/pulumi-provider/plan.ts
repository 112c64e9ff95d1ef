import type { Properties } from '../pulumi/engine';
import { from, urn } from './provider';

/** URNs of what the program makes beside its access. */
export const RELEASES = urn('aws:s3/bucket:Bucket', 'releases');
const LOGS = urn('aws:s3/bucket:Bucket', 'logs');
const GITHUB = urn('aws:iam/openIdConnectProvider:OpenIdConnectProvider', 'github');
const AUDITOR = urn('aws:iam/role:Role', 'auditor');

/** The inputs of test/pulumi/programs/whole-plan.ts in another language, with what is known late as a preview or a deployment has it. */
export function wholePlan(known: (value: string) => string | undefined): Properties {
  const releases = from(RELEASES, known('releases-1a2b'));
  // its `.bucket`, which is known as soon as it is written down; a program in TypeScript takes it where it is given the id
  const logs = from(LOGS, 'acme-logs');
  return {
    users: {
      'ci-uploader': { grants: [{ writeOnlyUploader: { bucket: releases, prefix: 'firmware/' } }], accessKeys: ['2026-05', '2026-11'] },
      'dana': {},
    },
    groups: { engineering: { members: ['dana', { existingUser: 'lee' }], grants: [{ perUserHomeFolder: { bucket: 'acme-shared', prefix: 'home/' } }] } },
    roles: {
      deployer: {
        trust: { githubActionsRole: { repository: 'acme/firmware', environment: 'release', provider: from(GITHUB, known('arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com')) } },
        grants: [{ readOnlyPrefix: { bucket: releases, prefix: ['firmware/', 'docs/'] } }],
      },
    },
    existing: [{ principal: { existingRole: from(AUDITOR, known('auditor-77')) }, grants: [{ readOnlyPrefix: { bucket: 'acme-logs', prefix: '' } }] }],
    external: [
      { grantee: { anotherAccount: '444455556666' }, grants: [{ readOnlyPrefix: { bucket: releases, prefix: 'public/' } }] },
      { grants: [{ logDelivery: { bucket: logs, prefix: 'releases/', sourceBucket: 'acme-releases', sourceAccount: '111122223333' } }] },
    ],
    buckets: {
      releases: { bucket: releases, guards: [{ enforceHttps: { minimumTlsVersion: '1.2' } }] },
      logs: {
        bucket: logs,
        guards: [{ requireEncryption: { encryption: 'SSE-KMS' } }],
        existingStatements: JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'Kept', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-logs/*' }] }),
      },
    },
  };
}
