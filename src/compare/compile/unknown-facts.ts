import { UNKNOWN_TEXT } from '../../state/access-state';
import { SEPARATOR } from '../domain/separators';

/**
 * Names of facts that aren't known. A fact is named after what it comes from, so that what neither state tells has one name where both say
 * the same of it: `policy NAME, ROLE` of a policy without a document, `principal …` of a statement that may name somebody, `?OPERATOR KEY VALUES`
 * of a condition that only may hold, `bucket NAME` of a bucket whose name isn't known and which may be any. All else is text with a variable, whose value each request brings along.
 */
const OF_UNKNOWNS = /^(before |after )?(policy |principal |bucket |\?)/;

/** Whether a fact is about something that isn't known, rather than about what a request brings along. */
export function isUnknownFact(name: string): boolean {
  return OF_UNKNOWNS.test(name) || name.includes(UNKNOWN_TEXT);
}

/** Facts for people: named after the text that they come from, and not after how it is read. */
export function factText(name: string): string {
  const text = name.replace(/^(before|after) (?=policy |principal |bucket |\?)/, '').replaceAll(/(^| )i?w?:/g, '$1').replaceAll(UNKNOWN_TEXT, '<unknown>').replaceAll(SEPARATOR.text, ', ');
  const policy = /^policy (.*), \S+$/.exec(text)?.[1];
  if (policy !== undefined) return `what ${policy} says, which isn't known`;
  if (text.startsWith('bucket ')) return `which bucket ${text.slice('bucket '.length)} is`;
  if (text.startsWith('principal ')) return 'whether a statement means this principal, which it only may';
  return text.startsWith('?') ? `whether ${text.slice(1)} holds` : text;
}
