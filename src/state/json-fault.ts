import { JsonReadError } from '../policy/json-node';
import { readJson } from '../policy/read-json';

/** Where a text stops being JSON, and why; the reason alone where it isn't known where. */
export function jsonFault(text: string, error: unknown): string {
  try {
    readJson(text);
  } catch (found) {
    if (found instanceof JsonReadError && found.code === 'MalformedJson') return `${position(text, found.offset)}: ${found.message}`;
  }
  return error instanceof Error ? withoutText(error.message) : String(error);
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before[before.length - 1].length + 1}`;
}

/** What Node says of a text that is not JSON quotes it, and it may be a secret that stands there. */
function withoutText(message: string): string {
  return message.replace(/^(Unexpected token [^,]{0,8}),[^]*$/, '$1');
}
