/**
 * What a plan file says, as data that still knows which parts are calls of functions and which are policies, so that it can be written as
 * YAML and as TypeScript alike.
 */
export type PlanNode = string | number | boolean | Call | Policy | readonly PlanNode[] | { readonly [name: string]: PlanNode };

/** A call of a function of this package by its name, such as a grant. */
export class Call {
  /**
   * @param name the function
   * @param given what it is given; nothing where it needs nothing
   */
  public constructor(public readonly name: string, public readonly given?: PlanNode) {}
}

/** Policy text as AWS writes it, in which `${aws:username}` is the policy's own, with what is said about each statement of it. */
export class Policy {
  /**
   * @param json a policy document or a list of statements
   * @param remarks sentences for people
   */
  public constructor(public readonly json: object, public readonly remarks: readonly string[]) {}
}

/** Whether a node is a mapping of names. */
export function isMapping(node: PlanNode): node is { readonly [name: string]: PlanNode } {
  return typeof node === 'object' && !Array.isArray(node) && !(node instanceof Call) && !(node instanceof Policy);
}
