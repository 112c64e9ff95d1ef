import type { Construct } from 'constructs';
import { PROVIDER_SOURCES, snakeCase } from '../plan/control-planes/provider-sources';
import { type EngineProvider, type GenericResource, type MetaArguments, type ProviderScope, type TerraformEngine } from './engine';

/*
 * Resources and providers that there are no classes of for cdktf or cdktn: generic ones, by their types.
 */

/** What the engines want to know of a provider. */
interface ProviderMetadata {
  readonly providerName: string;
  readonly providerVersionConstraint: string;
}

/** A provider, as the engines find it. */
function providerNamed(name: string): { readonly source: string; readonly metadata: ProviderMetadata } {
  const { source, version } = PROVIDER_SOURCES[name];
  return { source, metadata: { providerName: name, providerVersionConstraint: version } };
}

/** Makes a resource of any type, from arguments with names in camelCase. */
export function makeGeneric(
  engine: TerraformEngine, scope: Construct, id: string, type: string, { provider, dependsOn, lifecycle }: MetaArguments, args: object,
): GenericResource {
  const meta = { ...(provider !== undefined && { provider }), ...(dependsOn && { dependsOn }), ...(lifecycle && { lifecycle }) };
  const { metadata } = providerNamed(type.split('_')[0]);
  const resource = new engine.TerraformResource(scope, id, { ...meta, terraformResourceType: type, terraformGeneratorMetadata: metadata });
  for (const [name, value] of Object.entries(args)) resource.addOverride(snakeCase(name), inSnakeCase(value));
  return resource;
}

function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [snakeCase(name), inSnakeCase(each)]));
}

/** Makes a provider with arguments as Terraform calls them. */
export function makeProvider(
  engine: TerraformEngine, name: string, { scope, id, alias }: Pick<ProviderScope, 'scope' | 'id' | 'alias'>, settings: Readonly<Record<string, unknown>>,
): EngineProvider {
  const { source, metadata } = providerNamed(name);
  const provider = new engine.OtherProvider(scope, id, {
    terraformResourceType: metadata.providerName, terraformProviderSource: source, terraformGeneratorMetadata: metadata,
  });
  if (alias !== undefined) provider.alias = alias;
  for (const [argument, value] of Object.entries(settings)) provider.addOverride(argument, value);
  return provider;
}
