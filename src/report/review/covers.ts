import { splitBraces } from '../../policy/pattern/braces';

/**
 * Whether a pattern of the policy language covers all that another one covers: for certain when it says yes. It holds the other pattern's
 * text against the first one, where `?` never covers a `*`; escapes and variables (`${*}`, `${aws:username}`) are letters of their own.
 */
export function coversPattern(wide: string, narrow: string): boolean {
  const [pattern, text] = [lettersOf(wide), lettersOf(narrow)];
  let reached = new Set([0]);
  for (const letter of [...text, undefined]) {
    // what can be reached without a letter: past every star
    for (const at of reached) if (pattern[at] === '*') reached.add(at + 1);
    if (letter === undefined) break;
    const next = new Set<number>();
    for (const at of reached) {
      if (pattern[at] === '*') next.add(at);
      else if (pattern[at] === letter || (pattern[at] === '?' && letter !== '*' && !letter.startsWith('${') && at < pattern.length)) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(pattern.length);
}

function lettersOf(pattern: string): readonly string[] {
  return splitBraces(pattern).flatMap((piece, index) => (index % 2 === 1 ? [`\${${piece}}`] : [...piece]));
}
