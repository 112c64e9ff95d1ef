import type { Intent } from '../grants/grant';
import { withOptionalProps } from '../shape/intent';
import type { Guard } from './guard';

/** Props of {@link quarantine}: it has no options, so that nothing can be forgotten when it is needed. */
export type QuarantineProps = Readonly<Record<never, never>>;

// @construct Denies somebody everything, in every service: for a user whose access key leaked.
// @construct new Quarantine('leaked', { on: ci.user });
/**
 * Denies a user (a group, a role) everything, in every service: for a user whose access key leaked, until it is rotated. It holds at once
 * for all keys and sessions of the user, whatever other policies allow, and can be taken away again like any other guard. What is open to
 * the public stays open to everyone. Sessions of roles that the user took before go on until they end: they are the role's, and not the
 * user's. Revoke them at the role, or put the quarantine on it as well.
 *
 * It leaves nothing out, the management of bucket policies included: anyone who lifts it is somebody else. On a bucket it makes no sense and is
 * refused: {@link denyPrincipals} and {@link denyEveryoneElse} are for that.
 *
 * @throws AccessError `WrongGuardTarget` on a bucket
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html
 * @example
 * accessPlan({ users: { 'ci-uploader': { guards: [quarantine()] } } });
 */
export const quarantine: Intent<QuarantineProps | void, Guard> = withOptionalProps<QuarantineProps, Guard>('Quarantine', {}, () => ({
  kind: 'guard',
  name: 'Quarantine',
  targets: ['user', 'group', 'role'],
  statements: () => [{ sid: 'Quarantine', actions: ['*'], resources: ['*'], conditions: [] }],
}));
