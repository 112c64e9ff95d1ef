import type { Statement } from '../policy/document';
import { policyJson } from '../policy/json';
import { type Candidate, candidatesFor, likeness, maySay, type Sought, wordsOf } from './candidates';
import { attempt } from './forms';
import { Proof } from './proof';

/** What statements come to. */
export interface Cover {
  /** The grants or guards that say what some of the statements say, and nothing else. */
  readonly chosen: readonly Candidate[];
  /** The places of the statements that these don't say. */
  readonly left: readonly number[];
  /** The places of the statements that say nothing at all: no request is like that. */
  readonly empty: readonly number[];
}

/** What is there, and what a proof says of it. */
interface Search {
  readonly statements: readonly Statement[];
  /** What the policy says anyway. */
  readonly beside: readonly Statement[];
  readonly proof: Proof;
}

/**
 * Finds grants or guards that together say exactly what statements say. Each must lie within what the statements say, and a statement is replaced
 * only where all of it lies within what the chosen ones say: both are proven.
 *
 * @param beside what the policy says anyway
 */
export function cover(sought: Sought, beside: readonly Statement[] = []): Cover {
  const { statements, effect, platform, holder } = sought;
  const search = { statements, beside, proof: new Proof({ effect, platform, isResource: holder.kind === 'bucket' }) };
  const candidates = candidatesFor(sought);
  const sound = soundOf(withSameText(candidates, search), candidates, search);
  const left = saidBy(sound, search)(statements) ? [] : [...statements.keys()].filter((index) => !saidBy(sound, search)([statements[index]]));
  const chosen = needed(sound, statements.filter((_, index) => !left.includes(index)), search);
  const words = wordsOf(chosen.flatMap((candidate) => candidate.statements));
  const isEmpty = (index: number) => likeness(wordsOf([statements[index]]), words) === 0 && search.proof.isWithin([statements[index]], []);
  return { chosen, left, empty: [...statements.keys()].filter((index) => !left.includes(index) && isEmpty(index)) };
}

function saidBy(candidates: readonly Candidate[], { beside, proof }: Search): (some: readonly Statement[]) => boolean {
  const said = [...beside, ...candidates.flatMap((candidate) => candidate.statements)];
  return (some) => proof.isWithin(some, said);
}

/** A statement by what it says, whatever the order; one that can't be written is like no other. */
function textOf({ sid: _sid, ...statement }: Statement): string {
  return attempt(() => policyJson({ version: '2012-10-17', statements: [statement] })) ?? JSON.stringify(statement);
}

/** A statement for each of its principals. */
function eachPrincipal(statement: Statement): readonly Statement[] {
  const { principals } = statement;
  if (principals === undefined || principals === '*' || principals.AWS === undefined || Object.keys(principals).length > 1) return [statement];
  return principals.AWS.map((principal) => ({ ...statement, principals: principal === '*' ? '*' as const : { AWS: [principal] } }));
}

/** Those that are there in the same words, which are likely to be what was meant: the fewest that have all of these words. */
function withSameText(candidates: readonly Candidate[], { statements }: Search): readonly Candidate[] {
  const there = new Set(statements.flatMap(eachPrincipal).map(textOf));
  const texts = new Map(candidates.map((candidate) => [candidate, candidate.statements.map(textOf)]));
  const same = candidates.filter((candidate) => texts.get(candidate)?.every((text) => there.has(text)) === true);
  const most = [...same].sort((one, other) => other.statements.length - one.statements.length);
  return most.filter((candidate) => texts.get(candidate)?.map((text) => there.delete(text)).includes(true) === true);
}

/** Those that lie within what is there, until they say all that may be said: those in the same words first, then the largest. */
function soundOf(same: readonly Candidate[], candidates: readonly Candidate[], search: Search): readonly Candidate[] {
  const { statements, proof } = search;
  const sound = same.filter((candidate) => proof.isWithin(candidate.statements, statements));
  const hopeful = statements.filter((statement) => maySay(candidates, statement));
  const isAllSaid = () => saidBy(sound, search)(hopeful);
  if (isAllSaid()) return sound;
  const words = wordsOf(hopeful);
  for (const candidate of [...candidates].sort((one, other) => other.atoms.size - one.atoms.size)) {
    // what lies in the text of one of them adds nothing
    if (sound.some(({ atoms }) => [...candidate.atoms].every((atom) => atoms.has(atom)))) continue;
    if (likeness(wordsOf(candidate.statements), words) === 0 || !proof.isWithin(candidate.statements, statements)) continue;
    sound.push(candidate);
    if (isAllSaid()) break;
  }
  return sound;
}

/** Those without which some of the statements wouldn't be said; the smallest go first. */
function needed(candidates: readonly Candidate[], statements: readonly Statement[], search: Search): readonly Candidate[] {
  if (statements.length === 0) return [];
  return candidates.reduceRight((kept, candidate) => {
    const without = kept.filter((one) => one !== candidate);
    return kept.length > 1 && saidBy(without, search)(statements) ? without : kept;
  }, candidates);
}
