import type { Glob } from './glob';

/** A glob as a pattern. */
export function globText(glob: Glob): string {
  return glob.map((element) => (element.kind === 'char' ? exactText(element.char) : element.kind === 'run' ? '*' : '?')).join('');
}

/** Text as a pattern that matches nothing else. */
export function exactText(text: string): string {
  return text.replace(/[*?$]/g, '${$&}');
}
