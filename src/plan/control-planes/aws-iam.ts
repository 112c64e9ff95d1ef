import type { Sequence } from '../graph/node';
import { AWS_PROVIDER, type ControlPlaneStrategy } from './control-plane';
import { writeDocument } from './documents';

/** What resources are of that a platform may take only one after the other. */
const SEQUENCES: Readonly<Record<string, Sequence>> = {
  aws_iam_access_key: 'membershipsAndKeys',
  aws_iam_group: 'groups',
  aws_iam_group_membership: 'membershipsAndKeys',
  aws_iam_user: 'users',
  aws_iam_user_group_membership: 'membershipsAndKeys',
};

/** The IAM API of AWS, and of anyone who has the same. */
export const awsIam: ControlPlaneStrategy = {
  isAws: true,
  provider: AWS_PROVIDER,
  planForm: 'principals',
  planOptions: ['provider'],
  bucketAccess: 'bucket policy',
  identity: writeDocument,
  resources: (graph, { oneAtATime = [] }) => graph.map((node) => {
    const sequence = SEQUENCES[node.type];
    return oneAtATime.includes(sequence) ? { ...node, sequence } : node;
  }),
};
