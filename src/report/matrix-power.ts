import { tokenize } from '../decide/match/tokens';
import type { AccessRequest, RequestPrincipal } from '../decide/request';
import { matchesActionPattern } from '../policy/action-pattern';
import { s3Path } from '../policy/s3-arn';
import { POWER_ACTIONS } from '../s3/access-verbs';
import { s3Action } from '../s3/catalogue';
import { filled, sample, shown, type VariableValues, type VersionedStatement } from './matrix-locations';

/** A statement's word for power over access itself, and requests that would show that it holds. */
export interface Power {
  /** Such as `iam:* on *`. */
  readonly text: string;
  /** Any of them is enough. */
  readonly requests: readonly AccessRequest[];
}

const POWERS = new Map(POWER_ACTIONS.map((action) => [action.toLowerCase(), action]));

function powersIn(pattern: string): readonly string[] {
  if (/[*?]/.test(pattern)) return POWER_ACTIONS.filter((action) => matchesActionPattern(pattern, action));
  const one = POWERS.get(pattern.toLowerCase());
  return one === undefined ? [] : [one];
}

/** Nobody asks about a bucket's policy on an object. */
function mayBeAbout(action: string, resource: string): boolean {
  const [level, path] = [s3Action(action)?.level, s3Path(resource)];
  return path === undefined || (level !== 'bucket' && level !== 'object') || (level === 'object') === path.includes('/');
}

/** What of a principal's statements would give it power over access itself, by action and resource as they are written. */
export function powersOf(statements: readonly VersionedStatement[], principal: RequestPrincipal, values: VariableValues): readonly Power[] {
  const found = new Map<string, Power>();
  for (const { version, statement: { actions, notActions, resources = ['*'] } } of statements) {
    const patterns = (actions ?? (notActions === undefined ? [] : ['*'])).flatMap((pattern) => {
      const meant = powersIn(pattern);
      return meant.length === 0 ? [] : [{ pattern: actions === undefined ? `all but ${notActions?.join(', ')}` : pattern, meant }];
    });
    for (const resource of patterns.length === 0 ? [] : resources) {
      const tokens = filled(tokenize(resource, { wildcards: true, variables: version === '2012-10-17' }), values);
      for (const { pattern, meant } of patterns) {
        const text = `${pattern} on ${shown(tokens)}`;
        const asked = resource === '*' ? '*' : sample(tokens, 'any');
        const requests = meant.filter((action) => mayBeAbout(action, asked)).map((action) => ({ principal, action, resource: asked }));
        found.set(text, { text, requests });
      }
    }
  }
  return [...found.values()];
}

