import * as fc from 'fast-check';
import { decide } from '../../src/decide';
import type { Statement } from '../../src/policy/document';
import { matchesGlob } from '../../src/policy/pattern/glob';
import type { AccessState } from '../../src/state/access-state';
import type { NamedPolicy } from '../../src/state/named-policy';
import { runs } from '../runs';
import { accessState, request, statement } from './generators';
import { naiveDecide } from './naive';

const RUNS = { numRuns: runs(2000) };

test('agrees with a second, naive implementation', () => {
  const seen = new Map<string, number>();
  fc.assert(fc.property(accessState, request, (state, asked) => {
    const { effect } = decide(state, asked);
    seen.set(effect, (seen.get(effect) ?? 0) + 1);
    expect(effect).toBe(naiveDecide(state, asked));
  }), RUNS);
  // a comparison that only ever sees denials would prove little
  for (const effect of ['allow', 'explicitDeny', 'implicitDeny']) expect([effect, (seen.get(effect) ?? 0) > RUNS.numRuns / 20]).toEqual([effect, true]);
});

function mapPolicies(state: AccessState, change: (policy: NamedPolicy, isBucket: boolean) => NamedPolicy): AccessState {
  const identity = (policy: NamedPolicy): NamedPolicy => change(policy, false);
  return {
    ...state,
    users: new Map([...state.users].map(([name, user]) => [
      name, { ...user, policies: user.policies.map(identity), boundary: user.boundary && identity(user.boundary) },
    ])),
    groups: new Map([...state.groups].map(([name, group]) => [name, { ...group, policies: group.policies.map(identity) }])),
    buckets: new Map([...state.buckets].map(([name, bucket]) => [name, { ...bucket, policy: bucket.policy && change(bucket.policy, true) }])),
  };
}

function add(state: AccessState, added: Statement, toBucket: Statement): AccessState {
  return mapPolicies(state, (policy, isBucket) => ({
    ...policy,
    document: policy.document && { ...policy.document, statements: [...policy.document.statements, isBucket ? toBucket : added] },
  }));
}

test('adding an Allow never removes an allow', () => {
  fc.assert(fc.property(accessState, request, statement(fc.constant('Allow')), statement(fc.constant('Allow'), true), (state, asked, one, other) => {
    if (decide(state, asked).effect === 'allow') expect(decide(add(state, one, other), asked).effect).toBe('allow');
  }), RUNS);
});

test('adding a Deny never adds an allow', () => {
  fc.assert(fc.property(accessState, request, statement(fc.constant('Deny')), statement(fc.constant('Deny'), true), (state, asked, one, other) => {
    if (decide(state, asked).effect !== 'allow') expect(decide(add(state, one, other), asked).effect).not.toBe('allow');
  }), RUNS);
});

test('the order of statements and values never matters', () => {
  const turned = <T>(list: readonly T[] | undefined): readonly T[] | undefined => list && [...list].reverse();
  fc.assert(fc.property(accessState, request, (state, asked) => {
    const other = mapPolicies(state, (policy) => ({
      ...policy,
      document: policy.document && {
        ...policy.document,
        statements: policy.document.statements.map((one) => ({
          ...one,
          actions: turned(one.actions),
          notActions: turned(one.notActions),
          resources: turned(one.resources),
          notResources: turned(one.notResources),
          conditions: turned(one.conditions?.map((line) => ({ ...line, values: turned(line.values) ?? [] }))),
        })).reverse(),
      },
    }));
    expect(decide(other, asked).effect).toBe(decide(state, asked).effect);
  }), RUNS);
});

test('globs agree with regular expressions', () => {
  const text = fc.stringMatching(/^[ab:/*?]{0,8}$/);
  fc.assert(fc.property(text, text, (pattern, subject) => {
    const expression = [...pattern].map((character) => (character === '*' ? '[^]*' : character === '?' ? '[^]' : character.replace(/[/]/, '\\/'))).join('');
    expect(matchesGlob(pattern, subject)).toBe(new RegExp(`^${expression}$`, 'u').test(subject));
  }), { numRuns: runs(5000) });
});

test('the statements of a decision account for it', () => {
  fc.assert(fc.property(accessState, request, (state, asked) => {
    const { effect, statements, reason } = decide(state, asked);
    const applying = (wanted: string): boolean => statements.some((one) => one.effect === wanted && one.outcome === 'applies');
    if (effect === 'explicitDeny') expect(applying('Deny')).toBe(true);
    else expect(applying('Deny')).toBe(false);
    if (effect === 'allow') expect(applying('Allow')).toBe(true);
    for (const one of statements) expect(one.outcome === 'applies').toBe(one.mismatches.length === 0);
    expect(reason).toMatch(/^(Allowed|Uncertain|Explicitly denied|Implicitly denied).*\.$/s);
  }), { numRuns: runs(500) });
});
