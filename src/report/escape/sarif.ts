import { plain } from './plain';

/**
 * Text as a SARIF message, in which `[text](target)` is a link, and `{0}` a placeholder.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html#_Toc141790720
 */
export function sarifMessage(text: string): string {
  const shown = plain(text).replace(/\]\(/g, '\\](');
  // all of them, as the standard has it, and only then: viewers that know no placeholders show braces as they are
  return /\{\d+\}/.test(shown) ? shown.replace(/[{}]/g, '$&$&') : shown;
}
