import { AccessError } from '../../errors';
import { shown } from '../../shape/shown';
import { type Entry, type Located, type Position } from './located';

/** Where what an error is about may stand. */
interface Candidate {
  readonly at: Position;
  readonly score: number;
}

/** What a message says itself: what it lists as allowed, or takes to be meant, may stand elsewhere in the file. */
const OF_ITSELF = /^[^]*?(?=; allowed|; did you mean|\n {2}Code: |$)/;

/**
 * The error of a function, with the place in the file that it is about. Errors of this package show what was given: the place is that of the
 * name or value which the message shows, and of several, the one whose names above it the message has, too.
 *
 * @param below what the function was given
 * @param otherwise the place, where the message shows nothing of it
 * @param filled texts as they are with the values of their variables
 */
export function blamed(error: AccessError, below: Located, otherwise: Position, filled: ReadonlyMap<Located | Entry, unknown>): AccessError {
  const [message] = error.message.split('\n  Code: ');
  const [said] = OF_ITSELF.exec(error.message) ?? [message];
  const found = [...candidates(below, 0, { said, words: wordsOf(said), filled })];
  const best = found.reduce<Candidate>((most, one) => (one.score > most.score ? one : most), { at: otherwise, score: 0 });
  return new AccessError({ code: error.code, message: `${best.at()}: ${message}`, remedy: error.remedy });
}

/** What is looked for. */
interface Message {
  readonly said: string;
  readonly words: ReadonlySet<string>;
  readonly filled: ReadonlyMap<Located | Entry, unknown>;
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.split(/[\s"'`;:,()[\]{}]+/);
  return new Set([...words, ...words.flatMap((word) => word.split('.'))]);
}

/** What is quoted is meant; a word may be there by chance. */
const QUOTED = 8;
const WORD = 2;

function* candidates(node: Located, above: number, message: Message): Generator<Candidate> {
  if (node.is === 'list') for (const item of node.items) yield* candidates(item, above, message);
  if (node.is === 'value') {
    const value = message.filled.get(node) ?? node.value;
    if (value !== '' && message.said.includes(shown(value))) yield { at: node.at, score: above + (typeof value === 'string' ? QUOTED : WORD) };
  }
  if (node.is !== 'map') return;
  for (const entry of node.entries.values()) {
    const name = String(message.filled.get(entry) ?? entry.name);
    const quoted = message.said.includes(shown(name));
    const score = above + (quoted ? QUOTED : message.words.has(name) ? WORD : 0);
    if (score > above) yield { at: entry.at, score };
    yield* candidates(entry.value, score, message);
  }
}
