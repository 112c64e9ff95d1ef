import * as pulumi from '@pulumi/pulumi';
import type { CustomStatement } from '../plan/custom-statements';
import { roleGraph } from '../plan/graph/people';
import { checkName, nameAfter } from '../plan/names';
import { TRUSTS } from '../plan/oidc-role';
import type { RoleTrusts } from '../plan/role-trust';
import { SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { BOUNDARY_ARG, boundarySpec, type BoundaryArg } from './boundary';
import { writeCustomStatements } from './identity-policies';
import { findRole, rememberRole, type RoleResources, type RoleState } from './made-role';
import { makeResources } from './make-resources';
import { PLATFORM_ARGS, placementOf, type PlatformArgs, type Placement } from './placement';
import { madePrincipal } from './principals';

/** Args of {@link StorageRole}. */
export interface StorageRoleArgs extends PlatformArgs {
  /** Who may take it: `githubActionsRole(…)`, `oidcRole(…)`, `irsaRole(…)`, `serviceRole(…)`, `podIdentityRole(…)`, `accountRole(…)`, or several of them. */
  readonly trust: RoleTrusts;
  /**
   * The role's name on the platform.
   *
   * @default - the name of the construct, after the `scope` of a platform that has one
   */
  readonly name?: string;
  /**
   * The longest session that may be asked for, in seconds, from 3600 to 43200.
   *
   * @default - 3600, as IAM has it
   */
  readonly maxSessionDuration?: number;
  /**
   * The most that it may ever do, whatever is granted: the ARN of a managed policy that exists already, or grants, of which a policy is made.
   *
   * @default - none
   */
  readonly boundary?: BoundaryArg;
  /**
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as
   * grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
  /**
   * Takes over the role of this name, which exists already, instead of making one.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const ARGS: Shape<StorageRoleArgs> = {
  ...PLATFORM_ARGS,
  trust: TRUSTS,
  name: VALUE,
  maxSessionDuration: VALUE,
  boundary: BOUNDARY_ARG,
  customStatements: VALUE,
  adopt: SWITCH,
};

/**
 * A role: somebody without a key, which those in its trust policy may take. A grant takes it as grantee.
 *
 * @throws AccessError `InvalidName`, `NameTwice`, `InvalidTrust`, `TrustTooLarge`, `InvalidSessionDuration`, `InvalidBoundary`, `PolicyTooLarge`, `OutsidePlatform`, `InvalidCustomStatements`
 * @example
 * const ci = new StorageRole('ci', { trust: githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider: github.arn }) });
 * new WriteOnlyUploader('uploads', { bucket: 'releases', prefix: 'firmware/', grantee: ci });
 */
export class StorageRole extends pulumi.ComponentResource {
  constructor(name: string, given: StorageRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<StorageRoleArgs>(ARGS, given, { what: name });
    super('bucket-grants:index:StorageRole', name, {}, opts);
    const state = makeRole(args, placementOf(this, args, opts));
    rememberRole(this, state);
    this.registerOutputs({ name: state.role.name, arn: state.role.arn });
  }

  /** The role's name; what uses it waits for the role. */
  public get name(): pulumi.Output<string> {
    return this.resources.role.name;
  }

  /** The ARN, for anyone who takes it. */
  public get arn(): pulumi.Output<string> {
    return this.resources.role.arn;
  }

  /** The trust policy as canonical JSON. */
  public get trust(): pulumi.Output<string> {
    return this.resources.role.assumeRolePolicy;
  }

  /** The provider's own objects. */
  public get resources(): RoleResources {
    const { role, boundary } = findRole(this) as RoleState;
    return { role, ...(boundary && { boundary }) };
  }
}

function makeRole(args: StorageRoleArgs, placement: Placement): RoleState {
  const { program, provider: account, platform } = placement;
  const { name = nameAfter(placement.name, platform), trust, maxSessionDuration, boundary, adopt } = args;
  checkName('role', name, platform);
  program.ledger.takeName({ account, kind: 'role', name }, placement.name);
  const spec = { name, trust, maxSessionDuration, adopt, ...boundarySpec(`role ${name}`, boundary, placement) };
  const made = makeResources(roleGraph(spec, platform), placement);
  const bounds = made.find('boundary', 'aws_iam_policy');
  const principal = madePrincipal('role', name, made.attribute('role', 'name'), placement);
  writeCustomStatements(principal, args.customStatements, placement);
  return { principal, role: made.get('role', 'aws_iam_role'), ...(bounds && { boundary: bounds }) };
}
