import { matchesGlob } from './pattern/glob';

/** Whether a pattern of actions, in which `*` and `?` are wildcards, stands for an action. Neither tells letters by their case. */
export function matchesActionPattern(pattern: string, action: string): boolean {
  return pattern === '*' || matchesGlob(pattern, action, true);
}
