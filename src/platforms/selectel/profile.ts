import { differently, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws, CONNECTION_AND_TIME } from '../profile/whole-profile';
import type { Writing } from '../writing';

const DOCUMENT = 'https://docs.selectel.ru/en/s3/buckets/bucket-policy/about-bucket-policy/';
const STATED = 'stated by the caller: selectel({ confirmed })';
const LISTS = 'the document\'s lists couldn\'t be read';

/** What you have seen to work on Selectel, since its documentation doesn't list it where this package could read it. There are no defaults. */
export interface SelectelConfirmed {
  /** How a bucket policy names a service user: a text with `\{id}` or `\{name}` in it, and nothing else in it that varies. */
  readonly principal: string;
  /** The actions that a bucket policy may hold, such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /**
   * The condition keys that a bucket policy may hold, such as `s3:prefix`.
   *
   * @default - none: every grant and guard with a condition is refused
   */
  readonly conditionKeys?: readonly string[];
  /**
   * The condition operators that a bucket policy may hold, such as `StringLike`; one with `IfExists` is an entry of its own.
   *
   * @default - none
   */
  readonly operators?: readonly string[];
}

/** What was confirmed of the language of policies. */
export type ConfirmedLanguage = Omit<SelectelConfirmed, 'principal'>;

/**
 * How Selectel takes and reads policies: roles give service users no access to a bucket, its policy does, and denies all that it doesn't allow.
 * Of the language only that is known which the caller has confirmed.
 */
export function selectelPolicies({ actions, conditionKeys = [], operators = [] }: ConfirmedLanguage): PolicyProfile {
  const isSuffixed = (operator: string) => operator.endsWith('IfExists');
  const suffixed = operators.filter(isSuffixed).map((operator) => operator.replace(/IfExists$/, ''));
  return {
    ...allAsAws(`${DOCUMENT}: policies are written in the language of AWS`),
    olderVersion: unconfirmed('the document\'s examples have version 2012-10-17'),
    actions: differently({ known: actions, others: 'unconfirmed' }, STATED),
    otherServices: differently({ known: [] }, DOCUMENT),
    elements: { NotAction: unconfirmed(LISTS), NotResource: unconfirmed(LISTS), NotPrincipal: unconfirmed(LISTS) },
    operators: differently({ known: operators.filter((operator) => !isSuffixed(operator)), others: 'unconfirmed' }, STATED),
    ifExists: differently({ known: suffixed, others: 'unconfirmed' }, STATED),
    sets: unconfirmed(LISTS),
    negatedLists: unconfirmed(LISTS),
    keys: differently({ known: conditionKeys.map((key) => ({ key })), others: 'unconfirmed' }, STATED),
    keyLetters: unconfirmed(LISTS),
    variables: differently({ known: [], also: ['aws:userid'], defaults: false, escapes: false, others: 'unconfirmed' }, `${DOCUMENT}: an example has \${aws:userid} in a resource`),
    negatedWhenAbsent: unconfirmed(LISTS),
    negatedSets: unconfirmed(LISTS),
    bareIpv6: unconfirmed(LISTS),
    // a request comes from an address
    requestKeys: differently([...CONNECTION_AND_TIME, 'aws:sourceip'], DOCUMENT),
    bucketPolicies: differently('allowList', DOCUMENT),
    accounts: unconfirmed('how a policy names anybody can\'t be read in the document'),
  };
}

/** Patterns of actions that aren't confirmed are written out. */
export function selectelWriting({ actions }: ConfirmedLanguage): Writing {
  return { everyoneAsAws: true, userNameAsText: true, actionPatterns: ['s3:*', ...actions.filter((action) => action.includes('*'))] };
}
