import { readFileSync } from 'node:fs';
import { AccessError } from '../errors';
import { decodeText } from '../state/decode-text';

/** The error of a file or folder that can't be taken. */
export function unreadable(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'UnreadableSource', message, remedy });
}

/** Asks the file system about a path; the system says no to what is too long, goes around in links, or is somebody else's. */
export function asked<T>(path: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof AccessError) throw error;
    throw unreadable(`${cut(path)} can't be read: ${cut((error as Error).message)}`, 'name a file that is there and may be read');
  }
}

/** A file's text; what keeps it from being read (it isn't there, is a folder, or somebody else's) is said. */
export function textOf(path: string): string {
  return asked(path, () => decodeText(readFileSync(path)));
}

/** A path of hundreds of characters is longer than any that an error has to repeat. */
function cut(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}
