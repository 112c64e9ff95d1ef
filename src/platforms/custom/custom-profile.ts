import { PARTITIONS, type Partition } from '../../policy/arn';
import { checkEndpoint } from '../endpoint';
import { ALL_FEATURES } from '../features';
import { SCOPE, SCOPE_WORDS } from '../names';
import type { PlatformFeature, SizeUnit } from '../platform';
import type { Writing } from '../writing';
import { count, either, fields, flag, listOf, nameLength, oneOf, size, text, type Check } from './check';
import { checkPolicies } from './check-policies';
import type { CustomPolicies } from './custom-policies';

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
   * Whether making a user, group or policy that exists already replaces it in silence, where AWS refuses it: then `scope` is required.
   *
   * @default false
   */
  readonly replacesExisting?: boolean;
  /**
   * What tells the names of this repository from those of others in the same account: 1 to 32 letters, digits and `-`, such as `acme-storage`. With
   * `replacesExisting`, every name that you don't give yourself begins with it. Without managed policies, that of a policy of somebody who exists
   * already does: it is inline, and one of an equal name would be replaced in silence.
   *
   * @default - none: where it is needed, what needs it is refused
   */
  readonly scope?: string;
  /**
   * How it takes and reads policies, each fact with what confirms it; `'aws'` says of everything that it is as on AWS. Grants and guards are
   * written by it, `decide`, `compareAccess`, `explain` and `lint` judge by it, and what it leaves open makes answers uncertain that it could change.
   *
   * @default - Allow and Deny, with actions and resources; of conditions, variables and `Not…` elements nothing is confirmed
   */
  readonly policies?: 'aws' | CustomPolicies;
  /**
   * How documents are written where two texts mean the same there.
   *
   * @default - as for AWS
   */
  readonly writing?: Writing;
}

const endpoint: Check = (value, field) => {
  text(/^/, 'an http or https URL')(value, field);
  checkEndpoint(field, value as string);
};
const principal = fields({}, { inlineSize: size, attachments: count });
const nameRule = fields({ longest: nameLength }, { signs: text(/^[+=,.@_-]*$/, 'some of + = , . @ _ -') });
const isText = (value: unknown) => typeof value === 'string';
const writing = fields({}, {
  everyoneAsAws: flag,
  everyAction: text(/^s3:\*$/, 's3:*'),
  actionPatterns: listOf(text(/^s3:[A-Za-z]*\*$/, 'a pattern of S3 actions such as s3:Get*')),
  notActionAsList: flag,
  userNameAsText: flag,
  asGivenBack: flag,
  anyCharacter: flag,
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
  replacesExisting: flag,
  scope: text(SCOPE, SCOPE_WORDS),
  policies: either(isText, oneOf(['aws']), checkPolicies),
  writing,
});
