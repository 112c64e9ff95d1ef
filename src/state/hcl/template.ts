import type { Expression } from './expression';
import { parseExpression } from './parser';

const SEQUENCE = /[$%]\{/g;

/** Whether a string is more than its letters. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/**
 * Reads a string of Terraform's JSON syntax, which is a template: `$\{…}` is an expression, `$$\{` and `%%\{` are the letters.
 *
 * @param depth how deep the template itself stands in another one
 */
export function parseTemplate(text: string, depth = 0): Expression {
  if (!isTemplate(text)) return { is: 'literal', value: text };
  const parts: Expression[] = [];
  let letters = '';
  let start = 0;
  for (let found = next(text, 0); found >= 0; found = next(text, start)) {
    letters += text.slice(start, found);
    if (text[found - 1] === text[found] && found > start) {
      // the first of the two is in `letters` already and stands for both
      letters += '{';
      start = found + 2;
      continue;
    }
    const end = closingBrace(text, found + 2);
    const source = text.slice(found + 2, end);
    if (letters !== '') parts.push({ is: 'literal', value: letters });
    letters = '';
    parts.push(text[found] === '$' ? parseExpression(trimmed(source), depth + 1) : { is: 'other', text: text.slice(found, end + 1) });
    start = end + 1;
  }
  letters += text.slice(start);
  if (letters !== '' || parts.length === 0) parts.push({ is: 'literal', value: letters });
  return parts.length === 1 ? parts[0] : { is: 'template', parts };
}

function next(text: string, from: number): number {
  SEQUENCE.lastIndex = from;
  return SEQUENCE.exec(text)?.index ?? -1;
}

/** `$\{~` and `~}` strip white space around, which is left alone here: it never matters in names and policies. */
function trimmed(source: string): string {
  if (!source.includes('~')) return source.trim();
  return source.replace(/^~/, '').replace(/~$/, '').trim();
}

/**
 * Where an expression ends that begins at `from`: at its own closing brace, past the strings, templates and objects in it; at the
 * end of the text where there is none.
 */
export function closingBrace(text: string, from: number): number {
  // what is open: `{` of an expression, `"` of a string
  const open: ('{' | '"')[] = ['{'];
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (open[open.length - 1] === '"') {
      if (character === '\\') {index++;} else if (character === '"') {open.pop();} else if ((character === '$' || character === '%') && text[index + 1] === '{') {
        if (text[index - 1] !== character) open.push('{');
        index++;
      }
    } else if (character === '"') {
      open.push('"');
    } else if (character === '{') {
      open.push('{');
    } else if (character === '}') {
      open.pop();
      if (open.length === 0) return index;
    }
  }
  return text.length;
}
