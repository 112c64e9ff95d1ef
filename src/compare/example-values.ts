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
  return TYPED.get(key) ?? `some-${key.slice(Math.max(key.lastIndexOf(':'), key.lastIndexOf('/')) + 1)}`;
}
