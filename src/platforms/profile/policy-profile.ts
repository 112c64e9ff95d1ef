import type { KnownKey, OptionalElement } from '../dialect';
import type { CheckedAs, ForgeableConditions } from '../evaluation';
import type { UnclearText } from '../unclear-text';
import type { Fact, KnownFact } from './fact';

/**
 * What a platform makes of words that a list doesn't have. `refused`: it refuses the policy. `unconfirmed`: it may take them or not.
 * `taken`: it takes them; grants and guards don't use them all the same.
 */
export type OtherWords = 'refused' | 'unconfirmed' | 'taken';

/** Words of the policy language that a platform is confirmed to know. */
export interface KnownWords {
  /** Those that grants and guards may use. */
  readonly known: readonly string[];
  /**
   * Those that it takes as well, and that grants and guards don't use.
   *
   * @default - none
   */
  readonly also?: readonly string[];
  /** All others. */
  readonly others: OtherWords;
}

/** The actions of S3 that a platform has. */
export interface KnownActions {
  /** Their names. */
  readonly known: readonly string[];
  /** All others: it has none, refuses a policy with one, or may have some. */
  readonly others: 'none' | 'refused' | 'unconfirmed';
}

/** The condition keys that a platform has. */
export interface KnownKeys extends Omit<KnownWords, 'known'> {
  /** Those that conditions of grants and guards may be on. */
  readonly known: readonly KnownKey[];
}

/** The policy variables that a platform fills in. */
export interface KnownVariables {
  /** Those that grants and guards may use, such as `aws:username`. */
  readonly known: readonly string[];
  /**
   * Those that it fills in as well, written exactly so; one that ends in `*` stands for all that begin so.
   *
   * @default - none
   */
  readonly also?: readonly string[];
  /**
   * Whether every key of a request is filled in, of which grants and guards use those that are known.
   *
   * @default false
   */
  readonly everyKey?: boolean;
  /** Whether `$\{key, 'text'}` has a default. */
  readonly defaults: boolean;
  /** Whether `$\{*}`, `$\{?}` and `$\{$}` write the characters themselves. */
  readonly escapes: boolean;
  /**
   * What the platform calls a variable that this package writes, such as `iam:username` for `aws:username`.
   *
   * @default - the same names
   */
  readonly renamed?: Readonly<Record<string, string>>;
  /** What else looks like a variable: plain text, in which wildcards stay wildcards, or nothing certain. */
  readonly others: 'text' | 'unconfirmed';
  /**
   * Whether only a condition value that is nothing but one variable is filled in, in every version of the language, and a policy with a variable
   * in a resource is refused.
   *
   * @default false
   */
  readonly wholeValuesOnly?: boolean;
}

/** Services beside S3 whose actions policies may speak of. */
export interface KnownServices {
  /** Their prefixes. */
  readonly known: readonly string[];
  /**
   * Their actions.
   *
   * @default - all
   */
  readonly actions?: readonly string[];
}

/**
 * All that is known of how a platform takes and reads policies: each fact once, with what confirms it. Documents are lowered by it, requests
 * are decided and compared by it, lint reports it, and the tables of docs/platform-matrix.md are written from it.
 */
export interface PolicyProfile {
  /** Policies of version 2008-10-17, or of none. */
  readonly olderVersion: Fact<'refused'>;
  /** The actions of S3. */
  readonly actions: Fact<KnownActions>;
  /** What the action `*` stands for; different: the families of actions that it has to be written as, each in a statement of its own. */
  readonly everyAction: Fact<readonly string[]>;
  /** Services beside S3. */
  readonly otherServices: Fact<KnownServices>;
  /** The elements `Not…`; different: it refuses a policy with one, or takes it and never applies the statement. */
  readonly elements: Readonly<Record<OptionalElement, Fact<'refused' | 'never applies'>>>;
  /** Condition operators, without `IfExists` and set operator. */
  readonly operators: Fact<KnownWords>;
  /** Operators that may have `IfExists`. */
  readonly ifExists: Fact<KnownWords>;
  /** Operators that may have `ForAllValues:` or `ForAnyValue:`. */
  readonly sets: Fact<KnownWords>;
  /** Lists of values; different: the operators that take exactly one value. */
  readonly valueLists: Fact<readonly string[]>;
  /** Negated operators, but `NotIpAddress`, with several values: none of them may match. */
  readonly negatedLists: Fact<never>;
  /** Condition keys. */
  readonly keys: Fact<KnownKeys>;
  /** Letters of condition keys, which AWS reads in any case; different: only as the platform writes them. */
  readonly keyLetters: Fact<'exact'>;
  /** A statement in which a condition key doesn't belong to every action. */
  readonly unfittingKeys: Fact<'refused'>;
  /** Values of conditions; different: those that are refused or read otherwise. */
  readonly values: Fact<UnclearText>;
  /** Resources; different: the characters that none may hold behind its ARN's last colon. */
  readonly resources: Fact<string>;
  /** Policy variables. */
  readonly variables: Fact<KnownVariables>;
  /** A negated operator on a key that the request lacks, which holds on AWS; different: the operators with which it fails. */
  readonly negatedWhenAbsent: Fact<'all' | readonly string[]>;
  /** A negated operator with a set operator; different: it says the opposite of what the operator says without `Not`, as a whole. */
  readonly negatedSets: Fact<'whole'>;
  /** A plain operator on a key with several values, of which AWS doesn't say anything; different: any of them is enough. */
  readonly severalValues: Fact<'any'>;
  /** `Null` with `false`, which asks for the key to be there. */
  readonly nullFalse: Fact<never>;
  /** One IPv6 address without a length; different: the length that it gets, by which it is a block of addresses. */
  readonly bareIpv6: Fact<'/32'>;
  /** Values of keys, both in lower case, with which a request is judged as if it lacked the key. */
  readonly valuesReadAsAbsent: KnownFact<Readonly<Record<string, string>>>;
  /** Keys, in lower case, that a request which lacks them has with an empty value. */
  readonly absentReadAsEmpty: KnownFact<readonly string[]>;
  /** The keys that every request has on AWS; different: those of them that it has there, in lower case. */
  readonly requestKeys: KnownFact<readonly string[]>;
  /** The keys that follow from the principal, in lower case; different: which of AWS's each is, and `''` for one whose value no policy tells. */
  readonly principalKeys: KnownFact<Readonly<Record<string, string>>>;
  /** Where the values of condition keys come from; different: from headers and query parameters of the client, too. */
  readonly forgeable: KnownFact<ForgeableConditions>;
  /**
   * The requests that bucket policies govern: all. Different: `anonymous`, those without a signature, and no others; `allowList`, those of
   * signed-in users, all of them that the policy of a bucket doesn't allow are denied; `none`.
   */
  readonly bucketPolicies: Fact<'anonymous' | 'allowList' | 'none'>;
  /** A bucket policy that names an account: it names its users, who need a policy of their own. */
  readonly accounts: Fact<never>;
  /** The pattern `bucket/*`: it covers what is in the bucket; different: in identity policies, the bucket itself, too. */
  readonly bucketAsFolder: Fact<true>;
  /** What requests are about; different: buckets, what is in them, and `arn:aws:s3:::*`, and nothing else. */
  readonly otherResources: KnownFact<'none'>;
  /** Different: actions that a statement speaks of as well when it names one, by the name in lower case. */
  readonly alsoGrants: KnownFact<Readonly<Record<string, readonly string[]>>>;
  /** What is asked for a request: its own action; different: what is asked for others, by their names in lower case. */
  readonly checkedAs: KnownFact<Readonly<Record<string, CheckedAs>>>;
  /** A deletion of several objects in one request; different: it is asked for on the bucket itself, too. */
  readonly batchDeletes: KnownFact<'bucket'>;
  /** Different: what a request for an action, by its name in lower case, gets although it isn't allowed: a sentence each. */
  readonly answersAnyway: KnownFact<Readonly<Record<string, string>>>;
  /** The parts of an upload; different: keys, in lower case, that their requests lack although they are judged as the upload. */
  readonly partsLack: KnownFact<readonly string[]>;
  /** Different: actions whose requests do what another action is for, and the condition key that they have when they do. */
  readonly doesAlong: KnownFact<Readonly<Record<string, { readonly does: string; readonly key: string }>>>;
  /** Old versions of objects; different: anyone who deletes or uploads objects reaches them, unless the bucket has object lock. */
  readonly versions: KnownFact<'object lock'>;
  /** Access keys; different: actions by which the holder of one makes itself another, unless they are denied. */
  readonly ownKeys: KnownFact<readonly string[]>;
}

/** The name of a fact; those of elements are distinguished. */
export type FactName = keyof PolicyProfile;
