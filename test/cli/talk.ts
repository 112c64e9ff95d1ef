import type { ExitStatus } from '../../src/cli/exit-status';
import { run } from '../../src/cli/run';

/** What a command said and how it ended. */
export interface Talk {
  readonly code: ExitStatus;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
export async function talk(args: readonly string[], stdin = ''): Promise<Talk> {
  const said = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => { said.out += `${text}\n`; },
    err: (text) => { said.err += `${text}\n`; },
    stdin: () => stdin,
  });
  return { code, ...said };
}
