import type { Construct, IConstruct } from 'constructs';
import { keyOfNamed, madeBy, type NamedByText } from '../plan/graph/named';
import type { Dependable, TerraformEngine } from './engine';

/** A resource of any class of a provider, whose arguments are read back as `nameInput`, `bucketInput`. */
type AnyResource = IConstruct & Dependable & { readonly terraformResourceType: string } & Readonly<Record<`${string}Input`, unknown>>;

/** What each stack makes under names that are known, while it is synthesized. */
const stacks = new WeakMap<IConstruct, ReadonlyMap<string, AnyResource>>();
/** What our own resources make, of which those without a class can't be read back. */
const made = new WeakMap<object, NamedByText>();

/** Remembers what a resource of ours makes. */
export function rememberMade(resource: object, type: string, args: Readonly<Record<string, unknown>>): void {
  const named = madeBy(type, (argument) => args[argument]);
  if (named !== undefined) made.set(resource, named);
}

/**
 * What a resource waits for: what its construct depends on, and what in its stack makes what it names by text, whichever was declared first.
 * Found when the stack is synthesized; absent where there is nothing.
 *
 * @param dependsOn what its construct depends on, as Terraform writes it
 */
export function waitingFor(
  engine: TerraformEngine, scope: Construct, dependsOn: () => readonly string[], named: () => readonly NamedByText[],
): string[] {
  const stack = engine.TerraformStack.of(scope);
  if (!watched.has(stack)) {
    watched.add(stack);
    // a synthesis begins with the validations, and what was declared since the last one counts
    stack.node.addValidation({ validate: () => (stacks.delete(stack), []) });
  }
  return engine.Lazy.listValue({
    produce: () => {
      const there = stacks.get(stack) ?? madeIn(stack);
      stacks.set(stack, there);
      const found = named().map((one) => there.get(keyOfNamed(one))).filter((resource) => resource !== undefined);
      const all = [...dependsOn(), ...found.map((resource) => engine.dependable(resource))];
      return all.length > 0 ? [...new Set(all)] : undefined;
    },
  });
}

/** Stacks whose validations were added. */
const watched = new WeakSet<IConstruct>();

function madeIn(stack: IConstruct): ReadonlyMap<string, AnyResource> {
  return new Map(stack.node.findAll().filter(isResource).flatMap((resource) => {
    const named = made.get(resource) ?? madeBy(resource.terraformResourceType, (argument) => resource[`${argument}Input`]);
    return named === undefined ? [] : [[keyOfNamed(named), resource] as const];
  }));
}

/** Not a data source, which makes nothing; it has the same type. */
function isResource(node: IConstruct): node is AnyResource {
  return 'terraformResourceType' in node && 'fqn' in node && 'importFrom' in node;
}
