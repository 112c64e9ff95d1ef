const SPECIAL = /[.+^${}()|[\]\\]/g;

/** Whether a pattern of actions, in which `*` and `?` are wildcards, stands for an action. Neither tells letters by their case. */
export function matchesActionPattern(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  const source = pattern.replace(SPECIAL, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
