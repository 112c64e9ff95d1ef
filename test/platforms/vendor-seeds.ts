import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/*
 * The vendors' documents that this package was made for, as texts: they lie beside the repository, and aren't shipped with it. Here every
 * example of a policy, a rule or a configuration in them is found, so that a test can say which of them nothing reproduces.
 */

const FOLDER = resolve(__dirname, '../../../shared/seeds');
export const seedsAreThere = existsSync(FOLDER);

/** What a document prints: a whole policy or rule, a part of one, or a configuration. */
export interface Printed {
  /** Section and number in it: `8.2.4 (1)`. */
  readonly at: string;
  /** As it stands there, a part of a policy with the name of its element. */
  readonly text: string;
}

/** A document: how its file begins, and how its sections do; Quantum's has steps in section 4. */
interface Document {
  readonly file: string;
  readonly section?: RegExp;
}

export const DOCUMENTS = {
  DeltaGlider: { file: '000', section: /^(\d+)\. [A-Z]/ },
  Relayer: { file: '001' },
  Selectel: { file: '002' },
  ActiveScale: { file: '003', section: /^\s*(?:(\d+\.\d+(?:\.\d+)?)|Step (\d+):)\s/ },
  Pixelshift: { file: '004' },
} as const satisfies Readonly<Record<string, Document>>;

/** The text of a document, with plain spaces for those that a browser left. */
export function textOf({ file }: Document): string {
  const name = readdirSync(FOLDER).find((one) => one.startsWith(`${file}_`));
  if (name === undefined) throw new Error(`../shared/seeds has no document ${file}`);
  return readFileSync(resolve(FOLDER, name), 'utf8').replace(/[^\S\n]/g, ' ');
}

/** Every example of a document, in its order. */
export function printedIn(document: Document): readonly Printed[] {
  const found: Printed[] = [];
  for (const [heading, text] of sectionsOf(textOf(document), document.section)) {
    const before = found.filter(({ at }) => at.startsWith(`${heading} (`)).length;
    examplesIn(text).forEach((example, index) => found.push({ at: `${heading} (${before + index + 1})`, text: example }));
  }
  return found;
}

function sectionsOf(text: string, section: RegExp | undefined): ReadonlyArray<readonly [heading: string, text: string]> {
  const sections: Array<[string, string]> = [['the document', '']];
  for (const line of text.split('\n')) {
    const [, number, step] = section?.exec(line) ?? [];
    if (number !== undefined || step !== undefined) sections.push([number ?? `4.${step}`, '']);
    sections[sections.length - 1][1] += `${line}\n`;
  }
  return sections;
}

/** A policy has statements, a rule of DeltaGlider an effect. */
const WHOLE = /"(?:Statement|effect)"/;
/** An element by itself, and a value of it that is a text; whose value is an object is found by its brace. */
const NAME = /"(Condition|\w+IfExists)"\s*:\s*$/;
const TEXT = /"(?:NotResource|Resource|NotAction|Action|Principal)"\s*:\s*"[^"\n]*"/y;
const YAML = /(?<=^|\n)access:\n(?: *\w+: .*\n)+/y;

function examplesIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const end = text[at] === '{' ? closing(text, at) ?? closingOfDouble(text, at) : undefined;
    const part = [TEXT, YAML].map((form) => matchAt(form, text, at)).find((match) => match !== undefined);
    if (end !== undefined) {
      const block = text.slice(at, end);
      const name = NAME.exec(text.slice(0, at))?.[1];
      if (name !== undefined) found.push(`{"${name}": ${block}}`);
      else if (WHOLE.test(block)) found.push(block);
      at = end - 1;
    } else if (part !== undefined) {
      found.push(part.startsWith('"') ? `{${part}}` : part);
      at += part.length - 1;
    }
  }
  return found;
}

function matchAt(form: RegExp, text: string, at: number): string | undefined {
  form.lastIndex = at;
  return form.exec(text)?.[0];
}

/** The end of an object that begins with a brace too many. */
function closingOfDouble(text: string, start: number): number | undefined {
  return text[start + 1] === '{' ? closing(text, start + 1) : undefined;
}

/** The end of an object that begins at a brace; none, where it isn't closed in its section. */
function closing(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    if (quoted) continue;
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
