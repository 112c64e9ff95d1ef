import { AWS_PROVIDER, type ControlPlaneStrategy } from './control-plane';
import { writeDocument } from './documents';

/** The IAM API of AWS, and of anyone who has the same. */
export const awsIam: ControlPlaneStrategy = {
  isAws: true,
  provider: AWS_PROVIDER,
  planForm: 'principals',
  planOptions: ['provider'],
  bucketAccess: 'bucket policy',
  identity: writeDocument,
  resources: (graph) => graph,
};
