import { plain } from './plain';

/**
 * Text in XML, in an element or in an attribute between quotes. What is not a character of XML is written as its code by {@link plain} already.
 *
 * @see https://www.w3.org/TR/xml/#syntax
 */
export function xml(text: string): string {
  return plain(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/[\ufffe\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
}
