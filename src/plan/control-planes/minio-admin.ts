import { unsupported } from '../../platforms/unsupported';
import type { Attribute, ResourceNode, Value } from '../graph/node';
import type { ControlPlaneStrategy } from './control-plane';
import { writeDocument } from './documents';

/** A resource of the provider `aminueza/minio`: its type, its arguments by those of AWS's, and its attributes by those of AWS's. */
interface Row {
  readonly type: string;
  readonly args: Readonly<Record<string, readonly [name: string, write?: (value: Value) => Value | undefined]>>;
  readonly attributes?: Readonly<Partial<Record<Attribute, string | null>>>;
}

const first = (list: Value): Value | undefined => (Array.isArray(list) ? (list as readonly Value[])[0] : list);

/**
 * MinIO's resources by the types of AWS's. Policies are attached by their names, which take the place of ARNs. `minio_iam_group_policy` makes a policy
 * and attaches it to nobody, so it isn't among them. Access keys are service accounts, of which the server makes both halves.
 *
 * @see https://registry.terraform.io/providers/aminueza/minio/latest/docs
 */
const ROWS: Readonly<Record<string, Row>> = {
  aws_iam_access_key: {
    type: 'minio_iam_service_account',
    args: { user: ['targetUser'], status: ['disableUser', (status) => (status === 'Inactive' ? true : undefined)] },
    attributes: { id: 'accessKey', secret: 'secretKey', encryptedSecret: null },
  },
  aws_iam_group: { type: 'minio_iam_group', args: { name: ['name'] } },
  aws_iam_group_membership: { type: 'minio_iam_group_membership', args: { name: ['name'], group: ['group'], users: ['users'] } },
  aws_iam_group_policy_attachment: { type: 'minio_iam_group_policy_attachment', args: { group: ['groupName'], policyArn: ['policyName'] } },
  aws_iam_policy: { type: 'minio_iam_policy', args: { name: ['name'], policy: ['policy'] }, attributes: { arn: 'name' } },
  aws_iam_user: { type: 'minio_iam_user', args: { name: ['name'] } },
  aws_iam_user_group_membership: { type: 'minio_iam_group_user_attachment', args: { user: ['userName'], groups: ['groupName', first] } },
  aws_iam_user_policy_attachment: { type: 'minio_iam_user_policy_attachment', args: { user: ['userName'], policyArn: ['policyName'] } },
  aws_s3_bucket_policy: { type: 'minio_s3_bucket_policy', args: { bucket: ['bucket'], policy: ['policy'] } },
};

/** MinIO's admin API. */
export const minioAdmin: ControlPlaneStrategy = {
  isAws: false,
  planForm: 'principals',
  planOptions: ['provider'],
  bucketAccess: 'bucket policy',
  identity: writeDocument,
  provider: {
    name: 'minio',
    args: ({ endpoints: { s3 }, region }) => ({
      ...(s3 !== undefined && { minioServer: new URL(s3).host, minioSsl: s3.startsWith('https:') }),
      ...(region !== undefined && region !== '' && { minioRegion: region }),
    }),
  },
  resources: (graph, platform) => graph.map((node): ResourceNode => {
    const row = Object.hasOwn(ROWS, node.type) ? ROWS[node.type] : undefined;
    if (row === undefined) throw unsupported(platform, { what: node.type, reason: 'has nothing like it', remedy: 'leave out what needs it' });
    const { attributes } = row;
    const args = Object.entries(node.args).flatMap(([argument, value]) => {
      const [name, write = (same: Value) => same] = row.args[argument] ?? [];
      const written = name === undefined ? undefined : write(value);
      return name === undefined || written === undefined ? [] : [[name, written] as const];
    });
    const sensitive = node.sensitive?.map((name) => attributes?.[name as Attribute] ?? name);
    return { ...node, type: row.type, args: Object.fromEntries(args), ...(attributes && { attributes }), ...(sensitive && { sensitive }) };
  }),
};
