import * as pulumi from '@pulumi/pulumi';
import { underMocks, type Program } from './program';

/**
 * Resolves when the program has declared all that it will. There is no synth phase to wait for, and each sign alone fails: the root stack's
 * data comes late where the program exports something that waits for the policy, and `beforeExit` never comes where other work keeps the
 * process alive. So the first of the two counts. A unit test has neither; there it is the end of the current turn.
 *
 * It never resolves after a program that failed: what such a program didn't come to declare would be missing from the policy.
 */
export function programEnd(program: Program): Promise<void> {
  const known = ends.get(program) ?? program.asked?.end ?? endOfProgram();
  ends.set(program, known);
  return known;
}

/** One for each program: Node warns of many listeners. */
const ends = new WeakMap<Program, Promise<void>>();

function endOfProgram(): Promise<void> {
  if (underMocks()) return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    let failed = false;
    const end = () => {
      if (!failed && !pulumi.log.hasErrors()) resolve();
    };
    process.once('beforeExit', end);
    const stack = pulumi.runtime.getStackResource() as unknown as { getData(): Promise<unknown> } | undefined;
    stack?.getData().then(end, () => {
      failed = true;
    });
  });
}
