import * as fc from 'fast-check';
import {
  AccessError, accessPlan, aws, denyDelete, enforceHttps, fullBucketAccess, listOnlyPrefix, noDeleteAccess, perUserHomeFolder, publicReadPrefix,
  readAccess, readOnlyPrefix, readWritePrefix, renderAccess, writeOnlyUploader, type AccessPlanProps, type AccessState, type AccessStateJson,
  type Grant, type Platform, type RenderedAccess,
} from '../../src';

const FOLDERS = ['firmware/', 'docs/', 'team/a/', 'team/', '', 'ünï cödé/', "o'neil (2)/", 'a+b=100%/', 'x&y/'];
const BUCKETS = ['releases', 'shared', 'downloads'];

/** The people of all plans. */
export const PEOPLE = ['ci-uploader', 'dana.o', 'lee_2'];

const place = fc.record({ bucket: fc.constantFrom(...BUCKETS), prefix: fc.constantFrom(...FOLDERS) });

const grant: fc.Arbitrary<Grant> = fc.oneof(
  place.map((at) => writeOnlyUploader(at)),
  place.map((at) => readOnlyPrefix(at)),
  place.map((at) => readWritePrefix({ ...at, allowDelete: true, allowDeleteVersions: true })),
  place.map((at) => listOnlyPrefix(at)),
  fc.constantFrom(...BUCKETS).map((bucket) => noDeleteAccess({ bucket })),
  fc.constantFrom(...BUCKETS).map((bucket) => fullBucketAccess({ bucket })),
  fc.constantFrom('home/', 'people/').map((prefix) => perUserHomeFolder({ bucket: 'shared', prefix })),
);

const grants = fc.array(grant, { maxLength: 2 });

/** Plans of three users, a group and some guards. */
export const stacks: fc.Arbitrary<AccessPlanProps> = fc.record({
  users: fc.tuple(grants, grants, grants).map((given) => Object.fromEntries(PEOPLE.map((name, index) => [name, { grants: given[index] }]))),
  groups: grants.map((given) => ({ engineering: { members: PEOPLE.slice(1), grants: given } })),
  buckets: fc.subarray([enforceHttps(), denyDelete()]).map((guards): AccessPlanProps['buckets'] => ({ releases: { guards } })),
  external: fc.constantFrom<NonNullable<AccessPlanProps['external']>>([], [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/' })] }]),
});

/** The state of a plan; undefined where the plan is refused. */
export function stateOf(plan: AccessPlanProps): AccessState | undefined {
  const rendered = renderedOn(aws(), plan);
  return rendered && readAccess(rendered);
}

/** What is rendered of a plan on a platform; undefined where it is refused. */
export function renderedOn(platform: Platform, plan: AccessPlanProps): RenderedAccess | undefined {
  try {
    return renderAccess(accessPlan({ ...plan, platform }));
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
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
