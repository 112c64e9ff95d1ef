/* What the examples render and answer, for the pages of the guides. Tests hold both files of an example to what it synthesizes. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'examples');

/** One request and what it gets; `title` says it in words. */
export interface Answer { readonly title: string; readonly request: Readonly<Record<string, unknown>>; readonly effect: string }
/** One example of examples/: its documents by their principals, and what they answer. */
export interface Example { readonly policies: Readonly<Record<string, readonly unknown[]>>; readonly answers: readonly Answer[] }

declare const data: Readonly<Record<string, Example>>;
export { data };

export default {
  watch: [join(folder, '*', '*.json')],
  load: (): Readonly<Record<string, Example>> => {
    const read = <T>(example: string, file: string, fallback: T): T => {
      const path = join(folder, example, file);
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as T : fallback;
    };
    return Object.fromEntries(readdirSync(folder).filter((name) => existsSync(join(folder, name, 'policies.json')))
      .map((name) => [name, { policies: read(name, 'policies.json', {}), answers: read<Answer[]>(name, 'answers.json', []) }]));
  },
};
