import {
  AccessError, accessPlan, readAccess, renderAccess, type AccessPlanProps, type AccessState, type Grant, type Guard, type Platform,
} from '../../src';
import type { PolicyDocument, Statement } from '../../src/policy/document';
import { parsePolicy } from '../../src/policy/parse';
import type { BucketAccess } from '../../src/state/access-state';
import { hasIt, tableIntent, type DecisionTable } from '../decisions/tables';

/** The users of a table, whom all of its documents are for; of two whose names differ only by case the first, since a plan has only one. */
export function usersOf({ principal, cases }: DecisionTable): readonly string[] {
  const names = [principal, ...cases.flatMap((one) => one.principal ?? [])].flatMap((one) => (one === 'anonymous' ? [] : [one.user]));
  return [...new Map([...names].reverse().map((name) => [name.toLowerCase(), name])).values()];
}

/** What states that the bucket has object lock, where a platform asks for it. */
const TAKE_LOCK: readonly string[] = ['denyDelete', 'noDeleteAccess', 'perUserBucket', 'perUserHomeFolder', 'readWritePrefix'];

/** The plan of a table: everybody has a grant, only the table's principal or the bucket a guard. */
function planOf(table: DecisionTable, platform: Platform): AccessPlanProps {
  const hasLock = platform.dialect?.versionsNeedObjectLock === true && TAKE_LOCK.includes(table.intent);
  const intent = tableIntent(table, hasLock ? { objectLock: true } : {});
  const users = usersOf(table).map((user) => {
    const has = intent.kind === 'grant' || (table.on !== undefined && hasIt(table, { user }));
    const given = !has ? {} : intent.kind === 'grant' ? { grants: [intent as Grant] } : { guards: [intent as Guard] };
    // some platforms have no users without a key
    return [user, { accessKeys: ['2026-11'], ...given }] as const;
  });
  const onBucket = intent.kind === 'guard' && table.on === undefined && table.bucket !== undefined;
  return { users: Object.fromEntries(users), ...(onBucket && { buckets: { [table.bucket as string]: { guards: [intent as Guard] } } }) };
}

/** What a platform makes of a table, with what its users have beside it; or why it doesn't take it. */
export function stateOn(table: DecisionTable, platform: Platform): AccessState | AccessError {
  try {
    return withBeside(readAccess(renderAccess(accessPlan({ platform, ...planOf(table, platform) }))), table);
  } catch (error) {
    if (error instanceof AccessError) return error;
    throw error;
  }
}

/** Adds what the users have beside a guard, which alone gives nothing: policies of their own or, where these count for nothing, bucket policies. */
function withBeside(state: AccessState, table: DecisionTable): AccessState {
  const { beside = [] } = table;
  if (state.platform?.evaluation?.bucketPolicies !== 'allowList') {
    const policies = beside.map((document) => ({ name: 'beside', document: parsePolicy(document, { kind: 'identity' }).document }));
    return { ...state, users: new Map([...state.users].map(([name, user]) => [name, { ...user, policies: [...user.policies, ...policies] }])) };
  }
  if (beside.length === 0) return state;
  const AWS = [...state.users.values()].flatMap(({ arn }) => arn ?? []);
  const given = beside.flatMap((document) => parsePolicy(document, { kind: 'identity' }).document?.statements ?? [])
    .map((statement): Statement => ({ ...statement, principals: { AWS } }));
  const asked = table.cases.map(({ resource }) => (resource.startsWith('arn:') ? resource.split(':').slice(5).join(':') : resource).split('/')[0]);
  const buckets = [...new Set([...state.buckets.keys(), ...asked])].map((name): readonly [string, BucketAccess] => {
    const own = state.buckets.get(name)?.policy?.document?.statements ?? [];
    const document: PolicyDocument = { version: '2012-10-17', statements: [...own, ...given] };
    return [name, { ...state.buckets.get(name), name, policy: { name: `bucket policy of ${name}`, document } }];
  });
  return { ...state, buckets: new Map(buckets) };
}
