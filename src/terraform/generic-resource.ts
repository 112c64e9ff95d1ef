import type { Construct } from 'constructs';
import { handThrough, type EngineProvider, type GenericResource, type MetaArguments, type ProviderPlace, type TerraformEngine } from './engine';

/*
 * Resources and providers that there are no classes of for cdktf or cdktn: generic ones, typed by small tables.
 */

/** What becomes of one property of AWS's configuration: an argument of another name, and of another value where that differs. */
export type Argument = string | readonly [name: string, write: (value: unknown) => unknown];

/** A resource: its type, and its arguments by the properties of AWS's configuration. */
export type Row = readonly [type: string, args: Readonly<Record<string, Argument>>];

/** A provider, as Terraform finds it. */
export interface ProviderSource {
  readonly source: string;
  readonly metadata: { readonly providerName: string; readonly providerVersionConstraint: string };
}

/** Makes a resource of a table from the configuration that the class of AWS takes. */
export function makeRow(
  engine: TerraformEngine, { metadata }: ProviderSource, [type, args]: Row, scope: Construct, id: string,
  config: MetaArguments & Readonly<Record<string, unknown>>,
): GenericResource {
  const { provider, dependsOn, lifecycle } = config;
  const from = provider === undefined ? {} : { provider: handThrough(provider) };
  const meta = { ...from, ...(dependsOn && { dependsOn }), ...(lifecycle && { lifecycle }) };
  const resource = new engine.TerraformResource(scope, id, { ...meta, terraformResourceType: type, terraformGeneratorMetadata: metadata });
  for (const [property, argument] of Object.entries(args)) {
    const [name, value] = typeof argument === 'string' ? [argument, config[property]] : [argument[0], argument[1](config[property])];
    if (value !== undefined) resource.addOverride(name, value);
  }
  return resource;
}

/** Makes a provider with arguments as Terraform calls them. */
export function makeProvider(
  engine: TerraformEngine, { source, metadata }: ProviderSource, { scope, id, alias }: Pick<ProviderPlace, 'scope' | 'id' | 'alias'>,
  settings: Readonly<Record<string, unknown>>,
): EngineProvider {
  const provider = new engine.OtherProvider(scope, id, {
    terraformResourceType: metadata.providerName, terraformProviderSource: source, terraformGeneratorMetadata: metadata,
  });
  if (alias !== undefined) provider.alias = alias;
  for (const [name, value] of Object.entries(settings)) provider.addOverride(name, value);
  return provider;
}
