import { randomBytes } from 'node:crypto';
import { AccessError } from '../errors';
import { matchesActionPattern } from '../policy/action-pattern';
import { s3Actions } from '../s3/catalogue';
import { shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';
import { allStatements, conditionsIn, statementsOfBuckets, statementsOfUser } from './derive/access';
import { requestOf, type Draft } from './derive/draft';
import { draftRequests } from './derive/drafts';
import { Expectations } from './derive/expectation';
import type { KnownContext } from './derive/question';
import { Seeding } from './derive/seeding';
import { forgedTwins } from './derive/twins';
import { ASKED_ACTIONS, OPERATION_NAMES, whyNotAsked } from './operations';
import { RUN_NAME } from './scratch';
import { askerName, type Asker, type Connection, type NotTried, type VerifyCase, type VerifyPlan } from './types';

/** What a plan is made with. */
export interface PlanOptions {
  /** The users whose credentials there are. */
  readonly users: readonly string[];
  /** How the server can be reached. */
  readonly connections: readonly Connection[];
  /** Somebody, not necessarily of the state, who may put and remove objects wherever that is needed. @default - nobody */
  readonly owner?: string;
  /** What is known of requests beside what they have in them, such as `aws:SourceIp`. @default {} */
  readonly context?: KnownContext;
  /** The name of the run, which its scratch names have in them. @default - 12 random letters and digits */
  readonly run?: string;
  /** The most requests of a plan. @default 2000 */
  readonly limit?: number;
}

/** The most requests of a plan, where nobody says another number. */
export const DEFAULT_LIMIT = 2000;

/**
 * Everything that a run would send: for each user with credentials, and for requests that aren't signed, what must pass and what must fail, each
 * expected as `decide` answers it. Nothing is sent.
 *
 * @throws AccessError `InvalidArgument` where the name of the run or the limit is none
 */
export function makeVerifyPlan(state: AccessState, options: PlanOptions): VerifyPlan {
  const { connections, owner, context = {}, run = randomRun(), limit = DEFAULT_LIMIT } = options;
  const users = options.users.filter((name) => state.users.has(name));
  if (!RUN_NAME.test(run)) throw invalid(`the name of a run, ${shown(run)}, is not 8 to 32 small letters and digits`, 'leave it out');
  if (!Number.isInteger(limit) || limit < 1) throw invalid(`the limit of requests is ${shown(limit)}; allowed: a whole number from 1 on`, 'leave it out, or name one');
  const expectations = new Expectations(state, context);
  const askers: readonly Asker[] = [...users.map((user) => ({ user })), 'anonymous'];
  const { drafts, unasked, headers } = draftRequests({ state, run, expectations, askers, connections });
  const twins = forgedTwins(drafts, { state, run, known: context, expectations });
  const seeding = new Seeding({ state, run, expectations, owner, users, connection: connections[0], headers });
  const unknown: NotTried[] = [];
  const cases: VerifyCase[] = [];
  const fair = inTurns([...drafts, ...twins.drafts], limit);
  for (const draft of inOrder(fair)) {
    const id = cases.length + 1;
    const known = expectations.of(requestOf(draft, run, 'object'));
    if (known.expected === undefined) {
      unknown.push({ what: `${askerName(draft.principal)}: ${draft.operation} ${draft.bucket ?? ''}`.trim(), reason: known.reason });
      continue;
    }
    const name = seeding.nameFor(draft, id, known.expected);
    if (typeof name === 'object') unknown.push(name);
    else cases.push({ id, ...requestOf(draft, run, name), expected: known.expected, reason: known.reason, about: draft.about });
  }
  const left = drafts.length + twins.drafts.length - fair.length;
  return {
    run,
    seeds: seeding.seeds(),
    cases,
    notTried: unique([
      ...withoutKeys(state, users),
      ...unasked,
      ...actionsNotAsked(state, users),
      ...(connections.length === 1 && speaksOfTransport(state) ? [{ what: `requests over ${connections[0] === 'https' ? 'http' : 'https'}`, reason: 'no endpoint for them is given' }] : []),
      ...unknown,
      ...twins.notTried,
      ...(left > 0 ? [{ what: `${left} more requests`, reason: `the plan has as many as it may have (${limit}); --limit allows more` }] : []),
    ]),
    lasting: seeding.lasting(cases),
  };
}

function randomRun(): string {
  return randomBytes(6).toString('hex');
}

/** What makes something first, then what reads, then what changes or removes. */
function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  const phase = ({ operation }: Draft): number => OPERATION_NAMES.indexOf(operation);
  return [...drafts].sort((a, b) => phase(a) - phase(b));
}

/** As many as allowed, from every principal as many as from any other. */
function inTurns(drafts: readonly Draft[], limit: number): readonly Draft[] {
  if (drafts.length <= limit) return drafts;
  const turns = new Map<string, number>();
  const ranked = drafts.map((draft) => {
    const name = askerName(draft.principal);
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return { draft, turn };
  });
  return ranked.sort((a, b) => a.turn - b.turn).slice(0, limit).map(({ draft }) => draft);
}

function withoutKeys({ users, roles }: AccessState, given: readonly string[]): readonly NotTried[] {
  return [
    ...[...users.keys()].filter((name) => !given.includes(name)).map((name) => ({ what: `user ${name}`, reason: 'no credentials are given' })),
    ...[...roles.keys()].map((name) => ({ what: `role ${name}`, reason: 'a role has no keys of its own' })),
  ];
}

/** The actions that statements name and a run doesn't ask about, by reason. */
function actionsNotAsked(state: AccessState, users: readonly string[]): readonly NotTried[] {
  const own = users.flatMap((name) => {
    const user = state.users.get(name);
    return user === undefined ? [] : statementsOfUser(user, state);
  });
  const statements = [...own, ...statementsOfBuckets(state)];
  const patterns = new Set(statements.flatMap(({ statement: { actions = [] } }) => actions));
  const named = new Set([...patterns].flatMap((pattern) => {
    const matched = s3Actions().map(({ name }) => name).filter((name) => matchesActionPattern(pattern, name));
    return matched.length > 0 ? matched : [pattern];
  }));
  const reasons = new Map<string, string[]>();
  for (const action of [...named].sort()) {
    if (!ASKED_ACTIONS.has(action)) reasons.set(whyNotAsked(action), [...reasons.get(whyNotAsked(action)) ?? [], action]);
  }
  return [...reasons].map(([reason, actions]) => ({ what: actions.length > 6 ? `${actions.slice(0, 5).join(', ')} and ${actions.length - 5} more actions` : actions.join(', '), reason }));
}

function speaksOfTransport(state: AccessState): boolean {
  return conditionsIn(allStatements(state)).some(({ condition: { key } }) => /^(?:aws:SecureTransport|s3:TlsVersion)$/i.test(key));
}

function unique(list: readonly NotTried[]): readonly NotTried[] {
  return [...new Map(list.map((one) => [`${one.what}\n${one.reason}`, one])).values()];
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidArgument', message, remedy });
}

