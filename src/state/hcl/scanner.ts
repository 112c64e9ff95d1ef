/** White space and comments. */
const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;
/** What something is called. */
export const NAME = /[A-Za-z_][\w-]*/y;

/** The text is not an expression, or none that is read here. */
export class NotRead extends Error {
  /** @param at where in the text */
  public constructor(public readonly at: number) {
    super();
  }
}

/** Passes over a text from a location onwards. */
export class Scanner {
  public at = 0;

  public constructor(public readonly source: string) {}

  /** Passes white space and comments. */
  public space(): void {
    this.match(SPACE);
  }

  /** What a pattern finds here, if anything. */
  public match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Passes a text, if it stands here. */
  public take(text: string): boolean {
    // a step follows its reference at once; everything else may have space before it
    if (text[0] !== '.' && text[0] !== '[') this.space();
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Passes a text that must stand here. */
  public expect(text: string): void {
    if (!this.take(text)) throw this.notRead();
  }

  /** The error for a text that is not read, at this location. */
  public notRead(): NotRead {
    return new NotRead(this.at);
  }

  /** The text from a location up to here. */
  public since(start: number): string {
    return this.source.slice(start, this.at).trim();
  }

  /** The name that must stand here. */
  public name(): string {
    this.space();
    const name = this.match(NAME);
    if (name === undefined) throw this.notRead();
    return name;
  }
}

/**
 * Where an expression ends that begins at `from`: at its own closing brace, past the strings, templates and objects in it; at the
 * end of the text where there is none.
 */
export function closingBrace(text: string, from: number): number {
  // what is open: `{` of an expression, `"` of a string
  const open: ('{' | '"')[] = ['{'];
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (open[open.length - 1] === '"') {
      if (character === '\\') {index++;} else if (character === '"') {open.pop();} else if ((character === '$' || character === '%') && text[index + 1] === '{') {
        if (text[index - 1] !== character) open.push('{');
        index++;
      }
    } else if (character === '"') {
      open.push('"');
    } else if (character === '{') {
      open.push('{');
    } else if (character === '}') {
      open.pop();
      if (open.length === 0) return index;
    }
  }
  return text.length;
}
