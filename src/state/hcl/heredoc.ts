/** A heredoc. */
export interface Heredoc {
  readonly text: string;
  /** Where it ends. */
  readonly end: number;
}

/**
 * The text of a heredoc, and where the heredoc ends.
 *
 * @param from where its first line begins
 * @param marker the word that ends it
 * @param indented whether the white space that all lines begin with is left out (`<<-`)
 * @returns `undefined` when nothing ends it
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings
 */
export function heredocLines(source: string, from: number, marker: string, indented: boolean): Heredoc | undefined {
  const lines: string[] = [];
  for (let start = from; start <= source.length;) {
    const newline = source.indexOf('\n', start);
    const stop = newline < 0 ? source.length : newline;
    const line = source.slice(start, stop).replace(/\r$/, '');
    if (line.trim() === marker) return { text: (indented ? outdented(lines) : lines).map((one) => `${one}\n`).join(''), end: start + source.slice(start, stop).trimEnd().length };
    if (newline < 0) return undefined;
    lines.push(line);
    start = newline + 1;
  }
  return undefined;
}

function outdented(lines: readonly string[]): readonly string[] {
  let shared = Infinity;
  for (const line of lines) if (line.trim() !== '') shared = Math.min(shared, line.length - line.trimStart().length);
  return shared === Infinity ? lines : lines.map((line) => line.slice(shared));
}
