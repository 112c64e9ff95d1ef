import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { AccessError } from '../errors';
import type { AccessState } from '../state/access-state';
import { readAccessText } from '../state/read-access';
import { readAccessFile } from '../state/read-files';

/** What the commands say of the sources that they take. */
const SOURCE_HELP = 'what to read: a synthesized folder or file of cdktf or cdktn, terraform show -json, pulumi preview --json or stack export, '
  + 'aws iam get-account-authorization-details, a folder of policy files, an access state; - reads standard input';

/** Adds what all commands take that read a stack. */
export function takesStack(command: Command): Command {
  return command
    .argument('<stack>', SOURCE_HELP)
    .option('--var <name=value...>', 'values of Terraform variables, which a synthesized stack does not hold', []);
}

/** Reads an access state from a path, or from standard input. */
export function readSource(path: string, { var: pairs }: { readonly var: readonly string[] }): AccessState {
  const variables = Object.fromEntries(keyValues('--var', pairs));
  return path === '-' ? readAccessText(readFileSync(0, 'utf8'), { variables }) : readAccessFile(path, { variables });
}

/** Splits `key=value` arguments. */
export function keyValues(option: string, pairs: readonly string[]): ReadonlyArray<readonly [key: string, value: string]> {
  return pairs.map((pair) => {
    const equals = pair.indexOf('=');
    if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
    throw new AccessError({ code: 'InvalidArgument', message: `${option} ${JSON.stringify(pair)} is no key=value`, remedy: `write ${option} key=value` });
  });
}
