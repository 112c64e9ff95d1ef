import { compareAccess, decide, minio, readAccess, type AccessState, type Platform } from '../../src';
import { compileState, decideEffect } from '../../src/decide';
import { aws } from '../../src/platforms';
import type { Evaluation } from '../../src/platforms/evaluation';
import { SELECTEL_EVALUATION } from '../platforms/evaluations';
import { variant } from '../platforms/variant';
import { EVALUATIONS, type EvaluationRow } from './evaluation-table';
import { policy, userState } from './states';

const platform = (evaluation: Evaluation): Platform => variant(aws(), { name: 'other', title: 'Other', evaluation });

function decided(row: EvaluationRow, state: AccessState) {
  const { principal = { user: 'dana' }, action = 's3:GetObject', resource = 'b/k', context } = row;
  const decision = decide(state, { principal, action, resource, context });
  expect(decideEffect(compileState(state), { principal, action, resource, context })).toBe(decision.effect);
  return decision.effect;
}

describe.each(EVALUATIONS.map((row) => [row.title, row] as const))('%s', (_, row) => {
  const state = userState(row.identity ?? [], { bucket: row.bucket, version: row.version });

  test('there', () => expect(decided(row, readAccess(state, { platform: platform(row.on) }))).toBe(row.platform));
  test('on AWS', () => expect(decided(row, state)).toBe(row.aws));
});

test('every field has a row in which it makes a difference: without it the platform answers otherwise', () => {
  const fields = new Set(EVALUATIONS.flatMap(({ on }) => Object.keys(on) as (keyof Evaluation)[]));
  const idle = [...fields].filter((field) => !EVALUATIONS.some((row) => {
    if (row.field !== field || row.platform === row.aws) return false;
    const { [field]: _, ...rest } = row.on;
    const state = userState(row.identity ?? [], { bucket: row.bucket, version: row.version });
    return decided(row, readAccess(state, { platform: platform(rest) })) !== row.platform;
  }));
  // a request is decided as it is asked; what it could have been instead is what forged.test.ts is about; and what is answered anyway is a note
  expect(idle).toEqual(['forgeable', 'answersAnyway']);
});

describe('explanations', () => {
  const get = { effect: 'Allow' as const, actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] };
  const request = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k' };

  test('say which platform judges, and why a bucket policy does nothing', () => {
    const decision = decide(readAccess(userState([], { bucket: [{ ...get, principals: '*' }] }), { platform: minio({ scope: 'acme-storage' }) }), request);
    expect(decision.notes).toEqual(['judged as MinIO does']);
    expect(decision.statements.map(({ text }) => text)).toEqual([
      "Allow does not apply: statement 1 of bucket policy (principal: on this platform, bucket policies don't govern the requests of such principals)",
    ]);
  });

  test('say that another action was asked', () => {
    const decision = decide(readAccess(userState([get]), { platform: minio({ scope: 'acme-storage' }) }), { ...request, action: 's3:GetObjectVersion' });
    expect(decision.notes).toEqual(['judged as MinIO does', 'for s3:GetObjectVersion, MinIO asks s3:GetObject, and this is about that']);
    expect(decision.reason).toBe('Allowed: statement 1 of policy applies.');
  });

  test('say that only the policy of the bucket counts', () => {
    const state = readAccess(userState([get], { bucket: [{ ...get, principals: { AWS: ['somebody'] } }] }), { platform: platform(SELECTEL_EVALUATION) });
    expect(decide(state, request).statements[0].text).toContain('on this platform, only the policy of the bucket says who may do what in it');
  });
});

describe('how a state knows its platform', () => {
  test('what is worked out only when it is read stays so', () => {
    let reads = 0;
    const lazy: AccessState = { ...userState([]), get unknowns() { reads++; return []; } };
    const state = readAccess(lazy, { platform: minio({ scope: 'acme-storage' }) });
    // a state that no reader made is looked at once, to check it
    expect([reads, state.platform?.name, state.unknowns, reads]).toEqual([1, 'minio', [], 2]);
    expect(lazy.platform).toBeUndefined();
  });

  test('the same policies under two platforms are two states', () => {
    const state = userState([{ effect: 'Allow', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b/*'] }]);
    expect(policy([]).name).toBe('policy');
    expect(compareAccess(state, readAccess(state, { platform: minio({ scope: 'acme-storage' }) })).verdict).not.toBe('none');
  });
});
