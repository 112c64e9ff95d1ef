import { AccessError } from '../errors';
import type { AccessPlan } from '../plan/access-plan';
import type { RenderedAccess } from '../plan/render-access';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { readAccess } from '../state/read-access';
import type { PulumiRecording } from './pulumi-recording';

/** A construct of cdktf or cdktn, or anything else with a place in a construct tree. */
export interface ConstructLike {
  readonly node: { readonly scopes: readonly object[]; readonly root: object; findAll(): ReadonlyArray<{ readonly node: { validate(): string[] } }> };
}

/** Whatever access can be read from: a stack or a construct in one, a plan, a recording of a Pulumi program, an access state, parsed output. */
export type AccessSubject =
  ConstructLike | AccessPlan | RenderedAccess | PulumiRecording | AccessState | AccessStateJson | Readonly<Record<string, unknown>>;

/** What both engines' stacks have. */
interface StackLike {
  prepareStack(): void;
  toTerraform(): object;
}

/**
 * The access state of a subject. A construct stands for the stack that it is in, because what somebody may do depends on all of it; its
 * validations run first, as they do at synth.
 *
 * @throws AccessError `InvalidStack` when a validation fails, `UnreadableSource`
 */
export function accessOf(subject: AccessSubject): AccessState {
  if (!isConstruct(subject)) return readAccess(subject as Readonly<Record<string, unknown>>);
  const stack = subject.node.scopes.find(isStack);
  if (!stack) {
    throw new AccessError({ code: 'InvalidStack', message: 'the construct is in no stack, so there is nothing to synthesize', remedy: 'make it in a TerraformStack' });
  }
  stack.prepareStack();
  const problems = (subject.node.root as ConstructLike).node.findAll().flatMap(({ node }) => node.validate());
  if (problems.length > 0) throw new AccessError({ code: 'InvalidStack', message: `the stack is not valid:\n${problems.join('\n')}`, remedy: 'correct what each problem says' });
  return readAccess(JSON.parse(JSON.stringify(stack.toTerraform())) as Record<string, unknown>);
}

function isConstruct(subject: AccessSubject): subject is ConstructLike {
  return 'node' in subject && typeof subject.node === 'object' && subject.node !== null && 'scopes' in subject.node;
}

function isStack(scope: object): scope is StackLike {
  return 'toTerraform' in scope && 'prepareStack' in scope && 'node' in scope;
}
