import * as fc from 'fast-check';
import { compareAccess, readAccess, type Platform } from '../../src';
import { type AccessRequest, compileState, decideEffect } from '../../src/decide';
import { aws } from '../../src/platforms';
import type { Evaluation } from '../../src/platforms/evaluation';
import { matchesGlob } from '../../src/policy/pattern/glob';
import { CEPH_EVALUATION, MINIO_EVALUATION, SELECTEL_EVALUATION } from '../platforms/evaluations';
import { variant } from '../platforms/variant';
import { runs, seen } from '../runs';
import { pairs, requests } from './generators';

const RUNS = runs(25, 12);
const platform = (evaluation: Evaluation | undefined): Platform => variant(aws(), { name: 'other', title: 'Other', evaluation });

/** Requests of those whom the state holds and of nobody in particular, for what platforms ask otherwise too. */
const versions = fc.constantFrom(undefined, 's3:ListBucketVersions', 's3:GetObjectVersion', 's3:DeleteObjectVersion');
const asked = fc.tuple(requests, versions, fc.constantFrom(undefined, 'arn:aws:s3:::b', 'arn:aws:s3:::b/a/'))
  .map(([request, action, resource]): AccessRequest => ({ ...request, ...(action && { action }), ...(resource && { resource }) }))
  .filter(({ principal }) => principal === 'anonymous' || 'user' in principal)
  .map((request): AccessRequest => {
    // only listings have these, and not everybody has tags
    const { 'aws:PrincipalTag/team': _, ...all } = request.context ?? {};
    const { 's3:prefix': __, 's3:max-keys': ___, ...context } = all;
    const { 's3:ExistingObjectTag/level': ____, ...listing } = all;
    const { 's3:ExistingObjectTag/level': _____, ...others } = context;
    return { ...request, context: request.action.includes('Bucket') ? listing : request.action === 's3:DeleteObjectVersion' ? others : context };
  })
  // no request asks for an action on objects of a bucket, nor for one on buckets of an object
  .filter(({ action, resource }) => action.includes('Bucket') === !resource.includes('/'));

/** The same without what makes whole policies uncertain, by which nearly all that is drawn is on some platform. */
function certain(
  { keys: _keys, keyLetters: _letters, oneValue: _one, sets: _sets, unclearElements: _elements, unclear = [], variables, ...rest }: Evaluation,
): Evaluation {
  const wide = ['olderVersion', 'everyAction', 'negatedWhenAbsent', 'bareIpv6', 'negatedSets', 'negatedLists', 'accounts', 'nullFalse'];
  const left = unclear.filter((fact) => !wide.includes(fact));
  return { ...rest, ...(left.length > 0 && { unclear: left }), ...(variables?.others !== 'unconfirmed' && { variables }) };
}

const EVALUATIONS = { MinIO: MINIO_EVALUATION, Ceph: CEPH_EVALUATION, Selectel: SELECTEL_EVALUATION };

describe.each(Object.entries(EVALUATIONS))('compareAccess on %s', (_, evaluation) => {
  test.each([['the platform', evaluation], ['AWS', undefined]] as const)('from %s to the platform: sound, and nothing is missed', (__, from) => {
    let differences = 0;
    let told = 0;
    const drawn = fc.noShrink(fc.array(asked, { minLength: 80, maxLength: 80 }));
    fc.assert(fc.property(pairs, drawn, fc.integer({ min: 0, max: 3 }), ([before, after], all, which) => {
      const judging = (how: Evaluation | undefined) => platform(how !== undefined && which > 0 ? certain(how) : how);
      const [one, other] = [readAccess(before, { platform: judging(from) }), readAccess(after, { platform: judging(evaluation) })];
      const { gained, lost, inconclusive } = compareAccess(one, other);
      told += inconclusive.length === 0 ? 1 : 0;
      expect(inconclusive.filter(({ reason }) => reason.includes('internal'))).toEqual([]);
      const [was, is] = [compileState(one), compileState(other)];
      for (const { witness, unless } of gained) expect([decideEffect(was, witness) === 'allow', decideEffect(is, witness)]).toEqual([false, unless === undefined ? 'allow' : expect.stringMatching(/allow|uncertain/)]);
      for (const { witness, unless } of lost) expect([decideEffect(was, witness), decideEffect(is, witness) === 'allow']).toEqual([unless === undefined ? 'allow' : expect.stringMatching(/allow|uncertain/), false]);
      for (const request of all) {
        const [had, has] = [decideEffect(was, request) === 'allow', decideEffect(is, request) === 'allow'];
        if (had === has) continue;
        differences++;
        const who = (principal: unknown) => principal === undefined || JSON.stringify(principal) === JSON.stringify(request.principal);
        const isMeant = (pattern: string) => matchesGlob(pattern, request.action, true);
        const isTold = (has ? gained : lost).some(({ principal, actions }) => who(principal) && actions.some(isMeant));
        if (!isTold && !inconclusive.some(({ principal }) => who(principal))) {
          throw new Error(`missed ${JSON.stringify(request)}: ${had} -> ${has}\n${JSON.stringify({ before, after })}\n${JSON.stringify({ gained, lost, inconclusive }, undefined, 1)}`);
        }
      }
    }), { numRuns: RUNS });
    expect(differences).toBeGreaterThan(seen(RUNS / 2));
    // between two ways of judging, what one of them leaves open makes nearly every pair inconclusive
    if (from !== undefined) expect(told).toBeGreaterThan(seen(RUNS / 6));
  });
});
