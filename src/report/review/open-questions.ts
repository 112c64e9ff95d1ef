import type { Inconclusive, UnreadAccess } from '../../compare';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { plain } from '../escape/plain';
import { principalLabel } from './labels';

/** Something that the sources leave open, once for all that it is about. */
export interface OpenQuestion {
  /** What is open and why, as a sentence. */
  readonly text: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
  /** Whose access it is about, for people; empty where it is about the whole source. */
  readonly principals: readonly string[];
  /** Where in the sources. */
  readonly locations: readonly string[];
}

const MOST_NAMED = 5;

/** Inconclusive entries as sentences for people, once per cause. */
export function openQuestions(inconclusive: readonly Inconclusive[]): readonly OpenQuestion[] {
  const causes = new Map<string, Inconclusive[]>();
  for (const one of inconclusive) {
    // a reason of a principal names what it depends on; a reason of a source is about its one location
    const id = JSON.stringify(one.principal === undefined ? [one.where, one.reason] : [one.reason]);
    causes.set(id, [...causes.get(id) ?? [], one]);
  }
  return [...causes.values()].map((all) => {
    const { where, reason, principal } = all[0];
    const principals = [...new Set(all.flatMap((one) => (one.principal === undefined ? [] : [plain(principalLabel(one.principal))])))];
    const text = principal === undefined
      ? `It is not certain what ${plain(where)} gives or takes: ${plain(reason)}`
      : `It is not certain for ${named(principals)}: ${plain(reason)}`;
    return { text: /[.!?]$/.test(text) ? text : `${text}.`, remedy: remedyOf(all[0]), principals, locations: [...new Set(all.map((one) => one.where))] };
  });
}

function named(principals: readonly string[]): string {
  const first = principals.slice(0, MOST_NAMED).join(', ');
  return principals.length > MOST_NAMED ? `${first} and ${principals.length - MOST_NAMED} more` : first;
}

/** What helps, by what a reason speaks of; the first that fits. */
const REMEDIES: ReadonlyArray<readonly [about: RegExp, remedy: string]> = [
  [/internal check failed/, 'Report it with both sources.'],
  [/more than \d|combinations|hard to tell/, 'Split the policy, or compare its parts one by one.'],
  [/known (?:only )?after apply|only at deploy|\(unknown\)|<unknown>/, 'Name the value with --var, or compare the states after apply.'],
  [/var\.|local\.|a variable/, 'Name the value with --var, or give the plan in its place (terraform show -json).'],
  [/\$\{/, 'Write the name out in place of the variable, or look at the statement by hand.'],
  [/group/, "Give a source that holds the group's policies too."],
];

const OTHERWISE = 'Look at it by hand, or give a source that says it: a plan, or the state after apply.';

function remedyOf({ where, reason, remedy }: Inconclusive): string {
  const said = plain(`${where}: ${reason}`.replaceAll(UNKNOWN_TEXT, '(unknown)'));
  return REMEDIES.find(([about]) => about.test(said))?.[1] ?? (remedy === undefined ? OTHERWISE : `${remedy[0].toUpperCase()}${plain(remedy.slice(1))}.`);
}

/** An open question in one line: what is open, and what to do. */
export function questionText({ text, remedy }: OpenQuestion): string {
  return `${text} ${remedy}`;
}

/** What isn't read or isn't known, and changed nothing by itself, one line each. */
export function unreadParts(unread: readonly UnreadAccess[]): ReadonlyArray<readonly [title: string, texts: readonly string[]]> {
  const texts = (state: UnreadAccess['state']) => unread.filter((one) => one.state === state).map(({ where, reason }) => plain(`${where}: ${reason}`));
  const parts = [['Not read, unchanged', texts(undefined)], ['Not known before', texts('before')], ['Not known after', texts('after')]] as const;
  return parts.filter(([, lines]) => lines.length > 0);
}
