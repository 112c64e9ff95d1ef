/**
 * Stands, inside any string of a document that was read back, for text that the source doesn't tell (an unresolved reference, a
 * value known only after apply). It is a character that no policy may hold, so it can't be mistaken for real text.
 */
export const UNKNOWN_TEXT = '\u{F0000}';
