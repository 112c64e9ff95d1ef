import type { Construct, IConstruct } from 'constructs';
import type { SelectelSettings } from '../platforms/selectel/selectel';
import type { ResourceClasses } from './control-planes';
import { handThrough, type EngineProvider, type GenericResource, type MetaArguments, type ProviderPlace, type TerraformEngine } from './engine';
import { makeProvider, makeRow, type ProviderSource, type Row } from './generic-resource';
import { AppRegistry, type DeclaredPlatform } from './registry';

/*
 * The resources of the Terraform provider selectel/selectel: service users and their S3 keys. Bucket policies come through the provider of AWS,
 * at the S3 endpoint. https://registry.terraform.io/providers/selectel/selectel/latest/docs
 */

const SELECTEL: ProviderSource = { source: 'selectel/selectel', metadata: { providerName: 'selectel', providerVersionConstraint: '~> 8.0' } };

const USER: Row = ['selectel_iam_serviceuser_v1', { name: 'name' }];
const KEY: Row = ['selectel_iam_s3_credentials_v1', { user: 'user_id' }];

/** The role that gives nothing by itself, and lets the policies of buckets decide. */
const ROLE = 's3.user';

const users = new WeakMap<IConstruct, GenericResource>();

/** The provider's service user that was made below a construct. */
export function serviceUser(owner: IConstruct): GenericResource {
  return users.get(owner) as GenericResource;
}

/** Selectel's resources in the form of AWS's classes; for whoever they have no resources for is refused before. */
export function selectelClasses(engine: TerraformEngine): ResourceClasses {
  return { ...engine, IamUser: userClass(engine), IamAccessKey: keyClass(engine) };
}

type Config = MetaArguments & Readonly<Record<string, unknown>>;

function userClass(engine: TerraformEngine): ResourceClasses['IamUser'] {
  return function makeUser(scope: Construct, id: string, config: Config): object {
    const { settings, provider, passwords } = planAround(scope);
    const resource = makeRow(engine, SELECTEL, USER, scope, id, { ...config, provider: handThrough(provider) });
    resource.addOverride('password', passwords[String(config.name)]);
    resource.addOverride('enabled', true);
    resource.addOverride('role', [{ role_name: ROLE, scope: 'project', project_id: settings.project }]);
    users.set(scope, resource);
    return Object.defineProperties({}, { name: { get: () => resource.getStringAttribute('id') } });
  } as unknown as ResourceClasses['IamUser'];
}

function keyClass(engine: TerraformEngine): ResourceClasses['IamAccessKey'] {
  return function makeKey(scope: Construct, id: string, config: Config): object {
    const { settings, provider } = planAround(scope);
    const resource = makeRow(engine, SELECTEL, KEY, scope, id, { ...config, provider: handThrough(provider) });
    resource.addOverride('project_id', settings.project);
    resource.addOverride('name', id.replace(/^AccessKey-/, ''));
    const attribute = (name: string) => ({ get: () => resource.getStringAttribute(name) });
    return Object.defineProperties({ encryptedSecret: '' }, { id: attribute('access_key'), secret: attribute('secret_key') });
  } as unknown as ResourceClasses['IamAccessKey'];
}

interface PlanAround {
  readonly settings: SelectelSettings;
  readonly provider: EngineProvider;
  readonly passwords: Readonly<Record<string, string>>;
}

/** The platform that was declared above a construct, and the passwords of the plan that it is made for: both were checked before it is made. */
function planAround(scope: IConstruct): PlanAround {
  const { platforms, wholePlans } = AppRegistry.of(scope);
  const above = [...scope.node.scopes].reverse();
  const declared = above.map((ancestor) => platforms.get(ancestor)).find((found) => found !== undefined);
  const plan = above.map((ancestor) => wholePlans.get(ancestor)).find((found) => found !== undefined);
  const { platform, beside } = declared as DeclaredPlatform;
  return { settings: platform.selectel as SelectelSettings, provider: beside as EngineProvider, passwords: plan?.passwords ?? {} };
}

/** Makes the provider of service users and keys. What isn't said here comes from its environment: `OS_USERNAME`, `OS_PASSWORD`, `OS_DOMAIN_NAME`, … */
export function makeSelectelProvider(engine: TerraformEngine, { scope, alias, settings = {} }: ProviderPlace): EngineProvider {
  return makeProvider(engine, SELECTEL, { scope, id: 'Selectel', alias }, settings);
}
