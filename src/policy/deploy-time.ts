/**
 * Values that are known only when the stack is deployed travel through the core as marks inside ordinary strings. A mark has the
 * form of a cdktf/cdktn string token, so that tokens pass as they are; Pulumi's engine makes marks of the same form out of Outputs.
 */
// the characters that both engines write between the brackets; a wider class would take quadratic time on hostile text
const MARK = /\$\{TfToken\[[\w:.-]*\]\}/g;

/** Whether a string holds a value that is known only at deploy time. */
export function isDeployTime(text: string): boolean {
  return text.search(MARK) >= 0;
}

/** Splits a string into its plain pieces and its marks, in order; marks are at the odd places. */
export function splitDeployTime(text: string): readonly string[] {
  const pieces: string[] = [];
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    pieces.push(text.slice(last, match.index), match[0]);
    last = match.index + match[0].length;
  }
  return [...pieces, text.slice(last)];
}

/** Replaces every mark in a string. */
export function replaceDeployTime(text: string, replace: (mark: string) => string): string {
  return text.replace(MARK, replace);
}
