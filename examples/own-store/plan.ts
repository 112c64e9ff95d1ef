/*
 * One team and its access, as a function of the platform that it is on: ActiveScale today, whatever comes tomorrow.
 *
 *   npx bucket-grants render examples/own-store/plan.ts                          what ActiveScale is given
 *   npx bucket-grants render examples/own-store/plan.ts --platform minio --scope acme-storage   the same for another platform
 *   npx bucket-grants render examples/own-store/plan.ts --platform relayer --out relayer
 */
import { accessPlan, activeScale, perUserHomeFolder, readOnlyPrefix, writeOnlyUploader, type Platform } from 'bucket-grants';

/** The store of the house. */
export const store = activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });

/** Who gets what. */
export const teamOn = (platform: Platform) => accessPlan({
  platform,
  users: {
    'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/', listing: 'prefix' })], accessKeys: ['2026-11'] },
    'dana': { accessKeys: ['2026-11'] },
    'lee': { accessKeys: ['2026-11'] },
  },
  groups: {
    engineering: {
      members: ['dana', 'lee'],
      grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'firmware/' }), perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })],
    },
  },
});

export const plan = teamOn(store);
