import * as pulumi from '@pulumi/pulumi';
import { Program } from '../pulumi/program';
import type { Asking, Made } from './asking';
import { ACCESS_TYPE, makeAccess } from './make-access';
import { GRANT_TYPES, makeGrant } from './make-grant';
import { readInputs } from './read-inputs';

/**
 * Makes a component that a program in another language asks for: with the construct of a program in TypeScript, as a program of its own that ends
 * when the component is whole.
 *
 * @param type its token
 * @throws AccessError what its inputs are refused for
 */
export async function construct(name: string, type: string, inputs: pulumi.Inputs, opts: pulumi.ComponentResourceOptions): Promise<{ urn: pulumi.Output<string>; state: pulumi.Inputs }> {
  const asking = { name, inputs: await readInputs(name, inputs), opts };
  const program = Program.current();
  let finish = () => {};
  program.asked = { below: await whereIn(opts.parent), end: new Promise((resolve) => (finish = resolve)) };
  const { component, state } = await make(type, asking);
  finish();
  return { urn: component.urn, state };
}

async function make(type: string, asking: Asking): Promise<Made> {
  if (type === ACCESS_TYPE) return makeAccess(asking);
  const Grant = GRANT_TYPES.get(type);
  if (Grant !== undefined) return makeGrant(Grant, asking);
  throw new Error(`unknown resource type ${type}`);
}

/** What is unique about a parent: its type with those of its parents, and its name. */
async function whereIn(parent: pulumi.Resource | undefined): Promise<string> {
  if (parent === undefined) return '';
  const urn = await new Promise<string>((resolve) => parent.urn.apply(resolve));
  return urn.split('::').slice(2).join('::');
}
