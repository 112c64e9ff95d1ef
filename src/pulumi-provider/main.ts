import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { main } from '@pulumi/pulumi/provider';
import { Program } from '../pulumi/program';
import { VERSION } from '../report/version';
import type { Make } from './component';
import { urnOf } from './look';
import { ACCESS_TYPE, makeAccess } from './make-access';
import { GRANT_TYPES, makeGrant } from './make-grant';
import { readInputs } from './read-inputs';

/*
 * What Pulumi starts for programs in other languages: a provider of components. Its schema stands beside the package, and is read when Pulumi asks.
 */
const SCHEMA = join(__dirname, '..', '..', 'schema', 'pulumi.json');

const COMPONENTS: ReadonlyMap<string, Make> = new Map<string, Make>([
  [ACCESS_TYPE, makeAccess],
  ...[...GRANT_TYPES].map(([type, Grant]): readonly [string, Make] => [type, (asking) => makeGrant(Grant, asking)]),
]);

/** Makes a component with the construct of a program in TypeScript, as a program of its own that ends when the component is whole. */
async function construct(
  name: string, type: string, inputs: pulumi.Inputs, opts: pulumi.ComponentResourceOptions,
): Promise<{ urn: pulumi.Output<string>; state: pulumi.Inputs }> {
  const make = COMPONENTS.get(type);
  if (make === undefined) throw new Error(`unknown resource type ${type}`);
  const asking = { name, inputs: await readInputs(name, inputs), opts };
  let finish = () => {};
  const end = new Promise<void>((resolve) => (finish = resolve));
  // its type with those of its parents, and its name
  const below = opts.parent === undefined ? '' : (await urnOf(opts.parent)).split('::').slice(2).join('::');
  Program.current().asked = { below, end };
  const { component, state } = await make(asking);
  finish();
  return { urn: component.urn, state };
}

const getSchema = async (): Promise<string> => JSON.stringify({ ...JSON.parse(readFileSync(SCHEMA, 'utf8')), version: VERSION });

void main({ version: VERSION, getSchema, construct }, process.argv.slice(2));
