import { asAws, differently, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws, CONNECTION_AND_TIME } from '../profile/whole-profile';
import type { Writing } from '../writing';
import { ACTIONS, KEYS, OPERATORS } from './words';

const SERVER = 'asked, RGW 20.2.4: test/e2e/ceph.test.ts';
const SERVER_16 = 'asked, RGW 16.2: test/e2e/ceph.test.ts';
const CODE = 'https://github.com/ceph/ceph src/rgw/rgw_iam_policy.cc';
const DOCUMENT = 'https://docs.ceph.com/en/squid/radosgw/bucketpolicy/';

/**
 * How Ceph RGW takes and reads policies, as far as its document, its source and servers say.
 *
 * Text may have neither `%` nor `+`, because the API for policies of users decodes a document twice: what was written `%2A` would be read
 * as a wildcard.
 */
export const cephRgwPolicies: PolicyProfile = {
  ...allAsAws(SERVER),
  actions: differently({ known: ACTIONS, others: 'refused' }, CODE),
  otherServices: differently({ known: [] }, DOCUMENT),
  elements: {
    NotAction: differently('never applies', SERVER_16),
    NotResource: asAws(SERVER_16),
    NotPrincipal: unconfirmed('its own tests refuse it beside Allow'),
  },
  operators: differently({ known: [...OPERATORS, 'Null'], others: 'taken' }, `${CODE}; operators for ARNs in later versions only`),
  ifExists: differently({ known: OPERATORS, others: 'taken' }, CODE),
  sets: unconfirmed('its source knows them for text'),
  negatedLists: unconfirmed('in Squid it holds when any of the values differs, and in Tentacle when all do'),
  keys: differently({ known: KEYS, others: 'taken' }, `${CODE}: any key, of which requests have those of ${DOCUMENT}`),
  keyLetters: unconfirmed('its source compares keys letter by letter'),
  values: differently({ characters: '%+', beginning: '$' }, `${CODE}: a value that begins with $ is refused; the IAM API decodes a document twice`),
  resources: differently(':%+', `${CODE}; the IAM API decodes a document twice`),
  variables: differently({ known: [], everyKey: true, defaults: false, escapes: false, others: 'text', wholeValuesOnly: true }, `${CODE}; in a resource refused: ${SERVER}`),
  negatedWhenAbsent: differently('all', SERVER),
  severalValues: differently('any', `${CODE}, and its tests`),
  nullFalse: unconfirmed('some versions ignore the value'),
  bareIpv6: asAws(`${CODE}, and its tests`),
  valuesReadAsAbsent: differently({ 'aws:securetransport': 'false', 's3:prefix': '', 's3:delimiter': '' }, SERVER_16),
  absentReadAsEmpty: differently(['s3:x-amz-acl'], SERVER),
  requestKeys: differently(CONNECTION_AND_TIME, CODE),
  principalKeys: differently({ 'aws:username': '', 'aws:principaltype': '' }, `${CODE}: of users of an account an id`),
  accounts: unconfirmed('on 16.2 an account lets in each of its users without a policy of their own'),
};

/** Deny with NotAction never denies: it is written out, and the name of a user as text. */
export const cephRgwWriting: Writing = { everyAction: 's3:*', userNameAsText: true };
