/*
 * One plan for every environment: what differs between them is an argument, and nothing else can differ.
 * Print it without an engine: npx bucket-grants render examples/platform-repo/plan.ts --arg prod
 */
import { accessPlan, aws, enforceHttps, existingUser, perUserHomeFolder, readOnlyPrefix, writeOnlyUploader } from 'bucket-grants';

/** The environments of the platform. */
export type Environment = 'dev' | 'prod';

/** Who gets what in an environment. */
export const plan = (env: Environment) => accessPlan({
  platform: aws({ region: 'eu-west-1' }),
  users: {
    [`${env}-ci-uploader`]: {
      grants: [writeOnlyUploader({ bucket: `acme-releases-${env}`, prefix: 'firmware/', listing: 'prefix' })],
      accessKeys: ['2026-11'],
    },
    [`${env}-dana`]: {},
  },
  groups: {
    [`${env}-engineering`]: {
      members: [`${env}-dana`, existingUser('lee')],
      grants: [
        readOnlyPrefix({ bucket: `acme-releases-${env}`, prefix: '' }),
        perUserHomeFolder({ bucket: `acme-shared-${env}`, prefix: 'home/' }),
      ],
    },
  },
  buckets: {
    [`acme-releases-${env}`]: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] },
    [`acme-shared-${env}`]: { guards: [enforceHttps()] },
  },
});
