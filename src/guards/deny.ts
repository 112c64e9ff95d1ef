import { AccessError } from '../errors';
import type { Condition } from '../policy/document';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY, policyText } from '../policy/text';
import { LIST, LIST_VERSIONS, POLICY_MANAGEMENT } from '../s3/action-sets';
import type { GuardStatement, GuardTarget } from './guard';

/** How a guard denies on its target: the same few words for a bucket, for folders of it and for somebody. */
export interface Deny {
  /**
   * Denies all of S3: on a bucket everything on it and in it, on folders all objects and the listing below them, on somebody all buckets.
   * Managing bucket policies is left out, unless it was asked for.
   */
  readonly everything: (sid: string, conditions: readonly Condition[]) => readonly GuardStatement[];
  /** Denies actions on objects. */
  readonly objects: (sid: string, actions: readonly string[], conditions: readonly Condition[]) => readonly GuardStatement[];
  /** Denies actions on the bucket itself; for folders there are none. */
  readonly bucket: (sid: string, actions: readonly string[], conditions: readonly Condition[]) => readonly GuardStatement[];
  /** A condition that AWS services which act for themselves don't meet; nothing on somebody, who is not a service. */
  readonly exceptServices: readonly Condition[];
}

/** What is said once for a guard and goes for all its statements. */
export interface DenyOptions {
  /** Folders; none is the whole bucket. */
  readonly prefixes: readonly string[];
  /** Patterns of principals that the guard doesn't concern. */
  readonly except: readonly string[];
  /** Whether managing the bucket policy is denied as well. */
  readonly denyPolicyManagement: boolean;
}

const EVERYTHING = ['s3:*'];
const ALL_BUCKETS = [bucketArn('*')];

/** How a guard denies on a target. */
export function denyOn(target: GuardTarget, guard: string, options: DenyOptions): Deny {
  const { prefixes } = options;
  if (target.bucket === undefined) return onPrincipal(guard, options);
  return prefixes.length === 0 ? onBucket(target.bucket, options) : onFolders(target.bucket, options);
}

function onBucket(bucket: string, { except, denyPolicyManagement }: DenyOptions): Deny {
  const exempt = exceptPrincipals(except);
  const objects = [objectArn(bucket, ANY)];
  const all = denyPolicyManagement ? { actions: EVERYTHING } : { notActions: POLICY_MANAGEMENT };
  return {
    everything: (sid, conditions) => [{ sid, ...all, resources: [bucketArn(bucket), ...objects], conditions: [...conditions, ...exempt] }],
    objects: (sid, actions, conditions) => [{ sid, actions, resources: objects, conditions: [...conditions, ...exempt] }],
    bucket: (sid, actions, conditions) => [{ sid, actions, resources: [bucketArn(bucket)], conditions: [...conditions, ...exempt] }],
    exceptServices: EXCEPT_SERVICES,
  };
}

function onFolders(bucket: string, { prefixes, except }: DenyOptions): Deny {
  const exempt = exceptPrincipals(except);
  const resources = prefixes.map((prefix) => objectArn(bucket, prefix, ANY));
  const below: Condition = { operator: 'StringLike', key: 's3:prefix', values: prefixes.map((prefix) => policyText(prefix, ANY)) };
  const objects: Deny['objects'] = (sid, actions, conditions) => [{ sid, actions, resources, conditions: [...conditions, ...exempt] }];
  return {
    everything: (sid, conditions) => [
      ...objects(sid, EVERYTHING, conditions),
      {
        sid: `${sid}List`,
        // a list of uploads in parts has no s3:prefix, and S3 refuses a policy that asks for it
        actions: [...LIST, ...LIST_VERSIONS],
        resources: [bucketArn(bucket)],
        conditions: [...conditions, ...exempt, below],
      },
    ],
    objects,
    bucket: () => [],
    exceptServices: EXCEPT_SERVICES,
  };
}

/**
 * In an identity policy NotAction would deny all other services too, so it stands beside resources of S3; what else there is of S3
 * (access points, jobs, the list of all buckets) is denied in a statement of its own.
 */
function onPrincipal(guard: string, { prefixes, except, denyPolicyManagement }: DenyOptions): Deny {
  if (prefixes.length > 0) {
    throw new AccessError({
      code: 'WrongGuardTarget',
      message: `guard ${guard} is limited to ${prefixes.join(', ')} and is put on somebody, for which it would hold in every bucket: a folder of which bucket isn't said`,
      remedy: 'leave prefix out there, or put the guard on the bucket that has the folder',
    });
  }
  const exempt = exceptPrincipals(except);
  const anywhere: Deny['objects'] = (sid, actions, conditions) => [{ sid, actions, resources: ['*'], conditions: [...conditions, ...exempt] }];
  return {
    everything: (sid, conditions) => (denyPolicyManagement
      ? anywhere(sid, EVERYTHING, conditions)
      : [
        { sid, notActions: POLICY_MANAGEMENT, resources: ALL_BUCKETS, conditions: [...conditions, ...exempt] },
        { sid: `${sid}Elsewhere`, actions: EVERYTHING, notResources: ALL_BUCKETS, conditions: [...conditions, ...exempt] },
      ]),
    objects: anywhere,
    bucket: anywhere,
    exceptServices: [],
  };
}

/** An anonymous request has no such key and is denied all the same: a negated operator holds for a key that is absent. */
function exceptPrincipals(patterns: readonly string[]): readonly Condition[] {
  return patterns.length === 0 ? [] : [{ operator: 'ArnNotLike', key: 'aws:PrincipalArn', values: patterns }];
}

/** `IfExists`, because an anonymous request lacks the key, and would otherwise pass the guard. */
const EXCEPT_SERVICES: readonly Condition[] = [{ operator: 'BoolIfExists', key: 'aws:PrincipalIsAWSService', values: ['false'] }];
