import * as fc from 'fast-check';
import { type AccessChange, compareAccess } from '../../src/compare';
import { globMatches } from '../../src/compare/glob';
import { readArn } from '../../src/compare/patterns';
import { type AccessRequest, compileState, decideEffect, type RequestPrincipal } from '../../src/decide';
import { matchesGlob } from '../../src/decide/match/glob';
import { pairs, requests, states } from './generators';

const RUNS = Number(process.env.COMPARE_RUNS ?? 60);

function covers(change: AccessChange, request: AccessRequest, named: string): boolean {
  return isWho(change, request.principal, named) && change.actions.some(
    (pattern) => matchesGlob(pattern, request.action, true),
  ) && change.resources.some((pattern) => matchesResource(pattern, request));
}

function isWho({ principal }: AccessChange, asked: RequestPrincipal, named: string): boolean {
  const isForeign = typeof asked === 'object' && 'arn' in asked;
  if (principal === 'any other principal') return isForeign && isOther(asked.arn, named);
  const text = JSON.stringify(principal);
  // a principal of another account that no policy names is told by one that stands for it
  return text === JSON.stringify(asked) || (text.includes('arn:aws:iam::') && isForeign);
}

/** Whether no policy names the principal or all of its account: a user of the same account who is named is somebody else. */
function isOther(arn: string, named: string): boolean {
  const mentions = [...named.matchAll(/"([^"]*)"/g)].map(([, text]) => text).filter((text) => text.includes(arn.slice(13, 25)));
  return mentions.every((text) => text !== arn && /^arn:aws:iam::\d{12}:(?:user|role)\/[^*?]+$/.test(text));
}

function matchesResource(pattern: string, { principal, resource }: AccessRequest): boolean {
  const name = typeof principal === 'object' && 'user' in principal ? principal.user : undefined;
  const glob = readArn(pattern, {
    version: '2012-10-17',
    wildcards: true,
    variables: true,
    fold: false,
    unknowns: '',
    fixed: new Map<string, readonly string[] | null>([['aws:username', name === undefined ? null : [name]]]),
  });
  return glob !== undefined && globMatches(glob.glob, resource);
}

describe('compareAccess against decide', () => {
  test('a state compared with itself, or with a copy, is none', () => {
    fc.assert(fc.property(states, (state) => {
      const copy = JSON.parse(JSON.stringify(state)) as typeof state;
      return compareAccess(state, state).verdict === 'none' && compareAccess(state, copy).verdict === 'none';
    }), { numRuns: RUNS });
  });

  test('every change is sound: its witness flips decide in its direction', () => {
    fc.assert(fc.property(pairs, ([before, after]) => {
      const { gained, lost } = compareAccess(before, after);
      const [one, other] = [compileState(before), compileState(after)];
      for (const { witness } of gained) expect([decideEffect(one, witness) === 'allow', decideEffect(other, witness)]).toEqual([false, 'allow']);
      for (const { witness } of lost) expect([decideEffect(one, witness), decideEffect(other, witness) === 'allow']).toEqual(['allow', false]);
    }), { numRuns: RUNS });
  });

  test('nothing is missed: each request that decide answers differently lies in a reported region', () => {
    let differences = 0;
    let told = 0;
    fc.assert(fc.property(pairs, fc.noShrink(fc.array(requests, { minLength: 150, maxLength: 150 })), ([before, after], asked) => {
      const result = compareAccess(before, after);
      told += result.inconclusive.length === 0 ? 1 : 0;
      expect(result.inconclusive.filter(({ reason }) => reason.includes('internal'))).toEqual([]);
      const [one, other] = [compileState(before), compileState(after)];
      for (const request of asked) {
        const bucket = request.resource.slice('arn:aws:s3:::'.length).split('/')[0];
        const named = JSON.stringify([before.buckets?.[bucket], after.buckets?.[bucket]]);
        const [was, is] = [decideEffect(one, request) === 'allow', decideEffect(other, request) === 'allow'];
        if (was === is) continue;
        differences++;
        const unsure = result.inconclusive.some(
          ({ principal }) => principal === undefined || JSON.stringify(principal) === JSON.stringify(request.principal),
        );
        const found = (is ? result.gained : result.lost).some((change) => covers(change, request, named));
        if (!found && !unsure) {
          throw new Error(
            `missed ${JSON.stringify(request)}: ${was} -> ${is}\n${JSON.stringify({ before, after })}\n${JSON.stringify(result, undefined, 1)}`,
          );
        }
      }
    }), { numRuns: RUNS });
    expect(differences).toBeGreaterThan(RUNS);
    expect(told).toBeGreaterThan(RUNS / 2);
  });
});
