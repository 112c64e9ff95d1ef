import { plain } from '../escape/plain';
import type { AcceptedChange } from './accepted';
import type { Review, ReviewedName } from './types';

/** What came out, in one line. */
export function headline({ verdict, counts: { gained, lost, accepted, inconclusive, principals, policies } }: Review): string {
  if (verdict === 'none') {
    return `No change in access${policies === 0 ? '' : `: ${many(policies, 'policy is', 'policies are')} new, gone or written differently, and nobody may do more or less`}.`;
  }
  const changes = [...(gained > 0 ? [`${gained} gained`] : []), ...(lost > 0 ? [`${lost} lost`] : [])].join(', ');
  const whose = changes === '' ? '' : `, by ${many(principals, 'principal', 'principals')}`;
  return `Access: ${[
    ...(changes === '' ? [] : [`${changes}${whose}`]),
    ...(accepted > 0 ? [`${accepted} of them accepted`] : []),
    ...(inconclusive > 0 ? [`${inconclusive} inconclusive`] : []),
  ].join('; ')}.`;
}

/** A number of things. */
export function many(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** Principals in one line. */
export function who(principals: readonly string[]): string {
  const first = principals.slice(0, MOST_NAMED).map(plain).join(', ');
  return principals.length > MOST_NAMED ? `${first} and ${principals.length - MOST_NAMED} more` : first;
}

const MOST_NAMED = 8;

/** What happened to names, a line for each kind and each thing that can happen. */
export function namedLines(named: readonly ReviewedName[]): ReadonlyArray<readonly [title: string, names: readonly string[]]> {
  const lines = new Map<string, string[]>();
  for (const { kind, name, change } of named) {
    const title = `${change === 'changed' ? 'changed' : TITLES[change]} ${kind}`;
    lines.set(title, [...lines.get(title) ?? [], plain(name)]);
  }
  return [...lines].map(([title, names]) => [names.length === 1 ? title : plural(title), names]);
}

function plural(title: string): string {
  return title.endsWith('s') ? title : `${title.replace(/ary$/, 'arie')}s`;
}

const TITLES = { added: 'new', removed: 'removed' } as const;

/** What an entry of an allow file accepts. */
export function acceptedText({ change, principal, actions, resources, expires, reason }: AcceptedChange): string {
  return plain(`${principal}, ${change} ${actions.join(', ')} on ${resources.join(', ')}, until ${expires}: ${reason}`);
}
