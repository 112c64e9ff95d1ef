import * as fc from 'fast-check';
import * as core from '../../src/grants';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { checkAllowsOnly } from '../../src/testing';
import { grants } from '../engines/grant-fixtures';
import { runs } from '../runs';
import { INTENTS, someWhen, under, type Intended } from './intent';

const USER = 'dana';

/** The access state of one user with one grant and nothing else. */
function stateOf(grant: core.Grant) {
  return { users: { [USER]: { policies: [JSON.parse(identityDocument([grant], { kind: 'user' }, aws()).json)], tags: { team: 'red' } } } };
}

function check(grant: core.Grant, means: readonly Intended[]) {
  return checkAllowsOnly(stateOf(grant), means.map((each) => ({ user: USER, ...each })));
}

const make = (name: string) => core[name as keyof typeof core] as (props: object) => core.Grant;

describe.each(INTENTS.map((one) => [one.grant, one] as const))('%s', (name, { props, means }) => {
  test('gives exactly what it says, whatever its props: no request more and none less', () => {
    fc.assert(fc.property(props, someWhen, (given, [when, conditions]) => {
      const meant = means(given as Readonly<Record<string, never>>).map((each) => under(each, conditions));
      const { ok, message } = check(make(name)({ ...given, when }), meant);
      if (!ok) throw new Error(`${JSON.stringify({ ...given, when })}\n${message()}`);
    }), { numRuns: runs(40) });
  });

  test('the test can tell: one action less in the grant, or one more, is seen', () => {
    const samples = fc.sample(props, { numRuns: runs(100, 50), seed: 7 })
      .map((given) => [given, means(given as Readonly<Record<string, never>>)] as const);
    const [given, meant] = samples.reduce((most, one) => (one[1].length > most[1].length ? one : most));
    const grant = make(name)(given);
    expect(check({ ...grant, statements: grant.statements.slice(1) }, meant).ok).toBe(false);
    if (name === 'unrestrictedAccess') return;
    const more = { sid: 'More', actions: ['s3:PutBucketPolicy'], resources: ['arn:aws:s3:::elsewhere'] };
    expect(check({ ...grant, statements: [...grant.statements, more] }, meant).ok).toBe(false);
  });
});

test('every grant says what it means', () => {
  const names = Object.keys(grants).map((name) => `${name[0].toLowerCase()}${name.slice(1)}`);
  expect(INTENTS.map(({ grant }) => grant).sort()).toEqual(names.sort());
});
