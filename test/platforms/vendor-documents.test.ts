import { parse } from 'yaml';
import { accessPlan, aws, deltaGlider, readAccess, relayer, renderAccess, type AccessState, type Platform } from '../../src';
import { renderProxy } from '../../src/plan/delta-glider/render-proxy';
import { wholeConfig } from '../../src/plan/delta-glider/whole-config';
import { DELTA_GLIDER_RULES } from '../../src/platforms/delta-glider/rules';
import { EXAMPLES } from './active-scale-examples';
import { ACCOUNT, V71, type Example } from './active-scale-examples/example';
import { GUIDE } from './delta-glider-guide';
import { GRANTS, STATEMENTS } from './relayer-example';
import { failures } from './vendor-asks';
import { DOCUMENTS, printedIn, seedsAreThere, textOf, type Printed } from './vendor-seeds';

/*
 * Every example of a policy, a rule or a configuration in the vendors' documents is reproduced by named grants and guards on its platform,
 * and each that is wrong there in its correct form. The first half needs no document; the second looks into them, so that none is
 * forgotten, and what is said to be right or wrong there is seen to be.
 */

type Json = Readonly<Record<string, unknown>>;
const title = ({ wrong }: { readonly wrong?: string }, name: string) => `${name}${wrong === undefined ? '' : ` - in the document ${wrong}`}`;

const proxy = deltaGlider();
const proxyPlan = (grants: (typeof GUIDE)[number]['grants']) => accessPlan({ platform: proxy, users: { dana: { accessKeys: ['1'] } }, groups: { all: { members: ['dana'], grants } } });
const BOOTSTRAP = '1 (1)';

describe('the guide of DeltaGlider Proxy', () => {
  test.each(GUIDE.map((row) => [title(row, row.title), row] as const))('%s', (_, { grants, rules }) => {
    expect(JSON.parse(renderAccess(proxyPlan(grants)).groups[0].policies[0].json)).toEqual(rules);
  });

  test('the bootstrap key - in the document in plain text: here from the environment, beside the users of the plan', () => {
    const rest = 'access:\n  access_key_id: "${env:DGP_ACCESS_KEY_ID}"\n  secret_access_key: "${env:DGP_SECRET_ACCESS_KEY}"\n';
    const { access } = parse(wholeConfig(rest, renderProxy(proxyPlan(GUIDE[0].grants), DELTA_GLIDER_RULES).config)) as { readonly access: Json };
    expect(access).toMatchObject({ access_key_id: '${env:DGP_ACCESS_KEY_ID}', secret_access_key: '${env:DGP_SECRET_ACCESS_KEY}', iam_mode: 'declarative' });
    expect(access.iam_users).toHaveLength(1);
  });
});

const people = { dana: { groups: ['staff'] }, lee: { groups: ['staff'] } };

describe('the policy of Relayer', () => {
  const state = readAccess(accessPlan({ platform: relayer(), users: { dana: {}, lee: {} }, groups: { staff: { members: ['dana', 'lee'], grants: GRANTS } } }));
  test.each(Object.entries(STATEMENTS).map(([sid, row]) => [title(row, sid), row] as const))('%s', (_, row) => {
    expect(failures(state, row)).toEqual([]);
  });
});

(seedsAreThere ? describe : describe.skip)(`the documents themselves${seedsAreThere ? '' : ' (skipped: ../shared/seeds is not beside the repository)'}`, () => {
  /** What reproduces each example of a document, by section and number. */
  const REPRODUCED: Readonly<Record<keyof typeof DOCUMENTS, readonly string[]>> = {
    DeltaGlider: [BOOTSTRAP, ...GUIDE.flatMap(({ at }) => at)],
    Relayer: ['the document (1)'],
    Selectel: [], // words only: selectel.test.ts has them
    ActiveScale: EXAMPLES.flatMap(({ at = [] }) => at),
    Pixelshift: [], // words only: pixelshift.test.ts has them
  };
  const documents = Object.keys(DOCUMENTS) as ReadonlyArray<keyof typeof DOCUMENTS>;
  const printed = (name: keyof typeof DOCUMENTS, at: string): string => {
    const found = printedIn(DOCUMENTS[name]).find((one) => one.at === at);
    if (found === undefined) throw new Error(`${name} prints no example ${at}`);
    return found.text;
  };

  test.each(documents)('every example of %s is reproduced, each once, and no other is claimed to be', (name) => {
    expect([...REPRODUCED[name]].sort()).toEqual(printedIn(DOCUMENTS[name]).map(({ at }) => at).sort());
  });

  test('they are 48', () => {
    expect(documents.map((name) => [name, printedIn(DOCUMENTS[name]).length])).toEqual([['DeltaGlider', 8], ['Relayer', 1], ['Selectel', 0], ['ActiveScale', 39], ['Pixelshift', 0]]);
  });

  test.each(documents)('no word of a policy in %s stands outside of what was found', (name) => {
    const words = (text: string) => Object.fromEntries(['"Statement"', '"effect"', '"Effect"', '"Condition"', 'IfExists"', '"Resource"', 'access_key_id:'].map((word) => [word, text.split(word).length - 1]));
    const sum = (counts: readonly Readonly<Record<string, number>>[]) => Object.fromEntries(Object.keys(words('')).map((word) => [word, counts.reduce((all, one) => all + one[word], 0)]));
    expect(sum(printedIn(DOCUMENTS[name]).map(({ text }) => words(text)))).toEqual(words(textOf(DOCUMENTS[name])));
  });

  test.each(GUIDE.map((row) => [title(row, row.title), row] as const))('DeltaGlider prints %s', (_, { at, rules, wrong }) => {
    const there = at.map((one) => JSON.parse(printed('DeltaGlider', one)) as unknown);
    if (wrong === undefined) expect(there).toEqual(rules);
    else expect(there).not.toEqual(rules);
  });

  test('DeltaGlider prints the two keys of its configuration that a plan leaves alone', () => {
    const there = printed('DeltaGlider', BOOTSTRAP).replace(/\n(?=\S)/g, '\n  ').trimEnd();
    expect(parse(wholeConfig(there, renderProxy(proxyPlan([]), DELTA_GLIDER_RULES).config))).toMatchObject(parse(there) as object);
    expect(Object.keys((parse(there) as { readonly access: object }).access)).toEqual(['access_key_id', 'secret_access_key']);
  });

  describe('Relayer prints', () => {
    const policy = (sid?: string): Json => {
      const { Statement, ...rest } = JSON.parse(printed('Relayer', 'the document (1)').replace('arn:aws:s3:::${aws:username}/', 'arn:aws:s3:::acme-${aws:username}/')) as { readonly Statement: readonly Json[] };
      return { ...rest, Statement: Statement.filter(({ Sid }) => sid === undefined || Sid === sid) };
    };
    const on = (platform: Platform, sid: string) => readAccess({ users: people, groups: { staff: { policies: [policy(sid)] } } }, { platform });

    test('these statements', () => expect((policy().Statement as readonly Json[]).map(({ Sid }) => Sid)).toEqual(Object.keys(STATEMENTS)));

    test.each(Object.entries(STATEMENTS).map(([sid, row]) => [title(row, sid), sid, row] as const))('%s', (_, sid, row) => {
      expect(failures(on(relayer(), sid), row)).toEqual([]);
      expect(failures(on(aws(), sid), row).length > 0).toBe(row.wrong !== undefined);
    });
  });

  test.each(EXAMPLES.flatMap((row) => (row.form ? [] : (row.at ?? []).map((at) => [at, title(row, row.section), row] as const))))('ActiveScale prints %s: %s', (at, _, row) => {
    const failed = whatFails({ at, text: printed('ActiveScale', at) }, row);
    if (row.wrong === undefined) expect(failed).toEqual([]);
    else expect(failed).not.toEqual([]);
  });
});

/** What a printed policy answers otherwise than it is meant to. */
function whatFails({ text }: Printed, row: Example): readonly string[] {
  const named = Object.entries(row.names ?? {}).reduce((all, [there, here]) => all.replaceAll(there, here), text);
  try {
    return failures(stateOf(policyIn(JSON.parse(named) as Json, row), row), row);
  } catch (error) {
    if (!(error instanceof SyntaxError) || !row.wrong?.includes('not JSON')) throw error;
    return [error.message];
  }
}

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** The policy in what is printed; what is a part of one only, in the statement that the row keeps, or in one that allows everything. */
function policyIn({ PolicyDocument, ...json }: Json, { plan, holder }: Example): Json {
  const policy = (PolicyDocument ?? json) as Json;
  if (policy.Statement !== undefined) return policy;
  const existing = Object.values(plan.buckets ?? {}).flatMap(({ existingStatements = [] }) => existingStatements as { readonly Statement: Json });
  const kept = existing.map(({ Statement }) => Statement)[0] as Json | undefined;
  const whole = kept ?? { ...EVERYTHING.Statement, ...(holder === 'bucket' && { Principal: { AWS: '*' } }) };
  const isElement = ['Condition', 'Resource', 'Action'].some((element) => policy[element] !== undefined);
  return { Version: '2012-10-17', Statement: { ...whole, ...(isElement ? policy : { Condition: policy }) } };
}

function stateOf(policy: Json, { plan, holder, beside }: Example): AccessState {
  const names = Object.keys(plan.users ?? {});
  const policies = [...(holder === undefined ? [policy] : []), ...(beside ? [EVERYTHING] : [])];
  const members = plan.groups?.all?.members ?? [];
  const users = Object.fromEntries(names.map((name, index) => [name, { policies: index === 0 ? policies : [], groups: members.includes(name) ? ['all'] : [] }]));
  const buckets = [...Object.keys(plan.buckets ?? {}), ...(plan.external ?? []).flatMap(({ grants }) => grants).flatMap((grant) => grant.buckets)];
  return readAccess({
    account: ACCOUNT,
    users,
    groups: { all: { policies: holder === 'group' ? [policy] : [] } },
    buckets: Object.fromEntries(buckets.map((name) => [name, holder === 'bucket' ? { policy } : {}])),
  }, { platform: V71 });
}
