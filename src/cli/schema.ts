import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { withHelp } from './help';
import type { CommandContext } from './streams';

/** Where the package has the schema of plan files. */
const SCHEMA = join('schema', 'access-plan.json');

/** `bucket-grants schema`: the JSON Schema of plan files. */
export function schemaCommand(context: CommandContext): Command {
  const command = new Command('schema')
    .action(() => context.out(readFileSync(schemaFile(__dirname), 'utf8').trimEnd()));
  return withHelp(command, {
    examples: [['schema > access-plan.schema.json', 'for an editor: # yaml-language-server: $schema=access-plan.schema.json']],
    statuses: { clean: 'printed' },
  });
}

/** In the folder of the package: the source lies deeper in it than what is built. */
function schemaFile(folder: string): string {
  const file = join(folder, SCHEMA);
  return existsSync(file) || dirname(folder) === folder ? file : schemaFile(dirname(folder));
}
