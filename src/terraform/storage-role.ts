import { Construct } from 'constructs';
import { BOUNDARY, type Boundary } from '../plan/boundary';
import { checkName } from '../plan/names';
import { providerPattern, TRUSTS } from '../plan/oidc-role';
import { PlacementBudget } from '../plan/placement';
import { checkSessionDuration, trustJson, trustList, type RoleTrusts } from '../plan/role-trust';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { adopt } from './adopt';
import { makeBoundary } from './boundary';
import type { Importable, ResourceOf, TerraformEngine } from './engine';
import type { PolicyOwner } from './identity-policy';
import { matches, withPreconditions } from './name-conditions';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';
import { AppRegistry } from './registry';
import { templateSafe } from './template';

/** Props of a StorageRole. */
export interface StorageRoleProps extends ConstructOptions {
  /** Who may take it: `githubActionsRole(…)`, `oidcRole(…)`, or several of them. */
  readonly trust: RoleTrusts;
  /**
   * The role's name on the platform.
   *
   * @default - the id of the construct
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
  readonly boundary?: Boundary;
  /**
   * Takes over the role of this name, which exists already, instead of making one: an `import` block, which needs Terraform 1.5.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const propsShape = (): Shape<StorageRoleProps> => ({
  ...CONSTRUCT_OPTIONS, trust: TRUSTS, name: VALUE, maxSessionDuration: VALUE, boundary: BOUNDARY, adopt: SWITCH,
});

/** The provider's own objects behind a role. */
export interface RoleResources<E extends TerraformEngine> {
  /** The provider's role. */
  readonly role: ResourceOf<E, 'IamRole'>;
  /** The policy that bounds it, where one is made of grants. */
  readonly boundary?: ResourceOf<E, 'IamPolicy'>;
}

/**
 * A role: somebody without a key, whom its trust lets in.
 *
 * @throws AccessError `InvalidName`, `InvalidTrust`, `OpenTrust`, `TrustTooLarge`, `InvalidSessionDuration`, `InvalidBoundary`, `PolicyTooLarge`, `OutsidePlatform`
 */
export class StorageRoleBase<E extends TerraformEngine> extends Construct implements PolicyOwner {
  /** Tells roles from users and groups. */
  public readonly kind = 'role';
  /** The name on the platform. */
  public readonly name: string;
  /** The name as other resources refer to it, so that they wait for the role. */
  public readonly nameText: string;
  /** The ARN, for whoever takes it; known at deploy. */
  public readonly arn: string;
  /** The trust policy as canonical JSON; deploy-time values in it are tokens of the engine. */
  public readonly trust: string;
  /** The provider's own objects. */
  public readonly resources: RoleResources<E>;
  /** @internal */
  public readonly place: PolicyOwner['place'];
  /** @internal */
  public readonly platform: Platform;

  constructor(engine: E, scope: Construct, id: string, given: StorageRoleProps) {
    const props = readShape<StorageRoleProps>(propsShape(), given, { what: id });
    super(scope, id);
    const { name = id, trust, maxSessionDuration } = props;
    const placement = placementOf(engine, this, props);
    const { platform } = placement;
    checkName('role', name, platform);
    AppRegistry.of(this).takeName(placement.account, 'role', name, this.node.path);
    checkSessionDuration(name, maxSessionDuration);
    this.trust = trustJson(name, trust, platform);
    const unknown = trustList(name, trust).filter(({ provider }) => isDeployTime(provider))
      .map(({ provider, issuer }) => matches(engine, providerPattern(issuer), provider, `The OIDC provider of role ${name} must be that of ${issuer}.`));
    const bound = makeBoundary(engine, this, 'role', name, props.boundary, placement);
    const role = new placement.classes.IamRole(this, 'Resource', {
      ...withPreconditions(placement.meta, [...bound.preconditions, ...unknown]),
      name,
      assumeRolePolicy: templateSafe(this.trust),
      ...(maxSessionDuration !== undefined && { maxSessionDuration }),
      ...bound.argument,
    }) as ResourceOf<E, 'IamRole'> & Importable & { readonly name: string; readonly arn: string };
    if (props.adopt) adopt(role, name, placement);
    const budget = new PlacementBudget({ kind: 'role', name, existing: false }, platform);
    this.name = name;
    this.nameText = role.name;
    this.arn = role.arn;
    this.platform = platform;
    this.place = (document, managed) => budget.place(document, managed);
    this.resources = { role, ...bound.resources };
  }
}
