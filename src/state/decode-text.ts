/**
 * The text of a file: UTF-8, or UTF-16 as PowerShell writes it, with or without a byte order mark, which isn't part of the text.
 *
 * @param bytes of the file
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Texts that are read here begin with a character of ASCII, of which UTF-16 has a zero byte before or behind. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined) ? 'utf-16be' : 'utf-8';
}
