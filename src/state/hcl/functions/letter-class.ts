/** One letter of a class, or a range of letters. */
const MEMBER = /([A-Za-z0-9_./: ])(?:-([A-Za-z0-9]))?|-/g;

/**
 * The letters of a regular expression that is nothing but a class of them, such as `/[^a-zA-Z0-9-]/`: the form in which names are cleaned.
 *
 * @returns whether a letter is one of them; `undefined` for every other expression
 */
export function letterClass(expression: string): ((letter: string) => boolean) | undefined {
  if (!expression.startsWith('/[') || !expression.endsWith(']/') || expression.length > 200) return undefined;
  const inside = expression.slice(2, -2);
  const isNegated = inside.startsWith('^');
  const members = isNegated ? inside.slice(1) : inside;
  const found = [...members.matchAll(MEMBER)];
  if (members === '' || found.map(([text]) => text).join('') !== members) return undefined;
  const isMember = (letter: string): boolean => found.some(([text, first, last]) => (
    last === undefined ? letter === (first ?? text) : letter.length === 1 && letter >= first && letter <= last));
  return (letter) => isMember(letter) !== isNegated;
}
