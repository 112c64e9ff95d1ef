import { AccessError } from '../errors';

/** A construct of cdktf or cdktn, or anything else with a place in a construct tree. */
export interface ConstructLike {
  /** Its place in the tree. */
  readonly node: {
    readonly path: string;
    readonly scopes: readonly object[];
    readonly root: object;
    readonly children: readonly object[];
    readonly metadata: ReadonlyArray<{ readonly type: string; readonly data?: unknown }>;
    findAll(): readonly object[];
    validate(): string[];
  };
}

/** What both engines' stacks have. */
interface StackLike extends ConstructLike {
  prepareStack(): void;
  toTerraform(): object;
}

/** What both engines call an aspect. */
interface AspectLike {
  visit(construct: ConstructLike): void;
}

/** Whether something is a construct, as far as that can be determined without an engine. */
export function isConstruct(subject: object): subject is ConstructLike {
  return subject !== null && typeof subject === 'object' && 'node' in subject && typeof subject.node === 'object' && subject.node !== null && 'scopes' in subject.node;
}

/**
 * What the stack that a construct is in synthesizes to: aspects, then validations of the whole app and errors that were noted on
 * constructs, then the configuration, as at synth.
 *
 * @throws AccessError `InvalidStack`
 */
export function synthesized(construct: ConstructLike): Readonly<Record<string, unknown>> {
  const stack = [...construct.node.scopes].reverse().find(isStack);
  if (!stack) {
    throw new AccessError({
      code: 'InvalidStack',
      message: `${construct.node.path === '' ? 'the app' : construct.node.path} is in no stack, so there is nothing to synthesize`,
      remedy: 'give a TerraformStack or a construct in one; an app of several stacks can be synthesized and read with readAccessFile',
    });
  }
  stack.prepareStack();
  visit(stack, []);
  const problems = [
    ...below(construct.node.root as ConstructLike).flatMap(({ node }) => node.validate().map((problem) => `[${node.path}] ${problem}`)),
    ...below(stack).flatMap(({ node }) => node.metadata.filter(({ type }) => type === ERROR).map(({ data }) => `[${node.path}] ${String(data)}`)),
  ];
  if (problems.length > 0) throw new AccessError({ code: 'InvalidStack', message: `the stack is not valid:\n${problems.join('\n')}`, remedy: 'correct what each problem says' });
  return JSON.parse(JSON.stringify(stack.toTerraform())) as Readonly<Record<string, unknown>>;
}

/** How both engines mark an error that `Annotations.of(…).addError` noted. */
const ERROR = '@cdktf/error';

function below(construct: ConstructLike): readonly ConstructLike[] {
  return construct.node.findAll().filter(isConstruct);
}

function isStack(scope: object): scope is StackLike {
  return 'toTerraform' in scope && 'prepareStack' in scope && 'node' in scope;
}

/** Which aspects have seen which constructs: an aspect that adds a construct can't do so twice, and a test asks many times. */
const seen = new WeakMap<object, Set<AspectLike>>();

/**
 * Runs a stack's aspects, which change constructs at synth, for example their permissions boundaries. Both engines keep them under a symbol
 * of one description, and run those of the stack and of what is in it.
 */
function visit(construct: ConstructLike, inherited: readonly AspectLike[]): void {
  const aspects = [...inherited, ...aspectsOf(construct)];
  const done = seen.get(construct) ?? new Set();
  seen.set(construct, done);
  for (const aspect of aspects.filter((one) => !done.has(one))) {
    done.add(aspect);
    aspect.visit(construct);
  }
  for (const child of construct.node.children.filter(isConstruct)) visit(child, aspects);
}

function aspectsOf(construct: object): readonly AspectLike[] {
  const symbol = Object.getOwnPropertySymbols(construct).find(({ description }) => description === 'cdktf-aspects');
  const aspects: unknown = symbol && (construct as Readonly<Record<symbol, { readonly all?: unknown }>>)[symbol].all;
  return Array.isArray(aspects) ? aspects as AspectLike[] : [];
}
