import type { IntentStatement } from '../../platforms/dialect';
import type { Platform, SelectelSettings } from '../../platforms/platform';
import { selectelSettings } from '../../platforms/selectel/settings';
import { unsupported } from '../../platforms/unsupported';
import { bucketArn, objectArn } from '../../policy/s3-arn';
import { ANY } from '../../policy/text';
import { given, partsOf, type ResourceNode } from '../graph/node';
import { AWS_PROVIDER, type ControlPlaneStrategy, type PlanContext } from './control-plane';
import { writeDocument } from './documents';

/** The role that gives nothing by itself, and lets the policies of buckets decide. */
const ROLE = 's3.user';

/**
 * Selectel's own API for service users and their S3 keys, by the provider `selectel/selectel`; the policies of buckets come through the provider of
 * AWS, at the S3 endpoint. They name users by ids, so a user's name for others is its id.
 *
 * @see https://registry.terraform.io/providers/selectel/selectel/latest/docs
 */
export const selectelApi: ControlPlaneStrategy = {
  isAws: false,
  planForm: 'buckets',
  planOptions: ['provider', 'passwords', 'selectel'],
  bucketAccess: 'bucket policy',
  identity: writeDocument,
  bucketStatements: (bucket, platform) => managerStatements(bucket, selectelSettings(platform)),
  bucketPrincipals: (platform) => {
    const { managers, principals } = selectelSettings(platform);
    return [...managers, ...Object.values(principals)];
  },
  provider: AWS_PROVIDER,
  beside: 'selectel',
  wholePlan: 'names everybody who has access to a bucket in one policy',
  resources: (graph, platform, context) => graph.map((node) => onSelectel(node, platform, context)),
};

function onSelectel(node: ResourceNode, platform: Platform, { passwords }: PlanContext): ResourceNode {
  if (node.type === 'aws_s3_bucket_policy') return node;
  const { project } = selectelSettings(platform);
  const own = { ...node, provider: 'beside' } as const;
  if (node.type === 'aws_iam_user') {
    const { name } = node.args;
    return {
      ...own,
      type: 'selectel_iam_serviceuser_v1',
      args: given({ name, password: passwords[String(name)], enabled: true, role: [{ block: { roleName: ROLE, scope: 'project', projectId: project } }] }),
      attributes: { name: 'id' },
      sensitive: ['password'],
    };
  }
  if (node.type === 'aws_iam_access_key') {
    const [, generation = ''] = partsOf(node.id);
    return {
      ...own,
      type: 'selectel_iam_s3_credentials_v1',
      args: { userId: node.args.user, projectId: project, name: generation },
      attributes: { id: 'accessKey', secret: 'secretKey', encryptedSecret: null },
      sensitive: ['secretKey'],
    };
  }
  throw unsupported(platform, { what: node.type, reason: 'has nothing like it', remedy: 'leave out what needs it' });
}

/** What every bucket policy holds where it locks out everyone that it doesn't name: those who manage the bucket, this package's next deployment included. */
function managerStatements(bucket: string, { managers }: SelectelSettings): readonly IntentStatement[] {
  return [{
    sid: 'Managers', effect: 'Allow', principals: { AWS: managers }, actions: ['s3:*'], resources: [bucketArn(bucket), objectArn(bucket, ANY)],
  }];
}
