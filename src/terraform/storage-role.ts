import { Construct } from 'constructs';
import { BOUNDARY, type Boundary } from '../plan/boundary';
import type { CustomStatement } from '../plan/custom-statements';
import { roleGraph } from '../plan/graph/people';
import type { Account } from '../plan/ledger';
import { checkName, nameAfter } from '../plan/names';
import { TRUSTS } from '../plan/oidc-role';
import { PlacementBudget } from '../plan/placement';
import { trustJson, type RoleTrusts } from '../plan/role-trust';
import type { Platform } from '../platforms/platform';
import { SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { boundarySpec } from './boundary';
import type { ResourceOf, TerraformEngine } from './engine';
import { type MadeOwner, type PlacePolicy, writeCustomStatements } from './identity-policy';
import { makeResources } from './make-resources';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';
import { AppRegistry } from './registry';

/** Props of a StorageRole. */
export interface StorageRoleProps extends ConstructOptions {
  /** Who may take it: `githubActionsRole(…)`, `oidcRole(…)`, `irsaRole(…)`, `serviceRole(…)`, `podIdentityRole(…)`, `accountRole(…)`, or several of them. */
  readonly trust: RoleTrusts;
  /**
   * The role's name on the platform.
   *
   * @default - the id of the construct, after the `scope` of a platform that has one
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
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as
   * grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
  /**
   * Takes over the role of this name, which exists already, instead of making one: an `import` block, which needs Terraform 1.5.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const propsShape = (): Shape<StorageRoleProps> => ({
  ...CONSTRUCT_OPTIONS, trust: TRUSTS, name: VALUE, maxSessionDuration: VALUE, boundary: BOUNDARY, customStatements: VALUE, adopt: SWITCH,
});

/** The provider's own objects behind a role. */
export interface RoleResources<E extends TerraformEngine> {
  /** The provider's role. */
  readonly role: ResourceOf<E, 'IamRole'>;
  /** The policy that bounds it, where one is made of grants. */
  readonly boundary?: ResourceOf<E, 'IamPolicy'>;
}

/**
 * A role: somebody without a key, which those in its trust policy may take.
 *
 * @throws AccessError `InvalidName`, `InvalidTrust`, `OpenTrust`, `TrustTooLarge`, `InvalidSessionDuration`, `InvalidBoundary`, `PolicyTooLarge`, `OutsidePlatform`, `InvalidCustomStatements`
 */
export class StorageRoleBase<E extends TerraformEngine> extends Construct implements MadeOwner {
  /** Tells roles from users and groups. */
  public readonly kind = 'role';
  /** The name on the platform. */
  public readonly name: string;
  /** The name as other resources refer to it, so that they wait for the role. */
  public readonly nameText: string;
  /** The ARN, for anyone who takes it; known at deploy. */
  public readonly arn: string;
  /** The trust policy as canonical JSON; deploy-time values in it are tokens of the engine. */
  public readonly trust: string;
  /** The provider's own objects. */
  public readonly resources: RoleResources<E>;
  /** @internal */
  public readonly account: Account;
  /** @internal */
  public readonly place: PlacePolicy;
  /** @internal */
  public readonly platform: Platform;

  constructor(engine: E, scope: Construct, id: string, given: StorageRoleProps) {
    const props = readShape<StorageRoleProps>(propsShape(), given, { what: id });
    super(scope, id);
    const placement = placementOf(engine, this, props);
    const { platform, account } = placement;
    const { name = nameAfter(id, platform), trust, maxSessionDuration } = props;
    checkName('role', name, platform);
    AppRegistry.of(this).ledger.takeName({ account, kind: 'role', name }, this.node.path);
    const spec = { name, trust, maxSessionDuration, adopt: props.adopt, ...boundarySpec(engine, this, props.boundary, platform) };
    const made = makeResources(engine, this, roleGraph(spec, platform), placement);
    const budget = new PlacementBudget({ kind: 'role', name, existing: false }, platform);
    this.name = name;
    this.nameText = made.attribute('role', 'name');
    this.arn = made.attribute('role', 'arn');
    this.trust = trustJson(name, trust, platform);
    this.account = account;
    this.platform = platform;
    this.place = (document, managed) => budget.place(document, managed);
    const boundary = made.find('boundary', 'aws_iam_policy');
    this.resources = { role: made.get('role', 'aws_iam_role'), ...(boundary !== undefined && { boundary }) };
    writeCustomStatements(engine, this, props.customStatements, placement);
  }
}
