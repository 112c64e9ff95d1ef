import { compileState } from '../decide/compiled-state';
import { decide } from '../decide/decide';
import type { Decision } from '../decide/decision';
import type { RequestPrincipal } from '../decide/request';
import type { Statement } from '../policy/document';
import type { AccessState, NamedPolicy } from '../state/access-state';
import { UNKNOWN_TEXT } from '../state/access-state';

/** What a matrix asks about. */
export type MatrixVerb = 'read' | 'list' | 'write' | 'delete' | 'administer';

/** `if` where it depends on a condition, `?` where the source doesn't tell. */
export type MatrixAnswer = 'yes' | 'if' | 'no' | '?';

/** One principal and one place: what it may do there. */
export interface MatrixRow extends Readonly<Record<MatrixVerb, MatrixAnswer>> {
  /** For example `user dana`, `role deployer` or `anonymous`. */
  readonly principal: string;
  /** The name of the bucket. */
  readonly bucket: string;
  /** The folder; `''` is the whole bucket. */
  readonly prefix: string;
  /** What the answers depend on: conditions of the statements that would give or take access. */
  readonly conditions: readonly string[];
}

/** The verbs, in the order of the columns, and the request that stands for each. */
export const MATRIX_VERBS: ReadonlyArray<readonly [verb: MatrixVerb, action: string, on: 'object' | 'bucket']> = [
  ['read', 's3:GetObject', 'object'],
  ['list', 's3:ListBucket', 'bucket'],
  ['write', 's3:PutObject', 'object'],
  ['delete', 's3:DeleteObject', 'object'],
  ['administer', 's3:PutBucketPolicy', 'bucket'],
];

/** A connection as it should be, so that guards against plain HTTP don't turn every answer into `no`. */
const GOOD_CONNECTION = { 'aws:SecureTransport': true, 's3:TlsVersion': 1.3 };

/**
 * Who may do what where: principals by the buckets and folders that any statement speaks of to them. The request that stands for a
 * folder is one on an object directly in it, over HTTPS, without any other condition key.
 *
 * @example
 * accessMatrix(readAccessFile('cdktf.out')).filter((row) => row.delete !== 'no');
 */
export function accessMatrix(state: AccessState): readonly MatrixRow[] {
  const compiled = compileState(state);
  return principals(state).flatMap((who) => places(state, who).map(({ bucket, prefix }) => {
    const { label, principal } = who;
    const decisions = MATRIX_VERBS.map(([verb, action, on]) => {
      const resource = on === 'object' ? `${bucket}/${prefix}object` : bucket;
      const context = action === 's3:ListBucket' && prefix !== '' ? { ...GOOD_CONNECTION, 's3:prefix': prefix } : GOOD_CONNECTION;
      return [verb, decide(compiled, { principal, action, resource, context })] as const;
    });
    const answers = Object.fromEntries(decisions.map(([verb, decision]) => [verb, bucket.includes(UNKNOWN_TEXT) ? '?' : answer(decision)])) as Record<MatrixVerb, MatrixAnswer>;
    const conditions = [...new Set(decisions.flatMap(([, decision]) => conditionsOf(decision)))];
    return { principal: label, bucket: readable(bucket), prefix: readable(prefix), ...answers, conditions };
  }));
}

function answer(decision: Decision): MatrixAnswer {
  if (decision.unknowns.length > 0) return '?';
  if (decision.effect === 'allow') return 'yes';
  if (decision.effect === 'implicitDeny' && conditional(decision, 'Allow').length > 0) return 'if';
  return 'no';
}

/** The statements that only a condition keeps from applying. */
function conditional(decision: Decision, effect: 'Allow' | 'Deny'): Decision['statements'] {
  return decision.statements.filter((one) => one.effect === effect && one.outcome === 'does not apply' && one.mismatches.every(({ part }) => part === 'condition'));
}

function conditionsOf(decision: Decision): readonly string[] {
  const keptOut = decision.effect === 'allow' ? [] : conditional(decision, 'Allow');
  const couldDeny = decision.effect === 'allow' ? conditional(decision, 'Deny') : [];
  return [
    ...keptOut.map(({ mismatches }) => `only with ${mismatches.map(conditionText).join(' and ')}`),
    ...couldDeny.map(({ mismatches }) => `not with ${mismatches.map(conditionText).join(' and ')}`),
  ];
}

function conditionText({ operator, key, values = [] }: Decision['statements'][number]['mismatches'][number]): string {
  return `${operator} ${key} ${values.join(', ')}`;
}

interface MatrixPrincipal {
  readonly label: string;
  readonly principal: RequestPrincipal;
  /** The Allow statements that may speak of it. */
  readonly allows: readonly Statement[];
  readonly variables: Readonly<Record<string, string>>;
}

function principals(state: AccessState): readonly MatrixPrincipal[] {
  const shared = [...state.buckets.values()].flatMap(({ policy }) => allowsOf(policy ? [policy] : []));
  const ofGroups = (groups: readonly string[]) => groups.flatMap((group) => allowsOf(state.groups.get(group)?.policies ?? []));
  const users = [...state.users.values()].map(({ name, policies, groups }): MatrixPrincipal => ({
    label: `user ${readable(name)}`,
    principal: { user: name },
    allows: [...allowsOf(policies), ...ofGroups(groups), ...shared],
    variables: { 'aws:username': name },
  }));
  const roles = [...state.roles.values()].map(({ name, policies }): MatrixPrincipal => ({
    label: `role ${readable(name)}`, principal: { role: name }, allows: [...allowsOf(policies), ...shared], variables: {},
  }));
  const anonymous: MatrixPrincipal = { label: 'anonymous', principal: 'anonymous', allows: shared, variables: {} };
  return [...users, ...roles, ...(shared.length > 0 ? [anonymous] : [])];
}

function allowsOf(policies: readonly NamedPolicy[]): readonly Statement[] {
  return policies.flatMap(({ document }) => document?.statements ?? []).filter(({ effect }) => effect === 'Allow');
}

interface Place {
  readonly bucket: string;
  readonly prefix: string;
}

/** The folders that statements speak of. Where one limits `s3:prefix`, it speaks of those folders and not of the bucket. */
function places(state: AccessState, { allows, variables }: MatrixPrincipal): readonly Place[] {
  const found = allows.flatMap(({ resources = [EVERY_BUCKET], conditions = [] }) => {
    const prefixes = conditions.filter(({ key }) => key.toLowerCase() === 's3:prefix').flatMap(({ values }) => values);
    return resources.flatMap((resource) => {
      const [bucket, ...key] = filled(resource.replace(/^arn:[^:]*:s3:::/, ''), variables).split('/');
      const buckets = /[*?]/.test(bucket) ? [...state.buckets.keys()] : [bucket];
      const folders = prefixes.length > 0 ? prefixes.map((prefix) => folderOf(filled(prefix, variables))) : [folderOf(key.join('/'))];
      return buckets.filter((name) => name !== '').flatMap((name) => folders.map((prefix) => ({ bucket: name, prefix })));
    });
  });
  const unique = new Map(found.map((place) => [`${place.bucket}/${place.prefix}`, place]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

const EVERY_BUCKET = 'arn:aws:s3:::*';

/** The text before the first wildcard or variable, up to its last slash. */
function folderOf(pattern: string): string {
  return pattern.replace(/[*?$][^]*$/, '').replace(/[^/]*$/, '');
}

/** Puts the principal's own values in the place of variables, and takes escapes off. */
function filled(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([^},]*)[^}]*\}/g, (whole, key: string) => variables[key.trim().toLowerCase()] ?? (key.length === 1 ? key : whole));
}

function readable(text: string): string {
  return text.replaceAll(UNKNOWN_TEXT, '(unknown)');
}
