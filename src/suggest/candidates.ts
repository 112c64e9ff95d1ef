import type { Grant } from '../grants/grant';
import type { Guard } from '../guards/guard';
import { bucketDocument } from '../plan/bucket-document';
import { bucketGrant } from '../plan/bucket-grant';
import { granteeNamed, type ExternalGrantee } from '../plan/external-grantees';
import { identityDocument } from '../plan/identity-document';
import type { Platform } from '../platforms/platform';
import { matchesActionPattern } from '../policy/action-pattern';
import type { Effect, Principals, Statement } from '../policy/document';
import { matchesGlob } from '../policy/pattern/glob';
import { s3Path } from '../policy/s3-arn';
import { actionsMeant, mayBeAbout } from '../s3/about';
import { allForms, attempt, combinations, type Form } from './forms';
import { bucketsIn, distinct, type Hints, PARAMETERS } from './parameters';

/** Whose policy it is. */
export type Holder =
  | { readonly kind: 'user' | 'group' | 'role'; readonly name: string }
  | { readonly kind: 'bucket'; readonly name: string };

/** What may stand in the place of statements: a grant or guard, and what it is rendered as there. */
export interface Candidate {
  /** The name of its function. */
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /**
   * Who gets it, of a grant in a bucket policy.
   *
   * @default - the holder of the policy, or the principals that the grant names itself
   */
  readonly grantee?: ExternalGrantee;
  readonly intent: Grant | Guard;
  readonly statements: readonly Statement[];
  /** What it speaks of, each action on each resource once. */
  readonly atoms: ReadonlySet<string>;
}

/** Statements of one policy with one effect, which grants or guards are sought for. */
export interface Sought {
  readonly holder: Holder;
  readonly effect: Effect;
  readonly platform: Platform;
  readonly statements: readonly Statement[];
}

/** More combinations of what statements say than these are not tried for one form. */
const MOST_COMBINATIONS = 300;

/** Every grant or guard that the text of the statements suggests, and that can be what they say, or part of it, by its own text. */
export function candidatesFor(sought: Sought): readonly Candidate[] {
  const actions = sought.statements.flatMap((statement) => statement.actions ?? ['*']);
  const mayHave = (action: string) => actions.some((pattern) => matchesActionPattern(pattern, action));
  const all = hintsOf(sought).flatMap((hints) => (
    formsOf(sought, hints).filter((form) => form.actions?.every(mayHave) !== false).flatMap((form) => made(form, hints, sought))
  )).filter((candidate) => mayBePart(candidate, sought.statements));
  // a grant that says itself who gets it says more than one for a grantee
  const ordered = [...all.filter(({ grantee }) => grantee === undefined), ...all.filter(({ grantee }) => grantee !== undefined)];
  return [...new Map(ordered.reverse().map((candidate) => [[...candidate.atoms].sort().join('\n'), candidate])).values()].reverse();
}

/** Every grant or guard that has to do with the statements, whether they say as much or not; the nearest by its actions first. */
export function relatedTo(sought: Sought, most: number): readonly Candidate[] {
  return hintsOf(sought).flatMap((hints) => {
    const asked = meaningOf(hints.statements.flatMap(({ actions = [] }) => actions));
    const ranked = formsOf(sought, hints).map((form) => ({ form, likeness: likeness(meaningOf(form.actions ?? []), asked) }));
    const near = ranked.filter((one) => one.likeness > 0).sort((one, other) => other.likeness - one.likeness).slice(0, most);
    return near.flatMap(({ form }) => made(form, hints, sought));
  });
}

const meaningOf = (actions: readonly string[]): ReadonlySet<string> => new Set(actions.flatMap((action) => {
  const meant = actionsMeant(action).map(({ name }) => name.toLowerCase());
  return meant.length === 0 ? [action.toLowerCase()] : meant;
}));

/** How much two sets have in common, from 0 to 1. */
export function likeness(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  const common = [...some].filter((one) => others.has(one)).length;
  return common === 0 ? 0 : common / (some.size + others.size - common);
}

/** What statements speak of, action by action, with resources and conditions, to tell how near others come. */
export function wordsOf(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(statements.flatMap(({ actions = [], notActions = [], resources = [], conditions = [] }) => {
    const about = conditions.map(({ key, values }) => `${key.toLowerCase()} ${[...values].sort().join()}`);
    const pairs = [...meaningOf(actions)].flatMap((action) => (
      resources.filter((resource) => isAsked(action, resource)).map((resource) => `${action} ${resource}`)
    ));
    return [...pairs, ...notActions.map((action) => `not ${action}`), ...about];
  }));
}

/** The statements for each bucket that they name, and all of them for what is about no bucket. */
function hintsOf({ statements, holder, effect }: Sought): readonly Hints[] {
  const buckets = holder.kind === 'bucket' ? [holder.name] : bucketsIn(statements);
  if (effect === 'Deny') return [{ buckets, folders: buckets, statements, ...(holder.kind === 'bucket' && { bucket: holder.name }) }];
  const named = (resource: string) => bucketsIn([{ effect, resources: [resource] }]);
  const isAbout = (bucket: string, resource: string) => s3Path(resource) === undefined || named(resource).includes(bucket);
  const about = (bucket: string) => statements.filter(({ resources = ['*'] }) => resources.some((resource) => isAbout(bucket, resource)));
  const each = buckets.map((bucket) => ({ bucket, buckets, folders: [bucket], statements: about(bucket) }));
  return holder.kind === 'bucket' ? each : [...each, { buckets, folders: [], statements }];
}

function formsOf({ effect, holder }: Sought, { bucket }: Hints): readonly Form[] {
  if (effect === 'Deny') return allForms().filter(({ kind }) => kind === 'guard');
  const isOnBucket = bucket !== undefined || holder.kind === 'bucket';
  return allForms().filter(({ kind, parameters }) => kind === 'grant' && parameters.includes('bucket') === isOnBucket);
}

function made(form: Form, given: Hints, sought: Sought): readonly Candidate[] {
  // what is about two buckets may have its folders in either
  const hints = form.parameters.includes('destination') ? { ...given, folders: given.buckets, statements: sought.statements } : given;
  const options = form.parameters.map((prop) => {
    const values = valuesFor(hints, prop);
    return [prop, prop === 'bucket' ? values : [undefined, ...values]] as const;
  });
  const count = options.reduce((product, [, values]) => product * values.length, 1);
  if (count > MOST_COMBINATIONS) return [];
  return combinations(options).flatMap((said) => {
    const props = { ...said, ...form.chosen };
    const intent = attempt(() => form.make(props));
    if (intent === undefined) return [];
    return granteesOf(intent, sought).flatMap((grantee) => {
      const statements = attempt(() => statementsOf(intent, grantee, sought));
      if (statements === undefined || statements.length === 0) return [];
      return [{ name: form.name, props, ...(grantee !== undefined && { grantee }), intent, statements, atoms: atomsOf(statements) }];
    });
  });
}

const suggested = new WeakMap<Hints, Map<string, readonly unknown[]>>();

/** What the statements suggest for a prop, which many forms ask for. */
function valuesFor(hints: Hints, prop: string): readonly unknown[] {
  const known = suggested.get(hints) ?? new Map<string, readonly unknown[]>();
  suggested.set(hints, known);
  const values = known.get(prop) ?? PARAMETERS[prop].values(hints);
  known.set(prop, values);
  return values;
}

/** Who may get a grant in a bucket policy: the principals that the statements name. */
function granteesOf(intent: Grant | Guard, { holder, statements }: Sought): ReadonlyArray<ExternalGrantee | undefined> {
  if (intent.kind === 'guard' || holder.kind !== 'bucket' || intent.principals !== undefined) return [undefined];
  const named = distinct(statements.flatMap(({ principals }) => principalTexts(principals)));
  return named.flatMap((text) => granteeNamed(text) ?? []);
}

function principalTexts(principals: Principals | undefined): readonly string[] {
  if (principals === undefined) return [];
  return principals === '*' ? ['*'] : principals.AWS ?? [];
}

/** What a grant or guard is in the policy, without the names that say so. */
function statementsOf(intent: Grant | Guard, grantee: ExternalGrantee | undefined, { holder, platform, effect }: Sought): readonly Statement[] {
  const { document } = holder.kind === 'bucket'
    ? bucketDocument(holder.name, [intent.kind === 'guard' ? intent : bucketGrant(intent, grantee)], platform)
    : identityDocument([intent], holder, platform);
  return document.statements.filter((statement) => statement.effect === effect).map(({ sid: _sid, ...statement }) => statement);
}

function atomsOf(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(statements.flatMap((statement) => {
    const { actions, resources = [] } = statement;
    const rest = JSON.stringify({ ...statement, actions: undefined, resources: undefined });
    return (actions ?? ['-']).flatMap((action) => (
      resources.filter((resource) => isAsked(action, resource)).map((resource) => `${action.toLowerCase()} ${resource} ${rest}`)
    ));
  }));
}

/** Whether any request for the action can be about the resource. */
function isAsked(action: string, resource: string): boolean {
  const meant = actionsMeant(action);
  return meant.length === 0 || meant.some((one) => mayBeAbout(one, resource));
}

const keysOf = ({ conditions = [] }: Statement): string => [...new Set(conditions.map(({ key }) => key.toLowerCase()))].sort().join();

/** Whether each statement of a candidate lies in the text of those that are there: what can't be is never proven, and needn't be tried. */
function mayBePart({ statements }: Candidate, there: readonly Statement[]): boolean {
  return statements.every((statement) => liesIn(statement, statement.actions ?? [], there));
}

/** Whether a statement may be what candidates say together, by the text of both. */
export function maySay(candidates: readonly Candidate[], statement: Statement): boolean {
  return liesIn(statement, [...meaningOf(statement.actions ?? [])], candidates.flatMap(({ statements }) => statements));
}

/** Whether each action on each resource of a statement lies in the text of others with conditions on the same keys. */
function liesIn(statement: Statement, actions: readonly string[], others: readonly Statement[]): boolean {
  const alike = others.filter((one) => keysOf(one) === keysOf(statement));
  const isSaid = (action: string, resource: string) => alike.some((one) => (
    (one.actions ?? ['*']).some((pattern) => matchesActionPattern(pattern, action))
    && (one.resources ?? ['*']).some((pattern) => pattern === resource || matchesGlob(pattern, resource))
  ));
  const { resources = [] } = statement;
  return alike.length > 0 && actions.every((action) => resources.every((resource) => !isAsked(action, resource) || isSaid(action, resource)));
}
