import { AccessError } from '../errors';
import { PARTITION_PATTERN } from '../policy/arn';
import { shown } from '../s3/names';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import { nested, type Shape } from '../shape/shape';
import type { Grant, GrantStatement } from './grant';
import { IAM_BOUNDED, IAM_GROUPS, IAM_KEYS, IAM_POLICIES, IAM_READ, IAM_USERS } from './iam-actions';
import { ANY_GRANT, makeGrantOn, type AnyGrantProps } from './make-grant';

/** What an {@link iamAdministrator} is held to. */
export interface AdministratorLimits {
  /** The path of the users and policies that it manages, such as `/storage/`. Nobody else's may lie below it. */
  readonly path: string;
  /** ARN of the managed policy that bounds every user it makes or gives a policy to, written out. It doesn't lie below `path`. */
  readonly boundary: string;
}

/** Props of {@link iamAdministrator}. */
export interface IamAdministratorProps extends AnyGrantProps {
  /**
   * Holds it to users below a path, each with a permissions boundary, so that it can't give anybody, itself included, more than the
   * boundary allows. Without it, it can.
   *
   * @default - every user, group and policy
   */
  readonly within?: AdministratorLimits;
}

const LIMITS: Shape<AdministratorLimits> = { path: VALUE, boundary: VALUE };
const PROPS: Shape<IamAdministratorProps> = { ...ANY_GRANT, within: nested(LIMITS, 'InvalidAdministratorLimits') };

// @construct new IamAdministrator('iam', { within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/storage-boundary' }, grantee: dana });
/**
 * Manages users, groups, policies and access keys, and reads no data: it has no S3 action at all. No roles, console passwords, MFA devices
 * or identity providers either.
 *
 * **Without `within`, it is as powerful as the root user in the end**: it can write a policy for itself or make a key of somebody who has
 * one. That S3 data isn't given keeps it from accidents, not from intent, and what it gives itself stands in the audit log.
 *
 * With `within`, it makes users and gives policies only below the path and only under the boundary, makes keys of these users, writes
 * managed policies below the path, and looks at everything. Groups are left out, because a group's policy is bounded by nothing: it
 * could join any group that it may write to. It must not itself lie below the path, and what lies there already must have the boundary.
 *
 * @throws AccessError `InvalidAdministratorLimits`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 * @example
 * iamAdministrator({ within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/storage-boundary' } });
 */
export const iamAdministrator: (props?: IamAdministratorProps | void) => Grant = withOptionalProps('IamAdministrator', PROPS, ({ within, when }) => makeGrantOn('IamAdministrator', [], when, () => (
  within === undefined
    ? [{ sid: 'IamAdministrator', actions: [...IAM_READ, ...IAM_BOUNDED, ...IAM_KEYS, ...IAM_USERS, ...IAM_GROUPS, ...IAM_POLICIES], all: true, resources: ['*'] }]
    : limited(within)
)));

function limited(limits: AdministratorLimits): readonly GrantStatement[] {
  const { path, boundary } = checkedLimits(limits);
  const users = [`arn:aws:iam::*:user${path}*`];
  return [
    { sid: 'IamAdministratorRead', actions: IAM_READ, resources: ['*'] },
    {
      sid: 'IamAdministrator',
      actions: IAM_BOUNDED,
      resources: users,
      conditions: [{ operator: 'StringEquals', key: 'iam:PermissionsBoundary', values: [boundary] }],
    },
    { sid: 'IamAdministratorKeys', actions: IAM_KEYS, resources: users },
    { sid: 'IamAdministratorPolicies', actions: IAM_POLICIES, resources: [`arn:aws:iam::*:policy${path}*`] },
  ];
}

const PATH = /^\/(?:[A-Za-z0-9+=,.@_-]+\/)+$/;
const BOUNDARY = new RegExp(`^arn:${PARTITION_PATTERN}:iam::(?:\\d{12}|aws):policy(?<path>(?:/[A-Za-z0-9+=,.@_-]+)+)$`);

function checkedLimits(limits: AdministratorLimits): AdministratorLimits {
  const { path, boundary }: { readonly path?: unknown; readonly boundary?: unknown } = limits ?? {};
  if (typeof path !== 'string' || !PATH.test(path)) {
    throw invalid(`path ${shown(path)} is not a path below the root: it begins and ends with /, with a name between`, "write path: '/storage/'");
  }
  const name = typeof boundary === 'string' ? BOUNDARY.exec(boundary)?.groups?.path : undefined;
  if (typeof boundary !== 'string' || name === undefined) {
    throw invalid(`boundary ${shown(boundary)} is not an ARN of a managed policy`, "write it out, such as boundary: 'arn:aws:iam::111122223333:policy/storage-boundary'");
  }
  if (name.startsWith(path)) {
    throw invalid(`boundary ${shown(boundary)} lies below the path ${path}, where the administrator writes policies: it could widen its own limits`, 'keep the boundary outside the path');
  }
  return { path, boundary };
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidAdministratorLimits', message: `within: ${message}`, remedy });
}
