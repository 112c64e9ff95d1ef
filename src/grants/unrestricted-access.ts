import { withOptionalProps } from '../shape/intent';
import type { Grant } from './grant';
import { ANY_GRANT, makeGrantOn, type AnyGrantProps } from './make-grant';

/** Props of {@link unrestrictedAccess}. */
export type UnrestrictedAccessProps = AnyGrantProps;

// @construct Everything, on everything: for the one user that takes the place of the root user.
// @construct new UnrestrictedAccess('root', { when: { mfa: true }, grantee: existingUser('dana') });
/**
 * Everything, on everything: all buckets and their data, all users, keys and policies, its own included, and on AWS every other service.
 * It is the one grant with `*` for its actions, because everything is what it means: what AWS adds tomorrow is given, too.
 *
 * It is meant for the one user that takes the place of the root user. Give it at least `when: \{ mfa: true \}` and no access key, and look
 * at {@link fullBucketAccess}, {@link bucketAdministrator} and {@link iamAdministrator} first.
 *
 * @throws AccessError `InvalidCondition`, `DeployTimeValue`
 * @example
 * unrestrictedAccess({ when: { mfa: true } });
 */
export const unrestrictedAccess: (props?: UnrestrictedAccessProps | void) => Grant = withOptionalProps('UnrestrictedAccess', ANY_GRANT, ({ when }) => makeGrantOn('UnrestrictedAccess', [], when, () => [
  { sid: 'UnrestrictedAccess', actions: ['*'], resources: ['*'] },
]));
