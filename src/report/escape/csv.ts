import { plain } from './plain';

/**
 * A cell for spreadsheets: quoted where it must be (RFC 4180), and with an apostrophe in front where a spreadsheet would take it for a
 * formula, also behind spaces and in full width.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvCell(text: string): string {
  const shown = plain(text);
  const safe = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(shown) ? `'${shown}` : shown;
  return /[",]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
