import { AccessError } from '../../errors';
import { nearMiss } from '../../shape/near-miss';
import { shown } from '../../shape/shown';

/** A file of a plan. */
export interface PlanFile {
  /** What it is called in errors, such as its path. */
  readonly name: string;
  readonly text: string;
}

/** Where something stands, as people and editors read it (`access-plan.yaml:12:7`): worked out only when an error says so. */
export type Position = () => string;

/** A name in a mapping, and what it stands for. */
export interface Entry {
  readonly name: string;
  /** Where the name stands. */
  readonly at: Position;
  readonly value: Located;
}

/** What a file says, each part with its place. */
export type Located =
  | { readonly is: 'value'; readonly value: string | number | boolean | null; readonly at: Position }
  | { readonly is: 'list'; readonly items: readonly Located[]; readonly at: Position }
  | { readonly is: 'map'; readonly entries: ReadonlyMap<string, Entry>; readonly at: Position };

/** A mapping. */
export type LocatedMap = Extract<Located, { readonly is: 'map' }>;

/** The error for what a plan file can't say. */
export function wrongAt(at: Position, problem: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidPlanFile', message: `${at()}: ${problem}`, remedy });
}

/** What was found, in the words of YAML. */
export function kindOf(node: Located): string {
  if (node.is !== 'value') return node.is === 'list' ? 'a list' : 'a mapping';
  return node.value === null ? 'nothing' : typeof node.value === 'string' ? 'a text' : JSON.stringify(node.value);
}

/** The error for a name that isn't one of those that a place has. */
export function unknownAt(at: Position, problem: string, given: string, allowed: readonly string[]): AccessError {
  const meant = nearMiss(given, allowed);
  const list = allowed.length === 0 ? 'none' : allowed.join(', ');
  return wrongAt(at, `${problem} ${shown(given)}${meant === undefined ? '' : `; did you mean ${meant}?`}; allowed: ${list}`, meant === undefined ? 'correct or remove it' : `write ${meant} instead`);
}
