import type { AccessRequest } from '../../src/decide';
import type { Condition, PolicyDocument, Principals, Statement } from '../../src/policy/document';
import type { AccessState } from '../../src/state/access-state';
import type { NamedPolicy } from '../../src/state/named-policy';

/*
 * The core rules a second time, as plainly as they can be written and with nothing of the first: regular expressions for patterns, no
 * compilation, no index, no third truth value. It knows users and anonymous, one partition, no unknowns.
 */

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
type Keys = Record<string, string[]>;

/** A policy text as the source of a regular expression; undefined when a variable has no value. */
function source(text: string, version: string, wildcards: boolean, keys: Keys, variables = true): string | undefined {
  const pieces = variables && version === '2012-10-17' ? text.split(/(\$\{[^}]*\})/) : [text];
  const written: string[] = [];
  for (const piece of pieces) {
    if (pieces.length > 1 && /^\$\{[^}]*\}$/.test(piece)) {
      const inside = piece.slice(2, -1);
      const [key, fallback] = inside.split(', ');
      const value = ['*', '?', '$'].includes(inside) ? inside : keys[key.toLowerCase()]?.[0] ?? fallback?.replace(/'/g, '');
      if (value === undefined) return undefined;
      written.push(quote(value));
    } else {
      written.push(wildcards ? [...piece].map((c) => (c === '*' ? '[^]*' : c === '?' ? '[^]' : quote(c))).join('') : quote(piece));
    }
  }
  return written.join('');
}

function resourceMatches(pattern: string, resource: string, version: string, keys: Keys): boolean {
  if (pattern === '*') return true;
  const parts = pattern.split(':');
  const actual = resource.split(':');
  const tail = source(parts.slice(5).join(':'), version, true, keys);
  if (parts.length < 6 || tail === undefined) return false;
  const head = parts.slice(0, 5).every((part, index) => new RegExp(`^${source(part, version, true, keys, false)}$`, 'u').test(actual[index] ?? ''));
  return head && new RegExp(`^${tail}$`, 'u').test(actual.slice(5).join(':'));
}

function actionMatches(pattern: string, action: string): boolean {
  return new RegExp(`^${source(pattern, '', true, {})}$`, 'iu').test(action);
}

function conditionHolds({ operator, key, values }: Condition, version: string, keys: Keys): boolean {
  const ifExists = operator.endsWith('IfExists');
  const bare = operator.replace(/IfExists$/, '').replace(/^For\w+:/, '');
  const actual = keys[key.toLowerCase()];
  if (bare === 'Null') return values[0] === String(actual === undefined);
  const negated = bare.includes('Not');
  if (actual === undefined) return ifExists || operator.startsWith('ForAllValues') || (negated && !operator.startsWith('ForAnyValue'));
  const one = (given: string): boolean => {
    const hit = values.some((value) => {
      if (bare.startsWith('Numeric')) return bare.includes('LessThan') ? Number(given) < Number(value) : Number(given) === Number(value);
      if (bare === 'Bool') return given === value;
      const pattern = source(value, version, bare.endsWith('Like'), keys);
      return pattern !== undefined && new RegExp(`^${pattern}$`, bare.endsWith('IgnoreCase') ? 'iu' : 'u').test(given);
    });
    return hit !== negated;
  };
  return operator.startsWith('ForAnyValue') ? actual.some(one) : actual.every(one);
}

function statementApplies(statement: Statement, version: string, action: string, resource: string, keys: Keys): boolean {
  const { actions, notActions, resources, notResources, conditions = [] } = statement;
  const actionFits = actions !== undefined
    ? actions.some((one) => actionMatches(one, action))
    : !(notActions ?? []).some((one) => actionMatches(one, action));
  const resourceFits = resources !== undefined
    ? resources.some((one) => resourceMatches(one, resource, version, keys))
    : !(notResources ?? []).some((one) => resourceMatches(one, resource, version, keys));
  return actionFits && resourceFits && conditions.every((one) => conditionHolds(one, version, keys));
}

function listed(principals: Principals): readonly string[] {
  return principals === '*' ? ['*'] : principals.AWS ?? [];
}

/** Decides a request on the bucket `b` by the user `dana` or anonymous. */
export function naiveDecide(state: AccessState, request: AccessRequest): 'allow' | 'explicitDeny' | 'implicitDeny' | 'uncertain' {
  const isDana = request.principal !== 'anonymous';
  const dana = state.users.get('dana');
  const arn = `arn:aws:iam::${state.account}:user/dana`;
  const account = [`arn:aws:iam::${state.account}:root`, state.account ?? ''];
  const own: Keys = isDana
    ? { 'aws:principalisawsservice': ['false'], 'aws:username': ['dana'], 'aws:principalarn': [arn], 'aws:principalaccount': [state.account ?? ''], 'aws:principaltype': ['User'] }
    : { 'aws:principalaccount': ['anonymous'], 'aws:userid': ['anonymous'], 'aws:principaltype': ['Anonymous'] };
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);
  const given = Object.entries(request.context ?? {}).map(([key, value]) => [key.toLowerCase(), texts(value)] as const);
  // IAM user guide, global condition context keys: these are in every request
  const always: Keys = { 'aws:securetransport': ['true'], 'aws:viaawsservice': ['false'] };
  const keys: Keys = { ...always, ...own, ...Object.fromEntries(given.filter(([, values]) => values.length > 0)) };
  for (const [key, values] of given) if (values.length === 0) delete keys[key];
  const hits = (policies: readonly (NamedPolicy | undefined)[], effect: string, who: (statement: Statement) => boolean = () => true): boolean =>
    policies.some((policy) => policy?.document?.statements.some((statement) => statement.effect === effect && who(statement) &&
      statementApplies(statement, (policy.document as PolicyDocument).version, request.action, `arn:aws:s3:::${request.resource}`, keys)) === true);
  const bucket = state.buckets.get(request.resource.split('/')[0]);
  const names = ({ principals }: Statement, entries: readonly string[]): boolean =>
    principals !== undefined && listed(principals).some((one) => entries.includes(one));
  const identity = isDana ? [...(dana?.policies ?? []), ...(dana?.groups ?? []).flatMap((group) => state.groups.get(group)?.policies ?? [])] : [];
  const boundary = isDana ? dana?.boundary : undefined;
  const everyone = isDana ? ['*', arn, ...account] : ['*'];
  if (hits([...identity, boundary], 'Deny') || hits([bucket?.policy], 'Deny', (one) => names(one, everyone))) return 'explicitDeny';
  const inBoundary = boundary === undefined || hits([boundary], 'Allow');
  const byBucket = (entries: readonly string[]): boolean => hits([bucket?.policy], 'Allow', (one) => names(one, entries));
  const byIdentity = hits(identity, 'Allow');
  if (!isDana) return byBucket(['*']) ? 'allow' : 'implicitDeny';
  const allowed = bucket?.account === undefined
    ? byBucket([arn]) || ((byIdentity || byBucket(['*'])) && inBoundary)
    : byIdentity && inBoundary && byBucket(everyone);
  if (allowed) return 'allow';
  // what a boundary means for a plain * the documents don't say
  return bucket?.account === undefined && byBucket(['*']) ? 'uncertain' : 'implicitDeny';
}
