import { differently, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws, CONNECTION_AND_TIME } from '../profile/whole-profile';
import type { RuleConditions } from '../rules/read-rule';
import type { Writing } from '../writing';
import { ACTIONS } from './rules';

const DOCUMENT = 'https://github.com/beshu-tech/deltaglider_proxy docs/product/reference/iam-permissions.md';
const SERVER = 'asked, DeltaGlider Proxy 1.19.0';
const CODE = 'https://github.com/beshu-tech/deltaglider_proxy src/iam (1.19.0)';

/** The operators and keys of conditions in its documentation. */
export const CONDITIONS: RuleConditions = {
  operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'IpAddress', 'NotIpAddress'],
  keys: [{ key: 'aws:SourceIp' }, { key: 's3:prefix', actions: ['s3:ListBucket'] }],
};

/**
 * How DeltaGlider Proxy reads what its rules amount to, in the language of AWS. Every request has an address, and every listing a prefix, so nothing is ever absent. What is public is so to requests without a signature only.
 */
export const deltaGliderPolicies: PolicyProfile = {
  ...allAsAws(CODE),
  actions: differently({ known: ACTIONS, others: 'none' }, `${CODE}/middleware.rs`),
  otherServices: differently({ known: [] }, DOCUMENT),
  elements: { ...allAsAws(CODE).elements, NotPrincipal: differently('refused', DOCUMENT) },
  operators: differently({ known: CONDITIONS.operators, others: 'unconfirmed' }, DOCUMENT),
  ifExists: unconfirmed('the proxy takes any operator that its parser knows'),
  sets: unconfirmed('the proxy takes any operator that its parser knows'),
  keys: differently({ known: CONDITIONS.keys, also: ['s3:delimiter', 's3:max-keys'], others: 'unconfirmed' }, DOCUMENT),
  variables: differently({ known: ['aws:username'], renamed: { 'aws:username': 'iam:username' }, defaults: false, escapes: false, others: 'text' }, DOCUMENT),
  bareIpv6: unconfirmed(),
  requestKeys: differently(CONNECTION_AND_TIME, DOCUMENT),
  bucketPolicies: differently('anonymous', `${CODE}/middleware.rs`),
  batchDeletes: differently('bucket', SERVER),
  answersAnyway: differently({
    's3:listbucket': 'HEAD of a bucket, and a listing of what may be seen in it, are answered to anyone who has any rule on it',
    's3:listbucketmultipartuploads': 'uploads below a public prefix are listed to everybody, without a key too',
    's3:getbucketlocation': 'the location of a bucket is answered to everybody who asks with a public prefix, without a key too',
    's3:listallmybuckets': 'the list of buckets is answered to everybody who signs in, with those that he has a rule on',
  }, SERVER),
};

/** Its rules list actions one by one. */
export const deltaGliderWriting: Writing = { actionPatterns: [], notActionAsList: true };
