import { githubActionsRole } from '../../src';

const PARTITION = { 'aws': 'aws', 'aws-cn': 'aws-cn', 'aws-us-gov': 'aws-us-gov' } as const;

/** A trust for roles of fixtures. */
export const trustIn = (partition: keyof typeof PARTITION) => githubActionsRole({
  repository: 'acme/firmware', branch: 'main', provider: `arn:${PARTITION[partition]}:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`,
});
