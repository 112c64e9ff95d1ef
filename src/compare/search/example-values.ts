/** Values for variables of which nobody knows more than that requests have them: such as no policy holds. */
const TYPED: ReadonlyMap<string, string> = new Map([
  ['aws:sourceip', '198.51.100.77'],
  ['aws:vpcsourceip', '198.51.100.77'],
  ['aws:currenttime', '2026-01-02T03:04:05Z'],
  ['aws:epochtime', '1767323045'],
  ['aws:securetransport', 'true'],
  ['aws:multifactorauthpresent', 'true'],
]);

/** An example value of a key, given in lower case. */
export function exampleValue(key: string): string {
  return TYPED.get(key) ?? `${MADE_UP}${key.slice(Math.max(key.lastIndexOf(':'), key.lastIndexOf('/')) + 1)}`;
}

const MADE_UP = 'some-';

/** Example values of keys that none of the texts holds, but for those of keys that take few values. */
export function madeUpValues(keys: readonly string[], texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => {
    let value = exampleValue(key);
    while (isMadeUp(value) && texts.some((text) => text.includes(value))) value += '-or-other';
    return [key, value];
  }));
}

/** Whether an example value is one that was made up, so that it means nothing in itself. */
export function isMadeUp(value: string): boolean {
  return value.startsWith(MADE_UP);
}
