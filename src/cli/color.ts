/** How a line is shown on a terminal that has colors. */
export type Style = 'gained' | 'lost' | 'error' | 'warning' | 'note' | 'strong';

/** The style of a line, by what it says; lines without one stay as they are. */
export type Paint = (line: string) => Style | undefined;

/** What terminals take. Access that is gained is never green: it is what a reviewer has to look at. */
const CODES: Readonly<Record<Style, number>> = { gained: 31, lost: 34, error: 31, warning: 33, note: 36, strong: 1 };

/** Text with the styles that its lines have. */
export function painted(text: string, paint: Paint): string {
  return text.split('\n').map((line) => {
    const style = paint(line);
    return style === undefined ? line : `\u001b[${CODES[style]}m${line}\u001b[0m`;
  }).join('\n');
}

/** What tells whether a stream shows colors. */
export interface Terminal {
  /** Whether it is a terminal; a file or a pipe leaves it out. */
  readonly isTTY?: boolean;
}

/**
 * Whether output is shown in colors: on a terminal that has them, unless the user doesn't want any.
 *
 * @see https://no-color.org
 */
export function hasColors({ isTTY }: Terminal, { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>): boolean {
  return isTTY === true && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}

/** By how lines begin. */
function byBeginning(styles: ReadonlyArray<readonly [begin: RegExp, style: Style]>): Paint {
  return (line) => styles.find(([begin]) => begin.test(line))?.[1];
}

/** Of a review. */
export const REVIEW_PAINT = byBeginning([[/^ {2}\+ /, 'gained'], [/^ {2}- /, 'lost'], [/^Inconclusive:/, 'warning'], [/^Accepted no longer/, 'error']]);

/** Of a decision. */
export const DECISION_PAINT = byBeginning([[/^(?:ALLOWED|DENIED)\b/, 'strong'], [/^UNCERTAIN\b/, 'warning']]);

/** Of findings. */
export const LINT_PAINT = byBeginning([[/^error [A-Z]/, 'error'], [/^warning [A-Z]/, 'warning'], [/^note [A-Z]/, 'note']]);

/** Of who may do something. */
export const WHO_CAN_PAINT = byBeginning([[/^(?:May|Nobody may) /, 'strong'], [/^Perhaps may/, 'warning']]);
