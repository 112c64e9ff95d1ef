import * as pulumi from '@pulumi/pulumi';

/** What is known of an Output before anything is made of it. */
export interface Looked {
  readonly output: pulumi.Output<unknown>;
  readonly isKnown: boolean;
  readonly isSecret: boolean;
  /** Its value, where it is known. */
  readonly value: unknown;
  /** The URNs of the resources that it comes from. */
  readonly urns: readonly string[];
}

/** An Output, where it stands. */
export interface Later {
  readonly looked: Looked;
  readonly at: string;
  /** The property whose value it is. */
  readonly prop: string;
}

/** What every Output has, and its public type doesn't. */
interface Inside {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(withUnknowns: boolean): Promise<unknown>;
  allResources(): Promise<Iterable<pulumi.Resource>>;
}

/** Looks at an Output that came with a request: all that it will ever be known of it in this run is known already. */
export async function look(output: pulumi.Output<unknown>): Promise<Looked> {
  const inside = output as unknown as Inside;
  const [isKnown, isSecret, resources] = await Promise.all([inside.isKnown, inside.isSecret, inside.allResources()]);
  const urns = await Promise.all([...resources].map(({ urn }) => (urn as unknown as Inside).promise(true)));
  return { output, isKnown, isSecret, value: isKnown ? await inside.promise(true) : undefined, urns: urns.map(String).sort() };
}

/** Whether it says no more than its value: it is known, no secret, and comes from nowhere. Some SDKs wrap all that they are given. */
export function isFixed({ isKnown, isSecret, urns }: Looked): boolean {
  return isKnown && !isSecret && urns.length === 0;
}
