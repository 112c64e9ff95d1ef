import { Argument, Command, type Option } from 'commander';
import { withHelp } from './help';
import type { CommandContext } from './streams';

/** What a shell offers of a command. */
interface Offer {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OfferedOption[];
  /** The values of its argument, where it takes only some. */
  readonly values: readonly string[];
}

/** What a shell offers of an option. */
interface OfferedOption {
  readonly flag: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** The values that it takes, where it takes only some. */
  readonly values: readonly string[];
}

const SHELLS: Readonly<Record<string, (offers: readonly Offer[]) => string>> = { bash, zsh, fish };

/**
 * `bucket-grants completion SHELL`: what a shell needs to complete commands, options and their values.
 *
 * @param program makes the program with all of its commands
 */
export function completionCommand(context: CommandContext, program: (context: CommandContext) => Promise<Command>): Command {
  const command = new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .action(async (shell: string) => context.out(SHELLS[shell]((await program(context)).commands.map(offerOf))));
  return withHelp(command, {
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/bucket-grants', 'for bash'],
      ['completion zsh > "${fpath[1]}/_bucket-grants"', 'for zsh'],
      ['completion fish > ~/.config/fish/completions/bucket-grants.fish', 'for fish'],
    ],
    statuses: { clean: 'printed' },
  });
}

function offerOf(command: Command): Offer {
  const help: OfferedOption = { flag: '--help', description: 'display help for command', takesValue: false, values: [] };
  return {
    name: command.name(),
    description: command.description(),
    options: [...command.options.map(optionOf), help],
    values: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
}

function optionOf({ long, description, required, argChoices = [] }: Option): OfferedOption {
  return { flag: long ?? '', description, takesValue: required, values: argChoices };
}

/** A word in quotes, as all three shells read it. */
function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

function bash(offers: readonly Offer[]): string {
  const words = (list: readonly string[]) => quoted(list.join(' '));
  const values = offers.flatMap(({ name, options }) => options.filter(({ takesValue }) => takesValue)
    .map((option) => `    ${name},${option.flag}) ${option.values.length === 0 ? 'COMPREPLY=($(compgen -f -- "$word")); compopt -o filenames 2>/dev/null' : `COMPREPLY=($(compgen -W ${words(option.values)} -- "$word"))`}; return ;;`));
  const rest = offers.map(({ name, options, values: argument }) => `    ${name}) options=${words(options.map(({ flag }) => flag))}; arguments=${words(argument)} ;;`);
  return `# bash completion of bucket-grants
_bucket_grants() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" options='' arguments=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${words([...offers.map(({ name }) => name), '--help', '--version'])} -- "$word"))
    return
  fi
  case "$command,$before" in
${values.join('\n')}
  esac
  case "$command" in
${rest.join('\n')}
    *) return ;;
  esac
  if [ "\${word#-}" != "$word" ]; then COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [ -n "$arguments" ]; then COMPREPLY=($(compgen -W "$arguments" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); compopt -o filenames 2>/dev/null
  fi
  return 0
}
complete -F _bucket_grants bucket-grants`;
}

function zsh(offers: readonly Offer[]): string {
  const escaped = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');
  const spec = ({ flag, description, takesValue, values }: OfferedOption) => quoted(
    `${flag === '--help' ? '' : '*'}${flag}[${escaped(description)}]${takesValue ? `:value:${values.length === 0 ? '_files' : `(${values.join(' ')})`}` : ''}`,
  );
  return `#compdef bucket-grants
_bucket_grants() {
  local -a commands
  commands=(
${offers.map(({ name, description }) => `    ${quoted(`${escaped(name)}:${escaped(description)}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${offers.map(({ name, options, values }) => `    ${name}) _arguments ${[...options.map(spec), quoted(`*:argument:${values.length === 0 ? '_files' : `(${values.join(' ')})`}`)].join(' \\\n      ')} ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = '_bucket-grants' ]; then _bucket_grants "$@"; else compdef _bucket_grants bucket-grants; fi`;
}

function fish(offers: readonly Offer[]): string {
  const seen = (name: string) => `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    '# fish completion of bucket-grants',
    ...offers.flatMap(({ name, description, options, values }) => [
      `complete -c bucket-grants -f -n '__fish_use_subcommand' -a ${name} -d ${quoted(description)}`,
      ...(values.length === 0 ? [] : [`complete -c bucket-grants -f ${seen(name)} -a ${quoted(values.join(' '))}`]),
      ...options.map((option) => `complete -c bucket-grants ${seen(name)} -l ${option.flag.slice(2)} -d ${quoted(option.description)}${option.takesValue ? option.values.length === 0 ? ' -r' : ` -x -a ${quoted(option.values.join(' '))}` : ''}`),
    ]),
  ].join('\n');
}
