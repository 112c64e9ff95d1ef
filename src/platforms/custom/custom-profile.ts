import { PARTITIONS, type Partition } from '../../policy/arn';
import { CONDITION_OPERATORS } from '../../policy/operators';
import type { KnownKey, OptionalElement } from '../dialect';
import { checkEndpoint } from '../endpoint';
import type { Evaluation } from '../evaluation';
import { ALL_FEATURES, type PlatformFeature } from '../features';
import type { SizeUnit } from '../platform';
import { count, either, fields, flag, listOf, nameLength, oneOf, size, text, type Check } from './check';
import { checkEvaluation } from './evaluation';

/** How much one kind of principal may hold there. */
export interface CustomPrincipalLimits {
  /**
   * Size of all its inline policies together.
   *
   * @default 0, it can have none
   */
  readonly inlineSize?: number;
  /**
   * Managed policies that may be attached to it; Infinity where it is known that there is no limit.
   *
   * @default 0
   */
  readonly attachments?: number;
}

/** How much the product takes. */
export interface CustomLimits {
  /** Of a user. */
  readonly user: CustomPrincipalLimits;
  /**
   * Of a group.
   *
   * @default - a group can't be given anything
   */
  readonly group?: CustomPrincipalLimits;
  /**
   * Of a role, where the feature `roles` is there.
   *
   * @default - a role can't be given anything
   */
  readonly role?: CustomPrincipalLimits;
  /**
   * Size of one managed policy.
   *
   * @default 0, there are none
   */
  readonly managedSize?: number;
  /**
   * How the size of an identity policy counts.
   *
   * @default 'bytes', which is never less than the others
   */
  readonly unit?: Exclude<SizeUnit, 'rules'>;
  /**
   * Bytes of a bucket policy.
   *
   * @default 0, there are none
   */
  readonly bucketPolicySize?: number;
  /**
   * Groups that one user may be in; Infinity where it is known that there is no limit.
   *
   * @default 0
   */
  readonly groupsPerUser?: number;
  /**
   * Access keys that one user may have at a time; Infinity where it is known that there is no limit.
   *
   * @default 1
   */
  readonly accessKeysPerUser?: number;
}

/** What names of one kind look like: letters, digits and some signs. */
export interface CustomNameRule {
  /** The longest name, in characters. */
  readonly longest: number;
  /**
   * The signs that a name may have beside letters and digits: some of `+=,.@_-`.
   *
   * @default '._-'
   */
  readonly signs?: string;
}

/** What of the policy language the product understands. */
export interface CustomLanguage {
  /**
   * The S3 actions that it knows.
   *
   * @default - all
   */
  readonly actions?: readonly string[];
  /**
   * Elements that it evaluates: `NotAction`, `NotResource`, `NotPrincipal`.
   *
   * @default - none
   */
  readonly elements?: readonly OptionalElement[];
  /**
   * Condition operators that it knows, without `IfExists` and set operator.
   *
   * @default - none: it has no conditions
   */
  readonly operators?: 'all' | readonly string[];
  /**
   * Operators that may have `IfExists`.
   *
   * @default - none
   */
  readonly ifExists?: 'all' | readonly string[];
  /**
   * Operators that may have `ForAllValues:` or `ForAnyValue:`.
   *
   * @default - none
   */
  readonly sets?: readonly string[];
  /**
   * Condition keys that it knows, such as `aws:SourceIp`; one that only some actions have is `\{ key: 's3:prefix', actions: ['s3:ListBucket'] }`.
   *
   * @default - none
   */
  readonly keys?: ReadonlyArray<string | KnownKey>;
  /**
   * Whether it refuses a statement in which a condition key doesn't belong to every action.
   *
   * @default false
   */
  readonly keysFitEveryAction?: boolean;
  /**
   * Whether a negated operator holds for a request that lacks its key, as on AWS. Where it isn't known to, `IfExists` says so, and where
   * there is none, the condition is refused.
   *
   * @default false
   */
  readonly negatedHoldsWhenAbsent?: boolean;
  /** Policy variables. */
  readonly variables?: {
    /**
     * The keys that may stand in `$\{…}`, such as `aws:username`.
     *
     * @default - none
     */
    readonly keys?: readonly string[];
    /**
     * Whether a variable may have a default.
     *
     * @default false
     */
    readonly defaults?: boolean;
    /**
     * Whether `$\{*}`, `$\{?}` and `$\{$}` write the characters themselves.
     *
     * @default false
     */
    readonly escapes?: boolean;
    /**
     * Whether the name of the user is written into the policy of each user instead of `$\{aws:username}`.
     *
     * @default false
     */
    readonly userNameAsText?: boolean;
  };
  /**
   * Services whose actions policies may speak of, beside `s3`: usually `iam`.
   *
   * @default - none
   */
  readonly otherServices?: readonly string[];
  /**
   * The actions of these services that it knows, such as `iam:CreateUser`.
   *
   * @default - all
   */
  readonly otherActions?: readonly string[];
}

/** What is known of a product whose IAM API is that of AWS: plain data. What isn't said isn't assumed. */
export interface CustomProfile {
  /** Short name, small letters, digits and `-`: `wasabi`. */
  readonly name: string;
  /** The name that people use: `Wasabi`. */
  readonly title: string;
  /** URL of its IAM API. */
  readonly iamEndpoint: string;
  /** URL of its S3 API. */
  readonly s3Endpoint: string;
  /**
   * What requests are signed for.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * The first part of its ARNs.
   *
   * @default 'aws'
   */
  readonly partition?: Partition;
  /** How much it takes. */
  readonly limits: CustomLimits;
  /**
   * What names look like.
   *
   * @default - 1 to 64 letters, digits and `. _ -`
   */
  readonly names?: Readonly<Partial<Record<'user' | 'group' | 'role' | 'policy', CustomNameRule>>>;
  /**
   * What it has of that which not every platform has. That a secret can be encrypted with a PGP key needn't be said: the provider does it.
   *
   * @default - nothing
   */
  readonly features?: readonly PlatformFeature[];
  /**
   * Whether access keys can be deleted through its IAM API; without it one that would be removed is refused.
   *
   * @default false
   */
  readonly deleteAccessKey?: boolean;
  /**
   * What of the policy language it understands; `'aws'` is all of it, as AWS reads it.
   *
   * @default - Allow and Deny, with actions and resources, and no conditions, variables or `Not…` elements
   */
  readonly language?: 'aws' | CustomLanguage;
  /**
   * How it judges requests where it judges them otherwise than AWS: what `decide`, `compareAccess`, `explain` and `lint` follow, and what
   * grants and guards heed, so that they mean there what they say. What contradicts the rest of the profile is refused.
   *
   * @default - as AWS does
   */
  readonly evaluation?: Evaluation;
}

const endpoint: Check = (value, field) => {
  text(/^/, 'an http or https URL')(value, field);
  checkEndpoint(field, value as string);
};
const principal = fields({}, { inlineSize: size, attachments: count });
const nameRule = fields({ longest: nameLength }, { signs: text(/^[+=,.@_-]*$/, 'some of + = , . @ _ -') });
const operator = oneOf([...CONDITION_OPERATORS.keys()]);
const key = text(/^[a-z0-9]+:[A-Za-z0-9/*_-]+$/, 'a condition key such as aws:SourceIp');
const action = text(/^[a-z0-9-]+:[A-Za-z]+$/, 'an action such as s3:GetObject, without wildcards');
const isText = (value: unknown) => typeof value === 'string';

const language = fields({}, {
  actions: listOf(text(/^s3:[A-Za-z]+$/, 'an S3 action such as s3:GetObject, without wildcards')),
  elements: listOf(oneOf(['NotAction', 'NotResource', 'NotPrincipal'])),
  operators: either(isText, oneOf(['all']), listOf(operator)),
  ifExists: either(isText, oneOf(['all']), listOf(operator)),
  sets: listOf(operator),
  keys: listOf(either(isText, key, fields({ key }, { actions: listOf(action) }))),
  keysFitEveryAction: flag,
  negatedHoldsWhenAbsent: flag,
  variables: fields({}, { keys: listOf(key), defaults: flag, escapes: flag, userNameAsText: flag }),
  otherServices: listOf(text(/^(?!s3$)[a-z0-9-]{2,}$/, 'a service other than s3, such as iam')),
  otherActions: listOf(action),
});

/** Names of platforms that this package knows by itself, and treats as such. */
const OWN = ['aws', 'active-scale', 'ceph-rgw', 'delta-glider', 'minio', 'relayer', 'selectel'];

/** Checks a profile: every field, that there are no others, and no name of a platform that the package knows. */
export const checkProfile: Check = fields({
  name: text(
    new RegExp(`^(?!(?:${OWN.join('|')})$)[a-z][a-z0-9-]{0,31}$`),
    `small letters, digits and -, beginning with a letter, and none of ${OWN.join(', ')}, which have functions of their own`,
  ),
  title: text(/^[\x20-\x7e]{1,64}$/, '1 to 64 printable characters'),
  iamEndpoint: endpoint,
  s3Endpoint: endpoint,
  limits: fields({ user: principal }, {
    group: principal,
    role: principal,
    managedSize: size,
    bucketPolicySize: size,
    groupsPerUser: count,
    accessKeysPerUser: count,
    unit: oneOf(['characters without white space', 'bytes without white space', 'bytes']),
  }),
}, {
  region: text(/^[A-Za-z0-9-]{1,64}$/, 'letters, digits and -'),
  partition: oneOf(PARTITIONS),
  names: fields({}, { user: nameRule, group: nameRule, role: nameRule, policy: nameRule }),
  features: listOf(oneOf(ALL_FEATURES)),
  deleteAccessKey: flag,
  language: either(isText, oneOf(['aws']), language),
  evaluation: checkEvaluation,
});
