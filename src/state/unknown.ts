import { UNKNOWN_TEXT } from './access-state';
import { Budget } from './budget';
import { Attributes } from './hcl/attributes';
import { someValue } from './hcl/some-value';

/** Something that a source doesn't tell, while it is being read. */
export interface UnknownValue {
  /** How a reviewer would write it, such as `var.env` or `aws_iam_user.dana`. */
  readonly label: string;
  /** Why it isn't known, as a part of a sentence. */
  readonly reason: string;
  /** Whether there is certainly no such value, so that `try` goes on. */
  readonly isMissing?: true;
}

/** What is longer in a report than a line or two is read by nobody. */
const LONGEST_LABEL = 200;

function shortened(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}

const OPEN = '\u{F0001}';
const CLOSE = '\u{F0002}';
const TOKENS = /\u{F0001}(\d+)\u{F0002}/gu;
const WHOLE = /^\u{F0001}(\d+)\u{F0002}$/u;

/**
 * The unknown values of one reading. Each has a token, a short run of characters that no policy may hold, which travels inside
 * ordinary strings and stays the same for the same value: so `$\{var.team}` in two locations is one principal, although nobody knows
 * what it is called. Tokens never leave the readers: {@link Unknowns.settle} turns them into {@link UNKNOWN_TEXT}.
 */
export class Unknowns {
  /** How much may still be computed in this reading. */
  public readonly budget = new Budget();
  private readonly values: UnknownValue[] = [];
  private readonly tokens = new Map<string, string>();
  private hasMissing = false;

  /**
   * The token of a value.
   *
   * @param label how a reviewer would write it
   * @param reason why it isn't known
   * @param identity what makes two of them the same value; the label, when it says that already
   */
  public token(label: string, reason: string, identity: string = label): string {
    const known = this.tokens.get(identity);
    if (known !== undefined) return known;
    const token = `${OPEN}${this.values.push({ label: shortened(label), reason }) - 1}${CLOSE}`;
    this.tokens.set(identity, token);
    return token;
  }

  /** The token of a value that there certainly isn't: a step that leads nowhere. */
  public missing(label: string, where: string): string {
    const identity = `${where}: ${label} is missing`;
    const known = this.tokens.get(identity);
    if (known !== undefined) return known;
    const token = `${OPEN}${this.values.push({ label: shortened(label), reason: 'there is no such value', isMissing: true }) - 1}${CLOSE}`;
    this.tokens.set(identity, token);
    this.hasMissing = true;
    return token;
  }

  /** Whether a value is, or holds, one that there certainly isn't. */
  public holdsMissing(value: unknown): boolean {
    if (!this.hasMissing) return false;
    return someValue(value, (item) => (
      typeof item === 'string' ? this.in(item).some(({ isMissing }) => isMissing === true) : item instanceof Attributes ? false : undefined
    ));
  }

  /** Whether a text is known in full. */
  public isKnown(text: string): boolean {
    return !text.includes(OPEN);
  }

  /** The unknown value that a text consists of, if it is nothing else. */
  public whole(text: string): UnknownValue | undefined {
    const match = text.startsWith(OPEN) ? WHOLE.exec(text) : null;
    return match === null ? undefined : this.values[Number(match[1])];
  }

  /** The unknown values in a text, each once. */
  public in(text: string): readonly UnknownValue[] {
    if (this.isKnown(text)) return [];
    const indices = new Set([...text.matchAll(TOKENS)].map((match) => Number(match[1])));
    return [...indices].flatMap((index) => this.values[index] ?? []);
  }

  /** The text as an access state holds it. */
  public settle(text: string): string {
    return this.isKnown(text) ? text : text.replace(TOKENS, UNKNOWN_TEXT);
  }

  /** The text for people: `app-$\{var.env}`. */
  public show(text: string): string {
    return this.isKnown(text) ? text : text.replace(TOKENS, (_, index: string) => `\${${this.values[Number(index)]?.label ?? '?'}}`);
  }
}
