import type { RequestFilter } from '../forgeable';
import { differently, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws, CONNECTION_AND_TIME } from '../profile/whole-profile';
import type { Writing } from '../writing';
import { FAIL_WHEN_ABSENT, KEYS, MINIO_ACTIONS, ONE_VALUE, OTHER_KEYS, OTHER_SETS, TEXT_OPERATORS } from './words';

const SERVER = 'asked, MinIO at its last open-source commit: test/e2e/minio.test.ts';
const CODE = 'https://github.com/minio/minio cmd';
const LANGUAGE = 'https://github.com/minio/pkg/tree/v3.1.3/policy';

/** By these any user, and any service account, makes or changes service accounts for itself, unless it is denied. */
const OWN_KEYS: readonly string[] = ['admin:CreateServiceAccount', 'admin:UpdateServiceAccount'];

/** Tags of versions are asked for as those of objects, and ACLs, which are the same for all, as the policy of the bucket. */
const TOGETHER = {
  's3:getobjectversiontagging': 's3:GetObjectTagging',
  's3:putobjectversiontagging': 's3:PutObjectTagging',
  's3:deleteobjectversiontagging': 's3:DeleteObjectTagging',
  's3:getbucketacl': 's3:GetBucketPolicy',
  's3:putbucketacl': 's3:PutBucketPolicy',
} as const;

/**
 * How MinIO takes and reads policies, in the version of its policy package that the last release of the open-source server was built with.
 *
 * Of the admin API only those actions are known by which a key's holder makes itself another key: they are denied beside grants.
 *
 * @param filter what is stated of something in front of the server
 */
export function minioPolicies(filter?: RequestFilter): PolicyProfile {
  return {
    ...allAsAws(`${SERVER}; ${LANGUAGE}`),
    olderVersion: unconfirmed('version 2008-10-17 is refused, and a policy without a version is taken'),
    actions: differently({ known: MINIO_ACTIONS, others: 'none' }, `${LANGUAGE} action.go`),
    // `*` reaches the admin API, too, and later versions take it for a statement about nothing else
    everyAction: differently(['s3:*', 'admin:*', 'kms:*'], `${LANGUAGE} statement.go; github.com/minio/pkg@876a725`),
    otherServices: differently({ known: ['admin'], actions: OWN_KEYS }, `${LANGUAGE} admin-action.go`),
    elements: { ...allAsAws(`${LANGUAGE} statement.go`).elements, NotPrincipal: differently('refused', `${LANGUAGE} bucket-policy.go`) },
    operators: differently({
      known: [
        ...TEXT_OPERATORS, ...OTHER_SETS, 'IpAddress', 'NotIpAddress', ...ONE_VALUE,
      ],
      also: FAIL_WHEN_ABSENT,
      others: 'refused',
    }, `${LANGUAGE} condition/name.go`),
    ifExists: differently({ known: ['NumericGreaterThan'], others: 'refused' }, `${LANGUAGE} condition/name.go`),
    sets: differently({ known: TEXT_OPERATORS, also: OTHER_SETS, others: 'refused' }, `${LANGUAGE} condition/stringfunc.go`),
    valueLists: differently([...ONE_VALUE, ...FAIL_WHEN_ABSENT], `${LANGUAGE} condition/numericfunc.go, datefunc.go, boolfunc.go, nullfunc.go`),
    keys: differently({ known: KEYS, also: OTHER_KEYS, others: 'refused' }, `${LANGUAGE} condition/keyname.go`),
    keyLetters: differently('exact', `${LANGUAGE} condition/keyname.go`),
    unfittingKeys: differently('refused', `${LANGUAGE} statement.go`),
    variables: differently({
      known: ['aws:username', 'aws:userid'],
      also: [
        'aws:principaltype', 'aws:groups', 'aws:SourceIp', 'aws:UserAgent', 'aws:Referer', 'aws:SecureTransport', 'aws:CurrentTime', 'aws:EpochTime',
        's3:signatureversion', 's3:signatureAge', 's3:authType', 's3:x-amz-content-sha256', 's3:LocationConstraint', 'ldap:*', 'jwt:*',
      ],
      defaults: false,
      escapes: false,
      others: 'text',
    }, `${LANGUAGE} resource.go`),
    negatedWhenAbsent: differently(FAIL_WHEN_ABSENT, `${LANGUAGE} condition/numericfunc.go, datefunc.go`),
    negatedSets: differently('whole', `${LANGUAGE} condition/stringfunc.go`),
    severalValues: differently('any', `${LANGUAGE} condition/stringfunc.go`),
    bareIpv6: differently('/32', `${LANGUAGE} condition/ipaddrfunc.go`),
    requestKeys: differently(CONNECTION_AND_TIME, `${CODE}/bucket-policy.go (getConditionValues)`),
    principalKeys: differently({ 'aws:username': 'aws:username', 'aws:userid': 'aws:username', 'aws:principaltype': 'aws:principaltype' }, `${CODE}/bucket-policy.go`),
    // a client can add values and can't take away those that the server finds, so whether an upload sets tags is for the server to say
    forgeable: differently({ except: ['null s3:requestobjecttagkeys'], ...(filter !== undefined && { stripped: true }) }, SERVER),
    bucketPolicies: differently('anonymous', `${CODE}/auth-handler.go (authorizeRequest); ${SERVER}`),
    bucketAsFolder: differently(true, `${LANGUAGE} statement.go`),
    otherResources: differently('none', `${LANGUAGE} resource.go`),
    alsoGrants: differently({ 's3:getobjectversion': ['s3:GetObject'] }, `${LANGUAGE} actionset.go`),
    checkedAs: differently({
      ...Object.fromEntries(Object.entries(TOGETHER).map(([name, action]) => [name, { action, how: 'instead', together: true } as const])),
      's3:getobjectversion': { action: 's3:GetObject', how: 'instead' },
      // a delete by version id is asked for as s3:DeleteObject first, and then only whether s3:DeleteObjectVersion is denied
      's3:deleteobjectversion': { action: 's3:DeleteObject', how: 'unlessDenied' },
      // where it is denied, the server asks for listing the bucket all the same
      's3:listbucketversions': { action: 's3:ListBucket', how: 'orElse' },
    }, `${CODE}/auth-handler.go, object-handlers.go, acl-handlers.go; ${SERVER}`),
    answersAnyway: differently({ 's3:listallmybuckets': 'the list of buckets is answered to everybody who signs in, with those that may be listed or located' }, SERVER),
    // a part is judged as s3:PutObject, and the header stands in the request that begins the upload only
    partsLack: differently(['s3:x-amz-server-side-encryption'], SERVER),
    // tags of an upload need s3:PutObject alone
    doesAlong: differently({ 's3:PutObject': { does: 's3:PutObjectTagging', key: 's3:RequestObjectTagKeys' } }, SERVER),
    // x-minio-force-delete deletes all versions, PUT with versionId rewrites one
    versions: differently('object lock', SERVER),
    ownKeys: differently(OWN_KEYS, SERVER),
  };
}

/** `NotAction` is written out: it would reach beyond S3 to the admin API. Names beyond Latin-1 are taken, and judged letter for letter (asked). */
export const minioWriting: Writing = { everyoneAsAws: true, notActionAsList: true, asGivenBack: true, anyCharacter: true };
