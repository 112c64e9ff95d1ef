import { githubActionsRole } from '../../src';
import { type Partition } from '../../src/policy';

/** A trust for roles of fixtures. */
export const trustIn = (partition: Partition) => githubActionsRole({
  repository: 'acme/firmware', branch: 'main', provider: `arn:${partition}:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`,
});
