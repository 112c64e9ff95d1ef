/* What the playground answers, worked out by the package itself, in the browser. */
import * as core from 'bucket-grants';
import { evaluate, NotAnExpression } from './expression';
import { choiceOf, GUARDED_BUCKET } from './intents';
import type { Page } from './link';

/** A policy document with its principal. */
export interface ShownDocument { readonly owner: string; readonly json: string }
/** Something that was asked for and isn't possible, or isn't understood. */
export interface Refusal { readonly code: string; readonly message: string; readonly remedy?: string }
/** What one grant or guard comes to. */
export interface IntentAnswer {
  readonly documents: readonly ShownDocument[];
  readonly rows: ReturnType<typeof core.accessMatrix>;
  readonly findings: ReturnType<typeof core.lintAccess>;
}
/** What changed between two policies. */
export interface CompareAnswer { readonly verdict: string; readonly text: string }

/** An answer, or why there is none. */
export type Outcome<T> = { readonly answer: T } | { readonly refusal: Refusal };

function outcome<T>(work: () => T): Outcome<T> {
  try {
    return { answer: work() };
  } catch (error) {
    if (error instanceof core.AccessError) return { refusal: { code: error.code, message: error.message, remedy: error.remedy } };
    if (error instanceof NotAnExpression) return { refusal: { code: 'Props', message: error.message } };
    throw error;
  }
}

/** The plan that holds what is chosen. */
export function planOf({ intent, props, platform }: Page): core.AccessPlan {
  const { kind } = choiceOf(intent);
  const names = core as unknown as Readonly<Record<string, unknown>>;
  const made = (names[choiceOf(intent).intent] as (props: unknown) => never)(evaluate(props, names));
  const base = { platform: evaluate(platform, names) as core.Platform };
  if (kind === 'grant') return core.accessPlan({ ...base, users: { dana: { grants: [made] } } });
  if (kind === 'bucketGrant') return core.accessPlan({ ...base, external: [{ grants: [made] }] });
  if (kind === 'guard') return core.accessPlan({ ...base, buckets: { [GUARDED_BUCKET]: { guards: [made] } } });
  return core.accessPlan({ ...base, users: { dana: { guards: [made] } } });
}

const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

function documentsOf(plan: core.AccessPlan): readonly ShownDocument[] {
  const { users, buckets, files } = core.renderAccess(plan);
  return [
    ...users.flatMap(({ name, policies }) => policies.map(({ json, placement }) => ({ owner: `user ${name}${placement === 'managed' ? ', a managed policy' : ''}`, json: pretty(json) }))),
    ...buckets.flatMap(({ bucket, json }) => json === undefined ? [] : [{ owner: `bucket ${bucket}`, json: pretty(json) }]),
    ...(files ?? []).map(({ path, text }) => ({ owner: path, json: text })),
  ];
}

/** What the chosen grant or guard renders, allows, and what lint says of it. */
export const answerIntent = (page: Page): Outcome<IntentAnswer> => outcome(() => {
  const plan = planOf(page);
  const state = core.readAccess(plan);
  return { documents: documentsOf(plan), rows: core.accessMatrix(state), findings: core.lintAccess(state) };
});

/** One policy as a state: of a user, or of a bucket. */
const stateOf = (text: string, resource: boolean): core.AccessStateJson => {
  const { document, problems } = core.parsePolicy(text, { kind: resource ? 'resource' : 'identity' });
  const [wrong] = problems;
  if (document === undefined) throw new core.AccessError({ code: 'InvalidPolicy', message: `${wrong.path}: ${wrong.message} (${wrong.code})`, remedy: wrong.remedy });
  return resource ? { buckets: { [GUARDED_BUCKET]: { policy: text } } } : { users: { dana: { policies: [text] } } };
};

/** What the second policy allows and the first doesn't, and the other way round, as `bucket-grants review` prints it. */
export const answerCompare = ({ before, after, resource }: Page): Outcome<CompareAnswer> => outcome(() => {
  const [one, other] = [stateOf(before, resource), stateOf(after, resource)];
  return { verdict: core.compareAccess(one, other).verdict, text: core.reviewAccess(one, other, { format: 'text' }) };
});
