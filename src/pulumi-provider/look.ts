import * as pulumi from '@pulumi/pulumi';

/** What is known of an Output before anything is made of it. */
export interface Looked {
  readonly isKnown: boolean;
  readonly isSecret: boolean;
  /** Its value, where it is known. */
  readonly value: unknown;
  /** The URNs of the resources that it comes from. */
  readonly urns: readonly string[];
}

/** What every Output has, and its public type doesn't. */
interface Inside {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(withUnknowns: boolean): Promise<unknown>;
  allResources(): Promise<Iterable<pulumi.Resource>>;
}

function isInside(output: object): output is Inside {
  return 'isKnown' in output && 'allResources' in output;
}

/** Looks at an Output that came with a request: all that will ever be known of it in this run is known already. */
export async function look(output: pulumi.Output<unknown>): Promise<Looked> {
  if (!isInside(output)) throw new Error('an Output of another version of @pulumi/pulumi');
  const [isKnown, isSecret, resources] = await Promise.all([output.isKnown, output.isSecret, output.allResources()]);
  const urns = await Promise.all([...resources].map(urnOf));
  return { isKnown, isSecret, value: isKnown ? await output.promise(true) : undefined, urns: urns.sort() };
}

/** The URN of a resource of another program, which is known from the first. */
export function urnOf({ urn }: pulumi.Resource): Promise<string> {
  return new Promise((resolve) => urn.apply(resolve));
}

/** Whether it says no more than its value: it is known, no secret, and comes from nowhere. Some SDKs wrap all that they are given. */
export function isFixed({ isKnown, isSecret, urns }: Looked): boolean {
  return isKnown && !isSecret && urns.length === 0;
}
