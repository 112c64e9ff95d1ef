import { JsonMember, JsonNode, JsonReadError, MAX_DEPTH } from './json-node';

/**
 * Reads JSON text (RFC 8259; a byte order mark at its start is skipped) into nodes, in time linear in its length.
 *
 * @throws JsonReadError where the text is not JSON, or nested deeper than {@link MAX_DEPTH}
 */
export function readJson(text: string): JsonNode {
  return new JsonReader(text).document();
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'], ['\\', '\\'], ['/', '/'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'],
]);
const WORDS = [['true', 'boolean'], ['false', 'boolean'], ['null', 'null']] as const;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

class JsonReader {
  private position: number;

  constructor(private readonly text: string) {
    this.position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  public document(): JsonNode {
    const node = this.value(1);
    this.skipSpace();
    if (this.position < this.text.length) this.fail('nothing more after the document');
    return node;
  }

  private value(depth: number): JsonNode {
    this.skipSpace();
    const offset = this.position;
    const character = this.text[offset];
    if (character === '{' || character === '[') {
      if (depth > MAX_DEPTH) {
        throw new JsonReadError('DocumentTooDeep', `the document is nested deeper than ${MAX_DEPTH} levels; a policy has eight`, offset);
      }
      this.position++;
      return character === '{'
        ? { kind: 'object', offset, members: this.list('}', () => this.member(depth)) }
        : { kind: 'array', offset, items: this.list(']', () => this.value(depth + 1)) };
    }
    if (character === '"') return { kind: 'string', offset, text: this.string() };
    const word = WORDS.find(([name]) => this.text.startsWith(name, offset));
    if (word !== undefined) {
      this.position += word[0].length;
      return { kind: word[1], offset, text: word[0] };
    }
    return { kind: 'number', offset, text: this.number() };
  }

  private list<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    this.skipSpace();
    if (this.take(end)) return items;
    do items.push(item()); while (this.separator(end));
    return items;
  }

  private separator(end: string): boolean {
    this.skipSpace();
    if (this.take(',')) return true;
    if (this.take(end)) return false;
    return this.fail(`"," or "${end}"`);
  }

  private member(depth: number): JsonMember {
    this.skipSpace();
    const offset = this.position;
    if (this.text[offset] !== '"') this.fail('a key in double quotes');
    const key = this.string();
    this.skipSpace();
    if (!this.take(':')) this.fail('":" after the key');
    return { key, offset, value: this.value(depth + 1) };
  }

  private string(): string {
    let value = '';
    let start = ++this.position;
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code === QUOTE) return value + this.text.slice(start, this.position++);
      if (code === BACKSLASH) {
        value += this.text.slice(start, this.position) + this.escape();
        start = this.position;
      } else if (code >= 0x20) {
        this.position++;
      } else {
        // a control character, or NaN at the end of the text
        this.fail('the end of the string (control characters are written as \\u00XX)');
      }
    }
  }

  private escape(): string {
    const letter = this.text[this.position + 1];
    const plain = ESCAPES.get(letter);
    if (plain !== undefined) {
      this.position += 2;
      return plain;
    }
    const hex = this.text.slice(this.position + 2, this.position + 6);
    if (letter !== 'u' || !/^[0-9A-Fa-f]{4}$/.test(hex)) this.fail('an escape sequence: \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits');
    this.position += 6;
    return String.fromCharCode(parseInt(hex, 16));
  }

  private number(): string {
    const start = this.position;
    this.take('-');
    if (!this.take('0')) this.digits();
    if (this.take('.')) this.digits();
    if (this.take('e') || this.take('E')) {
      if (!this.take('-')) this.take('+');
      this.digits();
    }
    return this.text.slice(start, this.position);
  }

  private digits(): void {
    const start = this.position;
    while (this.text[this.position] >= '0' && this.text[this.position] <= '9') this.position++;
    if (this.position === start) this.fail('a value');
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.position++;
    }
  }

  private fail(expected: string): never {
    const found = this.position < this.text.length ? JSON.stringify(this.text[this.position]) : 'the end of the text';
    throw new JsonReadError('MalformedJson', `expected ${expected}, found ${found}`, this.position);
  }
}
