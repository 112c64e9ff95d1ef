import { AWS_PROVIDER, type ControlPlaneStrategy } from './control-plane';

/** The IAM API of AWS, and of anyone who has the same. */
export const awsIam: ControlPlaneStrategy = { resources: (graph) => graph, isAws: true, provider: AWS_PROVIDER };
