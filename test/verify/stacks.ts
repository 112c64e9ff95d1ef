import * as fc from 'fast-check';
import {
  accessPlan, aws, enforceHttps, fullBucketAccess, listOnlyPrefix, noDeleteAccess, perUserHomeFolder, publicReadPrefix, readAccess, readOnlyPrefix,
  readWritePrefix, renderAccess, requireEncryption, writeOnlyUploader, type AccessPlanProps, type AccessState, type AccessStateJson, type Grant,
} from '../../src';

const FOLDERS = ['firmware/', 'docs/', 'team/a/', 'team/', ''];
const BUCKETS = ['releases', 'shared', 'downloads'];

const place = fc.record({ bucket: fc.constantFrom(...BUCKETS), prefix: fc.constantFrom(...FOLDERS) });

const grant: fc.Arbitrary<Grant> = fc.oneof(
  place.map((at) => writeOnlyUploader(at)),
  place.map((at) => readOnlyPrefix(at)),
  place.map((at) => readWritePrefix({ ...at, delete: true })),
  place.map((at) => listOnlyPrefix(at)),
  fc.constantFrom(...BUCKETS).map((bucket) => noDeleteAccess({ bucket })),
  fc.constantFrom(...BUCKETS).map((bucket) => fullBucketAccess({ bucket })),
  fc.constantFrom('home/', 'people/').map((prefix) => perUserHomeFolder({ bucket: 'shared', prefix })),
);

const grants = fc.array(grant, { maxLength: 2 });

/** Plans of three users, a group and some guards. */
export const stacks: fc.Arbitrary<AccessPlanProps> = fc.record({
  users: fc.tuple(grants, grants, grants).map(([ci, dana, lee]) => ({ 'ci-uploader': { grants: ci }, 'dana': { grants: dana }, 'lee': { grants: lee } })),
  groups: grants.map((given) => ({ engineering: { members: ['dana', 'lee'], grants: given } })),
  buckets: fc.subarray([enforceHttps(), requireEncryption({ encryption: 'SSE-S3' })]).map((guards): AccessPlanProps['buckets'] => ({ releases: { guards } })),
  external: fc.constantFrom<NonNullable<AccessPlanProps['external']>>([], [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/' })] }]),
});

/** The state of a plan; undefined where the plan is refused. */
export function stateOf(plan: AccessPlanProps): AccessState | undefined {
  try {
    return readAccess(renderAccess(accessPlan({ platform: aws(), ...plan })));
  } catch {
    return undefined;
  }
}

const allow = (Action: string | readonly string[], Resource: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: `arn:aws:s3:::${Resource}`, ...more });
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const prefix = (value: string) => ({ Condition: { StringLike: { 's3:prefix': value } } });
const HOME = 'home/${aws:username}/*';

/** One stack that has something of everything, as the grants of the catalogue give it. */
export const STACK_JSON: AccessStateJson = {
  account: '111122223333',
  users: {
    'ci-uploader': { policies: [policy(allow(['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'], 'releases/firmware/*'))] },
    'dana': { policies: [policy(allow('s3:GetObject', 'releases/firmware/*'), allow('s3:ListBucket', 'releases', prefix('firmware/*')))], groups: ['engineering'] },
    'lee': { groups: ['engineering'] },
  },
  groups: {
    engineering: {
      policies: [policy(
        allow(['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'], `shared/${HOME}`), allow('s3:ListBucket', 'shared', prefix(HOME)),
      )],
    },
  },
  buckets: { releases: {}, shared: {} },
};

/** The same, read. */
export const STACK: AccessState = readAccess(STACK_JSON);
