import type { Platform } from '../../src';
import { knownKey } from '../../src/platforms/lower/known-keys';
import { s3Action } from '../../src/s3/catalogue';
import type { DecisionCase } from '../decisions/tables';

/** Where a platform decides a case of a decision table otherwise than AWS, or never gets such a request, and why. */
interface Difference {
  readonly why: string;
  readonly holds: (one: DecisionCase, platform: Platform, table: string) => boolean;
  /** What may be decided there; absent where there is no such request, so that nothing but an allow that AWS denies would be wrong. */
  readonly effects?: ReadonlyArray<DecisionCase['expect']>;
}

const POLICY_MANAGEMENT = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

const DIFFERENCES: readonly Difference[] = [
  {
    why: 'only AWS has access points, and other services: nobody asks for them elsewhere, whatever would be said',
    holds: ({ action, resource }) => resource.includes(':accesspoint/') || !action.startsWith('s3:'),
    effects: ['allow', 'implicitDeny', 'explicitDeny'],
  },
  {
    why: 'EnforceHttps keeps the canonical s3:* on AWS, and where not all actions are known; elsewhere nobody is locked out of managing the policy',
    holds: ({ action }, { dialect }, table) => dialect?.otherActionsExist !== true && table.startsWith('enforce-https') && POLICY_MANAGEMENT.includes(action),
    effects: ['allow'],
  },
  {
    why: 'bucket policies that are lists of who is let in say nothing of requests without a signature (Evaluation.bucketPolicies), which nothing allows',
    holds: ({ principal, expect }, { evaluation }) => evaluation?.bucketPolicies === 'allowList' && principal === 'anonymous' && expect === 'explicitDeny',
    effects: ['implicitDeny'],
  },
  {
    why: 'the server asks another action for these requests (Evaluation.checkedAs), so versions are not kept apart; rendering says so in its diagnostics',
    holds: ({ action }, { evaluation }) => ['instead', 'orElse'].includes(evaluation?.checkedAs?.[action.toLowerCase()]?.how ?? ''),
    effects: ['allow', 'implicitDeny', 'explicitDeny'],
  },
  {
    why: 'what would come along is denied beside the Allow',
    holds: ({ action, expect }, { dialect }) => expect === 'implicitDeny' && Object.values(dialect?.alsoGrantsUnlessDenied ?? {}).includes(action),
    effects: ['implicitDeny', 'explicitDeny'],
  },
  {
    why: 'the server takes a bucket for a folder (Evaluation.bucketAsFolder), and no request asks for an action on objects of the bucket itself',
    holds: ({ action, resource }, { evaluation }) => evaluation?.bucketAsFolder === true && s3Action(action)?.level === 'object' && !resource.includes('/'),
    effects: ['allow', 'implicitDeny', 'explicitDeny'],
  },
  {
    why: 'the verb read brings along the parts of an upload and the fixed ACL of an object',
    holds: ({ action, expect }, { name }) => name === 'delta-glider' && expect !== 'explicitDeny' && ['s3:GetObjectAcl', 's3:ListMultipartUploadParts'].includes(action),
    effects: ['allow', 'implicitDeny'],
  },
  {
    why: 'anyone who has any rule on a bucket is answered what is fixed, and the uploads in it',
    holds: ({ action, expect }, { rules }) => expect === 'implicitDeny' && (rules?.anyRuleGrants ?? []).includes(action),
    effects: ['allow', 'implicitDeny'],
  },
  {
    why: 'giving up an upload needs the verb delete, so it is left out where it is merely helpful',
    holds: ({ action, expect }, { name }) => name === 'delta-glider' && action === 's3:AbortMultipartUpload' && expect === 'allow',
    effects: ['allow', 'implicitDeny'],
  },
  {
    why: 'a guard on a bucket becomes rules of every user, and anyone who isn\'t one has nothing that could be denied',
    holds: ({ principal, expect }, { name }) => name === 'delta-glider' && principal === 'anonymous' && expect === 'explicitDeny',
    effects: ['implicitDeny'],
  },
  {
    why: 'the platform has no such action, so no request asks for it',
    holds: ({ action }, { dialect }) => dialect?.actions !== undefined && !dialect.actions.includes(action),
  },
  {
    why: 'no request on the platform has such a key',
    holds: ({ context = {} }, { dialect }) => dialect !== undefined && Object.keys(context).some((key) => knownKey(key, dialect) === undefined),
  },
];

/** What may be decided of a case on a platform. */
export function allowed(platform: Platform, table: string, one: DecisionCase): readonly string[] {
  const difference = DIFFERENCES.find(({ holds }) => holds(one, platform, table));
  if (difference === undefined) return [one.expect];
  return difference.effects ?? ['implicitDeny', 'explicitDeny', 'uncertain', one.expect];
}
