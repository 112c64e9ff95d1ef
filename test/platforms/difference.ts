import { aws, type Platform } from '../../src';
import type { Delivery } from './deliveries';

/** What stands for a text that is AWS's to the byte. */
const SAME = 'as on AWS';

/** JSON text in the pieces that are compared: names, values, and what opens and closes. */
const pieces = (text: string): readonly string[] => text.split(/(?<=[,{[])/);

/**
 * How a text differs from AWS's: `- ` is AWS's alone, `+ ` its own alone, and `= 12` are pieces that both have. Together with AWS's text it is the
 * whole text, which {@link patched} gives back. The `Sid` of what differs is written out.
 */
export function difference(own: string, ofAws: string): readonly string[] {
  const [theirs, ours] = [pieces(ofAws), pieces(own)];
  // longest[i][j]: as many pieces have the rest of theirs from i and the rest of ours from j in common
  const longest = Array.from({ length: theirs.length + 1 }, () => new Uint16Array(ours.length + 1));
  for (let i = theirs.length - 1; i >= 0; i--) {
    for (let j = ours.length - 1; j >= 0; j--) {
      longest[i][j] = theirs[i] === ours[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const lines: string[] = [];
  const shared: string[] = [];
  const count = (some: readonly string[]) => { if (some.length > 0) lines.push(`= ${some.length}`); };
  const differs = (sign: '-' | '+', piece: string) => {
    const last = lines.length - 1;
    if (shared.length === 0 && lines[last]?.startsWith(sign)) {
      lines[last] += piece;
      return;
    }
    const sid = shared.map((each) => each.startsWith('"Sid"')).lastIndexOf(true);
    if (sid >= 0) {
      count(shared.slice(0, sid));
      lines.push(`  ${shared[sid]}`);
    }
    count(shared.splice(0).slice(sid + 1));
    lines.push(`${sign} ${piece}`);
  };
  for (let i = 0, j = 0; i < theirs.length || j < ours.length;) {
    if (i < theirs.length && j < ours.length && theirs[i] === ours[j]) {
      shared.push(ours[j++]);
      i++;
    } else if (j === ours.length || (i < theirs.length && longest[i + 1][j] >= longest[i][j + 1])) {
      differs('-', theirs[i++]);
    } else {
      differs('+', ours[j++]);
    }
  }
  count(shared);
  return lines;
}

/** The text that a difference tells, given AWS's. */
export function patched(lines: readonly string[], ofAws: string): string {
  const left = [...pieces(ofAws)];
  return lines.map((line) => {
    const [sign, text] = [line[0], line.slice(2)];
    if (sign === '=') return left.splice(0, Number(text)).join('');
    if (sign === '+') return text;
    for (let taken = 0; taken < text.length;) taken += left.shift()!.length;
    return sign === '-' ? '' : text;
  }).join('');
}

/** A delivery as a person reads it: a refusal word for word, what is AWS's as such, and of all else what differs, or all where that is shorter. */
export function unlike(own: Delivery, ofAws: Delivery): unknown {
  if (typeof own === 'string') return own;
  const [text, theirs] = [JSON.stringify(own.document), typeof ofAws === 'string' ? '' : JSON.stringify(ofAws.document)];
  const lines = difference(text, theirs);
  const document = text === theirs ? SAME : lines.join('').length < text.length ? lines : text;
  return own.diagnostics === undefined ? document : { document, diagnostics: own.diagnostics };
}

type Named<Value> = ReadonlyArray<readonly [name: string, Value]>;

/** What becomes of each construct's options on a platform, by how it differs from AWS. */
export const optionsUnlikeAws = (on: (platform: Platform) => Named<Readonly<Record<string, Delivery>>>, platform: Platform): Named<unknown> => {
  const ofAws = new Map(on(aws()));
  return on(platform).map(([construct, by]) => [
    construct, Object.fromEntries(Object.entries(by).map(([option, own]) => [option, unlike(own, ofAws.get(construct)?.[option] ?? '')])),
  ]);
};

/** What becomes of each of some, by how it differs from AWS. */
export const unlikeAws = (on: (platform: Platform) => Named<Delivery>, platform: Platform): Named<unknown> => {
  const ofAws = new Map(on(aws()));
  return on(platform).map(([name, own]) => [name, unlike(own, ofAws.get(name) ?? '')]);
};

/** AWS's deliveries, a line each: what the differences are to. */
export const onAws = (some: Named<Readonly<Record<string, Delivery>>>): Named<readonly string[]> => (
  some.map(([construct, by]) => [construct, Object.entries(by).map(([option, own]) => `${option}: ${JSON.stringify(own)}`)])
);
