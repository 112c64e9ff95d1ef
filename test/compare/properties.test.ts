import * as fc from 'fast-check';
import { type AccessChange, type ChangedPrincipal, compareAccess } from '../../src/compare';
import { readArn } from '../../src/compare/compile/text-pattern';
import { globMatches } from '../../src/compare/domain/glob';
import { type AccessRequest, compileState, decideEffect, type RequestPrincipal } from '../../src/decide';
import { matchesGlob } from '../../src/policy/pattern/glob';
import type { AccessStateJson } from '../../src/state/access-state';
import { runs, seen } from '../runs';
import { canBe, pairs, requests, states } from './generators';

const RUNS = runs(60, 20);

/**
 * Whether a reader of the change is told of the request: what is left out of the patterns is not known. What is left out by a tag, which the
 * pattern doesn't tell, is taken to be something else.
 */
function covers(change: AccessChange, request: AccessRequest, named: ReadonlySet<string>): boolean {
  const { actions, actionsExcept, resources, resourcesExcept } = change;
  const isAction = (pattern: string) => matchesGlob(pattern, request.action, true);
  const isResource = (pattern: string) => matchesResource(pattern, request);
  return isWho(change.principal, request.principal, named) && actions.some(isAction) && !actionsExcept.some(isAction)
    && resources.some(isResource) && !resourcesExcept.some((pattern) => !pattern.includes('PrincipalTag') && isResource(pattern));
}

/** Anyone who is named as a principal is told by himself; others may be told as anybody, as their account or by somebody like them. */
function isWho(told: ChangedPrincipal, asked: RequestPrincipal, named: ReadonlySet<string>): boolean {
  if (JSON.stringify(told) === JSON.stringify(asked)) return true;
  if (typeof asked !== 'object' || !('arn' in asked)) return false;
  if (asked.arn.includes(':assumed-role/r/')) return JSON.stringify(told) === '{"role":"r"}';
  if (named.has(asked.arn)) return false;
  if (told === 'any other principal') return true;
  if (typeof told !== 'object' || !('arn' in told)) return false;
  const [account, kind] = told.arn.split(/[:/]/).slice(4);
  const [askedAccount, askedKind] = asked.arn.split(/[:/]/).slice(4);
  return account === askedAccount && (kind === 'root' || kind === askedKind);
}

/** Who is named as a principal in the policy of a bucket that changed, or owns it; an account by its root's ARN. */
function namedIn(before: AccessStateJson, after: AccessStateJson): ReadonlySet<string> {
  const isChanged = (name: string) => JSON.stringify(before.buckets?.[name]) !== JSON.stringify(after.buckets?.[name]);
  const changed = [before, after].flatMap(
    ({ account, buckets = {} }) => Object.entries(buckets).filter(([name]) => isChanged(name)).map(([, bucket]) => ({ account, ...bucket })),
  );
  const named = changed.flatMap(({ account = '', policy }) => [
    account, ...JSON.stringify(statementsOf(policy).map(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])).match(/[^"]+/g) ?? [],
  ]);
  return new Set(named.map((text) => (/^\d{12}$/.test(text) ? `arn:aws:iam::${text}:root` : text)));
}

function statementsOf(policy: unknown): readonly { readonly Principal?: unknown; readonly NotPrincipal?: unknown }[] {
  return (policy as { readonly Statement?: readonly object[] } | undefined)?.Statement ?? [];
}

function matchesResource(pattern: string, { principal, resource, context = {} }: AccessRequest): boolean {
  const tag = context['aws:PrincipalTag/team'];
  const text = typeof principal === 'object' ? Object.values(principal).join() : '';
  const name = typeof principal === 'object' && 'user' in principal ? text : /:user\/(?:.*\/)?([^/]+)$/.exec(text)?.[1];
  const account = principal === 'anonymous' ? undefined : /\d{12}/.exec(text)?.[0] ?? '111111111111';
  const glob = readArn(pattern, {
    version: '2012-10-17',
    wildcards: true,
    variables: true,
    fold: false,
    unknowns: '',
    fixed: new Map<string, readonly string[] | null>([
      ['aws:username', name === undefined ? null : [name]], ['aws:principalaccount', account === undefined ? null : [account]],
      ...(typeof tag === 'string' ? [['aws:principaltag/team', [tag]] as const] : []),
    ]),
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
      for (const { witness, unless } of gained) expect([decideEffect(one, witness) === 'allow', decideEffect(other, witness)]).toEqual([false, unless === undefined ? 'allow' : expect.stringMatching(/allow|uncertain/)]);
      for (const { witness, unless } of lost) expect([decideEffect(one, witness), decideEffect(other, witness) === 'allow']).toEqual([unless === undefined ? 'allow' : expect.stringMatching(/allow|uncertain/), false]);
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
      const named = namedIn(before, after);
      for (const request of asked) {
        if (![before, after].every((state) => canBe(request, state))) continue;
        const [was, is] = [decideEffect(one, request) === 'allow', decideEffect(other, request) === 'allow'];
        if (was === is) continue;
        differences++;
        const unsure = result.inconclusive.some(
          ({ principal }) => principal === undefined || isWho(principal, request.principal, named),
        );
        const found = (is ? result.gained : result.lost).some((change) => covers(change, request, named));
        if (!found && !unsure) {
          throw new Error(
            `missed ${JSON.stringify(request)}: ${was} -> ${is}\n${JSON.stringify({ before, after })}\n${JSON.stringify(result, undefined, 1)}`,
          );
        }
      }
    }), { numRuns: RUNS });
    expect(differences).toBeGreaterThan(seen(RUNS, RUNS / 2));
    expect(told).toBeGreaterThan(seen(RUNS / 2, RUNS / 4));
  });
});
