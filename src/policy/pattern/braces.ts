/*
 * What stands in `${…}`, found in one pass: a regular expression looks again for the closing brace at every `${`, and takes quadratic time
 * for text that has many and no brace that closes them.
 */

/** Text in pieces: at the odd positions is what stands in `${…}`, without the braces; all else at the even ones. */
export function splitBraces(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', from)) {
    const end = text.indexOf('}', start);
    if (end < 0) break;
    pieces.push(text.slice(from, start), text.slice(start + 2, end));
    from = end + 1;
  }
  return [...pieces, text.slice(from)];
}

/** What stands in each `${…}`, without the braces. */
export function inBraces(text: string): readonly string[] {
  return splitBraces(text).filter((_, index) => index % 2 === 1);
}

/** Text with another one in the place of each `${…}`. */
export function replaceBraces(text: string, replace: (inside: string) => string): string {
  return splitBraces(text).map((piece, index) => (index % 2 === 1 ? replace(piece) : piece)).join('');
}

/** Text without its last characters that are a certain one. */
export function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
