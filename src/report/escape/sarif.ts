/**
 * Text as a SARIF message, in which `[text](target)` is a link.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html#_Toc141790720
 */
export function sarifMessage(text: string): string {
  return text.replace(/\]\(/g, '\\](');
}
