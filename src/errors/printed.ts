/*
 * The last escape, of everything that is printed or written as a report, whatever its format: text of others neither moves a cursor, nor
 * reorders what is read, nor gives a command to whatever reads the log. What it writes (`\u202e`) can be seen in text, and stands for the
 * same letter in JSON.
 */

/** Characters that can't be seen, or that change how others are seen; a line end may stay, and a tab. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** What makes a log's line a command: of GitHub Actions (`::`, and `##[` anywhere), Azure Pipelines, TeamCity and GitLab. */
const COMMAND = /^[ \t]*(?=::|section_(?:start|end):)|#(?=#(?:\[|vso\[|teamcity\[))/gm;

/** A report as it may be printed. */
export function printed(text: string): string {
  // line ends of CSV are two characters
  const lines = text.split('\r\n').map((part) => part.replace(UNSEEN, codes)).join('\r\n');
  return lines.replace(COMMAND, (found) => (found === '#' ? '\\u0023' : `${found}\\u0020`));
}

/** One line of it, such as a cell of a table or a part of a message. */
export function printedLine(text: string): string {
  return text.replace(UNSEEN, codes).replace(/[\n\t\p{Co}]/gu, codes);
}

function codes(character: string): string {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
