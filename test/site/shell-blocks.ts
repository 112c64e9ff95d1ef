/* The command lines of the pages: what a shell makes of them, as far as pages need it. */

/** One call of a program. */
export interface Call {
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** The file that takes what it prints. */
  readonly out?: string;
}

/** The calls of a script, in order. */
export function callsOf(script: string): readonly Call[] {
  const lines = script.replace(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const calls: Call[] = [];
    let words: string[] = [];
    let out: string | undefined;
    const end = (): void => {
      if (words.length > 0) calls.push({ words, ...(out !== undefined && { out }) });
      [words, out] = [[], undefined];
    };
    for (const [token] of line.matchAll(/#.*$|&&|\||>|(?:'[^']*'|"[^"]*"|[^\s'"|>&#]|(?<=\S)#)+/g)) {
      if (token.startsWith('#')) break;
      if (token === '&&' || token === '|') {
        end();
      } else if (token === '>') {
        out = '';
      } else if (out === '') {
        out = unquoted(token);
      } else {
        words.push(unquoted(token));
      }
    }
    end();
    return calls;
  });
}

const unquoted = (token: string): string => token.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? '');

/** The arguments of our own command, whether it is called by npx or by its name. */
export function ownArguments({ words }: Call): readonly string[] | undefined {
  const [first, ...rest] = words[0] === 'npx' ? words.slice(1) : words;
  return first === 'bucket-grants' ? rest : undefined;
}
