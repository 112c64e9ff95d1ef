import type { OptionalElement } from './dialect';
import type { UnclearText } from './unclear-text';

/** Which policy variables a platform fills in. Whatever else looks like one is plain text there, in which `*` and `?` stay wildcards. */
export interface FilledVariables {
  /**
   * The keys that may stand in `$\{…}`, written exactly so; one that ends in `*` stands for all that begin so.
   *
   * @default - every key of the request
   */
  readonly keys?: readonly string[];
  /** Whether `$\{key, 'text'}` has a default. */
  readonly defaults: boolean;
  /** Whether `$\{*}`, `$\{?}` and `$\{$}` write the characters themselves. */
  readonly escapes: boolean;
  /**
   * Whether only a condition value that is nothing but one variable is filled in, in every version of the language, and nothing in resources.
   *
   * @default false
   */
  readonly wholeValuesOnly?: boolean;
  /**
   * What else looks like a variable: plain text, or text of which nothing is certain.
   *
   * @default 'text'
   */
  readonly others?: 'text' | 'unconfirmed';
}

/** What a platform asks for a request for an action. */
export interface CheckedAs {
  /** The action that it asks. */
  readonly action: string;
  /**
   * `instead`: only that. `unlessDenied`: that, unless the request's own action is explicitly denied to a signed-in user. `orElse`: the
   * request's own action, and that where it isn't allowed, even if it is explicitly denied.
   */
  readonly how: 'instead' | 'unlessDenied' | 'orElse';
  /**
   * Whether the platform has one permission for both, by whatever name: a grant or guard of the one is of the other, too, which is said of a
   * grant and never refused.
   *
   * @default false
   */
  readonly together?: boolean;
}

/** A server that takes the values of condition keys from the client as well. */
export interface ForgeableConditions {
  /**
   * Conditions that clients can't forge all the same: operator and key, in lower case, such as `null s3:requestobjecttagkeys`. Resources,
   * actions and policy variables are never forgeable.
   *
   * @default - none
   */
  readonly except?: readonly string[];
  /**
   * Whether something in front of the server is stated to strip headers and query parameters that are named like condition keys. Then the
   * conditions are taken to hold as written, and every decision by one names that assumption.
   *
   * @default false
   */
  readonly stripped?: boolean;
}

/**
 * A fact that isn't confirmed, or that differs between versions: `negatedLists`, a negated operator (but `NotIpAddress`) with several values;
 * `negatedWhenAbsent`, a negated operator on an absent key; `negatedSets`, one with a set operator; `valueLists`, any condition with several
 * values; `nullFalse`, `Null` with `false`; `bareIpv6`, an IPv6 address without a length; `everyAction`, the action `*`; `olderVersion`, a
 * policy of version 2008-10-17; `bucketPolicies`, whether they govern signed-in users; `accounts`, whether a bucket policy that names an account
 * names its users; `bucketAsFolder`, whether `bucket/*` covers the bucket in an identity policy.
 */
export type UnclearFact =
  | 'negatedLists' | 'negatedWhenAbsent' | 'negatedSets' | 'valueLists' | 'nullFalse' | 'bareIpv6' | 'everyAction' | 'olderVersion' | 'bucketPolicies'
  | 'accounts' | 'bucketAsFolder';

/**
 * How a platform judges requests where it judges them otherwise than AWS: plain data, worked out from the facts of its profile and followed by
 * `decide` and all that builds on it. What versions of the platform do differently, or what isn't confirmed, is left open here, so that an
 * answer that depends on it is uncertain and not wrong.
 */
export interface Evaluation {
  /**
   * The principals that bucket policies govern. `anonymous`: requests without a signature, and nobody else. `allowList`: signed-in users: a bucket's policy
   * denies all of them that it doesn't allow, no matter who owns the bucket, and no other policy counts there. `none`: nobody.
   *
   * @default - everyone, as on AWS
   */
  readonly bucketPolicies?: 'anonymous' | 'allowList' | 'none';
  /**
   * Whether identity policies take a bucket for the folder `bucket/`: `bucket/*` covers the bucket itself. A pattern without wildcards
   * covers both spellings.
   *
   * @default false
   */
  readonly bucketAsFolder?: boolean;
  /**
   * Actions that a statement speaks of as well when it names one, by the name in lower case.
   *
   * @default - none
   */
  readonly alsoGrants?: Readonly<Record<string, readonly string[]>>;
  /**
   * What is asked for a request for an action, by its name in lower case.
   *
   * @default - the action itself
   */
  readonly checkedAs?: Readonly<Record<string, CheckedAs>>;
  /**
   * Names of the condition operators that it takes, with `IfExists` and without set operators. It refuses a policy with another, so
   * such a condition only may hold.
   *
   * @default - all
   */
  readonly operators?: readonly string[];
  /**
   * Names of the operators that it takes with a set operator, without `IfExists`; a condition with another only may hold.
   *
   * @default - all
   */
  readonly sets?: readonly string[];
  /**
   * The condition keys that it takes, in lower case; one that ends in `*` stands for all that begin so. A condition on another only may hold.
   *
   * @default - all
   */
  readonly keys?: readonly string[];
  /**
   * Condition keys in the letters in which it takes them; a condition on one in others only may hold.
   *
   * @default - it reads keys in any letters
   */
  readonly keyLetters?: readonly string[];
  /**
   * Names of the operators that it takes with one value; a condition with several only may hold.
   *
   * @default - none
   */
  readonly oneValue?: readonly string[];
  /**
   * The negated operators that fail when the request lacks the key.
   *
   * @default - none
   */
  readonly failsWhenAbsent?: 'all' | readonly string[];
  /**
   * What a negated operator with a set operator says. `whole`: the opposite of what the operator says without `Not`, as a whole.
   *
   * @default - that all, or some, values of the request match none of those listed
   */
  readonly negatedSets?: 'whole';
  /**
   * What a plain operator says of a key with several values: `any` of them is enough.
   *
   * @default - it only may hold, since AWS doesn't say
   */
  readonly severalValues?: 'any';
  /**
   * The length that one IPv6 address without a length gets, by which it is a block of addresses.
   *
   * @default - that of one address
   */
  readonly bareIpv6?: '/32';
  /**
   * What differs between versions, or isn't confirmed: what depends on it only may be so.
   *
   * @default - nothing
   */
  readonly unclear?: readonly UnclearFact[];
  /**
   * Values of keys, both in lower case, with which a request is judged as if it lacked the key.
   *
   * @default - none
   */
  readonly readsAsAbsent?: Readonly<Record<string, string>>;
  /**
   * Keys, in lower case, that a request which lacks them has with an empty value.
   *
   * @default - none
   */
  readonly readsAsEmpty?: readonly string[];
  /**
   * Elements that it takes and doesn't evaluate: a statement with one never applies.
   *
   * @default - none
   */
  readonly unevaluated?: readonly OptionalElement[];
  /**
   * Elements with which it refuses a policy, or may: a statement with one only may apply.
   *
   * @default - none
   */
  readonly unclearElements?: readonly OptionalElement[];
  /**
   * Values of conditions that it refuses or reads otherwise: such a condition only may hold.
   *
   * @default - none
   */
  readonly unclearValues?: UnclearText;
  /**
   * The characters with which it refuses a resource or reads another: from there on nothing is known of it.
   *
   * @default - none
   */
  readonly unclearResources?: string;
  /**
   * Policy variables.
   *
   * @default - as on AWS
   */
  readonly variables?: FilledVariables;
  /**
   * The keys, in lower case, that every request has there, of those that every request has on AWS.
   *
   * @default - all of them
   */
  readonly requestKeys?: readonly string[];
  /**
   * The keys that follow from the principal, in lower case, and which of AWS's each is; `''` for one whose value no policy tells.
   *
   * @default - those of AWS
   */
  readonly principalKeys?: Readonly<Record<string, string>>;
  /**
   * Whether headers and query parameters of a request count as values of the condition keys that are named like them, so that anyone who asks
   * chooses what conditions see: a condition then limits honest clients only, and nothing is impossible because of one.
   *
   * @default - the server works out all condition keys itself
   */
  readonly forgeable?: ForgeableConditions;
  /**
   * What a request for an action, by its name in lower case, gets although it isn't allowed: a sentence each, reported beside a decision.
   *
   * @default - nothing
   */
  readonly answersAnyway?: Readonly<Record<string, string>>;
}
