import { withAccount } from './arns';
import { assemble } from './assemble';
import { at, blocks, entries, isObject, type JsonObject, objectOf, own, scalarText } from './json';
import { resourceIn, type SourceReader, type SourceResource } from './source';
import { Unknowns } from './unknown';

const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/**
 * Reads `aws iam get-account-authorization-details`, as it is or, with bucket policies, as
 * `{ "accountAuthorizationDetails": …, "bucketPolicies": { "BUCKET": … } }`, where a bucket's value is what
 * `aws s3api get-bucket-policy` answers, or the document itself.
 */
export const accountDetailsReader: SourceReader = {
  name: 'aws iam get-account-authorization-details, or { accountAuthorizationDetails, bucketPolicies }',
  recognises: (json) => isObject(own(json, 'accountAuthorizationDetails')) || LISTS.some((list) => Array.isArray(own(json, list))),
  read: (json, options) => {
    const tokens = new Unknowns();
    const details = own(json, 'accountAuthorizationDetails') ?? json;
    const resources = [...identities(details, tokens), ...buckets(own(json, 'bucketPolicies'), tokens)];
    return assemble(resources, tokens, withAccount(options, resources, tokens));
  },
};

function identities(details: unknown, tokens: Unknowns): readonly SourceResource[] {
  const make = resourceIn(tokens);
  const list = (name: string): readonly JsonObject[] => blocks(own(details, name));
  const managed = list('Policies').map((policy) => make(`Policies ${nameOf(policy, 'PolicyName')}`, 'aws_iam_policy', {
    arn: own(policy, 'Arn'), name: own(policy, 'PolicyName'), policy: inForce(policy),
  }));
  const holders = [['UserDetailList', 'User', 'user'], ['GroupDetailList', 'Group', 'group'], ['RoleDetailList', 'Role', 'role']] as const;
  return [...managed, ...holders.flatMap(([key, title, kind]) => list(key).flatMap((holder) => {
    const name = nameOf(holder, `${title}Name`);
    const where = `${key} ${name}`;
    const boundary = at(holder, 'PermissionsBoundary', 'PermissionsBoundaryArn');
    const tags = objectOf(blocks(own(holder, 'Tags')).map((tag) => [scalarText(own(tag, 'Key')), own(tag, 'Value')]));
    return [
      make(where, `aws_iam_${kind}`, { name, arn: own(holder, 'Arn'), permissions_boundary: boundary, tags }),
      ...blocks(own(holder, `${title}PolicyList`)).map((policy) => make(`${where}, ${nameOf(policy, 'PolicyName')}`, `aws_iam_${kind}_policy`, {
        [kind]: name, name: own(policy, 'PolicyName'), policy: decoded(own(policy, 'PolicyDocument')),
      })),
      ...blocks(own(holder, 'AttachedManagedPolicies')).map((policy) => make(where, `aws_iam_${kind}_policy_attachment`, { [kind]: name, policy_arn: own(policy, 'PolicyArn') })),
      ...(kind === 'user' ? [make(where, 'aws_iam_user_group_membership', { user: name, groups: own(holder, 'GroupList') })] : []),
    ];
  }))];
}

function buckets(policies: unknown, tokens: Unknowns): readonly SourceResource[] {
  return entries(policies).map(([bucket, answer]) => resourceIn(tokens)(`bucketPolicies ${bucket}`, 'aws_s3_bucket_policy', { bucket, policy: own(answer, 'Policy') ?? answer }));
}

function nameOf(object: JsonObject, key: string): string {
  const name = own(object, key);
  return typeof name === 'string' ? name : '';
}

/** The version of a managed policy that is in force. */
function inForce(policy: JsonObject): unknown {
  const versions = blocks(own(policy, 'PolicyVersionList'));
  const version = versions.find((candidate) => own(candidate, 'IsDefaultVersion') === true || own(candidate, 'VersionId') === own(policy, 'DefaultVersionId'));
  return decoded(own(version, 'Document'));
}

/** The command line prints documents as objects; the API itself answers them percent-encoded. */
function decoded(document: unknown): unknown {
  if (typeof document !== 'string' || !document.startsWith('%7B')) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}
