import type { Statement } from '../policy/document';
import type { UnclearText } from './unclear-text';

/** A condition key that a platform knows. */
export interface KnownKey {
  /** The key, such as `s3:prefix`; one that ends in `/*` stands for all with a tag's name behind it. In any case. */
  readonly key: string;
  /**
   * The actions whose requests have it.
   *
   * @default - all
   */
  readonly actions?: readonly string[];
}

/** Which policy variables may be written for a platform, and where. */
export interface WrittenVariables {
  /**
   * The condition keys that may stand in `$\{…}`, in any case.
   *
   * @default - all
   */
  readonly keys?: readonly string[];
  /**
   * What the platform calls a variable that this package writes, such as `iam:username` for `aws:username`.
   *
   * @default - the same names
   */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Whether a variable may have a default: `$\{aws:username, 'nobody'}`. */
  readonly defaults: boolean;
  /** Whether `$\{*}`, `$\{?}` and `$\{$}` write the characters themselves. Where they don't, text that needs them is refused. */
  readonly escapes: boolean;
  /**
   * Whether the name of the user is written into the policy of each user instead of `$\{aws:username}`, since the platform fills nothing in.
   *
   * @default false
   */
  readonly userNameAsText?: boolean;
}

/** An element of a statement that only some platforms evaluate. */
export type OptionalElement = 'NotAction' | 'NotResource' | 'NotPrincipal';

/**
 * What of the policy language may be written for a platform, as far as that is confirmed: plain data, worked out from the facts of its profile.
 * What isn't in it is refused, or written in other words that mean the same.
 */
export interface Dialect {
  /**
   * The actions that it knows, beside patterns that end in `*` and match some of them; any other is refused, or left out where it is merely helpful.
   *
   * @default - all
   */
  readonly actions?: readonly string[];
  /**
   * Actions that come along with another one unless they are denied, by that other one: beside an Allow that doesn't ask for them they are
   * denied, so that it gives what it says.
   *
   * @default - none
   */
  readonly alsoGrantsUnlessDenied?: Readonly<Record<string, string>>;
  /**
   * Actions that give nothing without another one, since the platform asks for both: an Allow of one alone is refused.
   *
   * @default - none
   */
  readonly requires?: Readonly<Record<string, string>>;
  /**
   * Whether these are all actions that a request there can have, and not only all that are confirmed: then a Deny of others denies nothing,
   * and they are left out of it.
   *
   * @default false
   */
  readonly actionsAreAll?: boolean;
  /**
   * Whether it has more actions than those, so that a list of all but some of them would leave out some: a Deny of NotAction is refused.
   *
   * @default false
   */
  readonly otherActionsExist?: boolean;
  /**
   * Patterns of actions that a document may hold; any other with a `*` is written as the list of actions that it stands for.
   *
   * @default - all
   */
  readonly actionPatterns?: readonly string[];
  /**
   * The families of actions that `*` stands for, each written in a statement of its own, where `*` itself isn't what it says; none where it
   * isn't known what it stands for, and it is refused.
   *
   * @default - `*` itself
   */
  readonly everything?: readonly string[];
  /**
   * What comes along with an action, whether it is wanted or not, because the platform doesn't distinguish them: by effect, then by action.
   * In an Allow it is said in a diagnostic, a Deny is refused.
   *
   * @default - nothing
   */
  readonly alsoGrants?: Readonly<Record<'Allow' | 'Deny', Readonly<Record<string, readonly string[]>>>>;
  /**
   * What comes along with an action in an Allow and in a Deny because the platform has one permission for both: said of an Allow, by action.
   *
   * @default - nothing
   */
  readonly together?: Readonly<Record<string, readonly string[]>>;
  /**
   * Keys that the requests which send the parts of an upload lack, although they are judged as the upload itself: a statement that asks for
   * one would make uploads in parts impossible, and is refused.
   *
   * @default - none
   */
  readonly absentInParts?: readonly string[];
  /**
   * Actions whose requests do what another action is for, and the condition key that they have when they do: where an Allow doesn't ask for
   * the other action, it gets the condition that the key is absent.
   *
   * @default - none
   */
  readonly doesAlong?: Readonly<Record<string, { readonly does: string; readonly key: string }>>;
  /**
   * Whether anyone who deletes objects can delete their versions as well, and anyone who uploads can rewrite an old version in place, unless the
   * bucket has object lock: what promises otherwise needs `objectLock: true`.
   *
   * @default false
   */
  readonly versionsNeedObjectLock?: boolean;
  /**
   * Actions by which the holder of an access key makes itself another one, which would survive a rotation: denied to anyone who gets a grant.
   *
   * @default - none
   */
  readonly ownKeys?: readonly string[];
  /**
   * A pattern that stands for every action, also for those that aren't listed. Where NotAction isn't evaluated, it denies all on objects,
   * and the rest is written as beginnings of the listed actions.
   *
   * @default - all other actions are listed
   */
  readonly everyAction?: string;
  /** Elements that it evaluates. `NotAction` elsewhere is written as the list of all other actions, the other two are refused. */
  readonly elements: readonly OptionalElement[];
  /**
   * Whether everyone in Principal is written as `\{"AWS": "*"}` and not as `"*"`, which mean the same.
   *
   * @default false
   */
  readonly everyoneAsAws?: boolean;
  /**
   * Whether every request there is about a bucket, what is in one, or `arn:aws:s3:::*`: then a statement about everything but these never
   * matches, and is left out.
   *
   * @default false
   */
  readonly onlyBuckets?: boolean;
  /** Names of the condition operators that it knows, without `IfExists` and set operator; none, where it has no conditions at all. */
  readonly operators: readonly string[];
  /**
   * Names of the operators that it takes with exactly one value.
   *
   * @default - none
   */
  readonly oneValue?: readonly string[];
  /** Names of the operators that may have `IfExists`. */
  readonly ifExists: readonly string[];
  /** Names of the operators that may have `ForAllValues:` or `ForAnyValue:`. */
  readonly sets: readonly string[];
  /**
   * The condition keys that it knows.
   *
   * @default - all
   */
  readonly keys?: readonly KnownKey[];
  /**
   * Whether it refuses a statement in which a condition key doesn't belong to every action. Such statements are split.
   *
   * @default false
   */
  readonly keysFitEveryAction?: boolean;
  /**
   * The negated operators that don't hold, or may not, when the request lacks the key: AWS says that they do. These get `IfExists`, which
   * says the same everywhere.
   *
   * @default - none
   */
  readonly failsWhenAbsent?: 'all' | readonly string[];
  /**
   * Keys, in lower case, that every request has.
   *
   * @default - none
   */
  readonly alwaysThere?: readonly string[];
  /**
   * Keys that a request has only when they are true, where AWS also has them when they are false. A condition on `false` gets `IfExists`.
   *
   * @default - none
   */
  readonly onlyWhenTrue?: readonly string[];
  /**
   * Whether `Null` says `true` only, whatever its value: `false`, which asks for the key to be there, is written as a pattern that every
   * value matches.
   *
   * @default false
   */
  readonly nullOnlyTrue?: boolean;
  /**
   * Keys, in lower case, of which it doesn't tell an empty value from none: a request lacks them where AWS has them empty, or has them empty
   * where AWS lacks them. A condition that an empty value meets, and one that asks whether they are there, is refused.
   *
   * @default - none
   */
  readonly absentWhenEmpty?: readonly string[];
  /**
   * Values that no condition may have, because the platform refuses them or reads them otherwise.
   *
   * @default - none
   */
  readonly forbiddenValues?: UnclearText;
  /** Policy variables. */
  readonly variables: WrittenVariables;
  /**
   * Whether one IPv6 address gets its length: it may be read as a block of addresses without.
   *
   * @default false
   */
  readonly wholeIpv6?: boolean;
  /**
   * Whether texts are written as the platform's control plane gives them back: one address with its length, IPv6 in its shortest form, and
   * everything as `arn:aws:s3:::*`.
   *
   * @default false
   */
  readonly asGivenBack?: boolean;
  /**
   * Whether a document may hold characters beyond U+00FF, which AWS refuses.
   *
   * @default false
   */
  readonly anyCharacter?: boolean;
  /**
   * Services whose actions policies may speak of, beside those of `s3`.
   *
   * @default - none
   */
  readonly otherServices?: 'all' | readonly string[];
  /**
   * The actions of these services that it knows; others are refused as those of `s3` are.
   *
   * @default - all
   */
  readonly otherActions?: readonly string[];
  /**
   * Characters that no resource may hold behind its ARN's last colon.
   *
   * @default - none
   */
  readonly forbiddenInResources?: string;
}

/** A statement on its way to a platform. */
export interface IntentStatement extends Statement {
  /** Those of its actions without which it still does its job: a platform that can't express them leaves them out. */
  readonly helpful?: readonly string[];
  /** Whether its actions are all that there are of a kind: those that a platform doesn't have are needless there. */
  readonly all?: boolean;
}
