import * as fc from 'fast-check';
import {
  accessPlan, decide, enforceHttps, existingUser, perUserHomeFolder, readAccess, readOnlyPrefix, readWritePrefix, writeOnlyUploader,
  type AccessPlan, type AccessState, type Grant,
} from '../../src';
import type { DecisionEffect } from '../../src/entries/decide';
import * as pulumiAccess from '../../src/pulumi';
import { accessOf } from '../../src/testing';
import { runs } from '../runs';
import { kits, type App, type Kit, type Stack } from '../terraform/kit';
import { recorded } from '../testing/subjects';
import { casePrincipal, decisionTables, tableIntent, type DecisionTable } from './tables';

/** One engine's ways to make what a table or a plan says, read back from what it synthesizes. */
interface Engine {
  readonly ofTable: (table: DecisionTable) => AccessState | Promise<AccessState>;
  readonly ofPlan: (plan: AccessPlan) => AccessState | Promise<AccessState>;
}

type Make<U> = (construct: string, id: string, props: object) => U;

/** Declares a table by constructs: every user that it names, with the grant; a guard on its bucket or on its principal. */
function declare<U>(table: DecisionTable, user: (name: string) => U, make: Make<unknown>): void {
  const { intent, props, bucket, on, principal, cases } = table;
  const construct = `${intent[0].toUpperCase()}${intent.slice(1)}`;
  const everyone = new Set([principal, ...cases.flatMap((one) => one.principal ?? [])].flatMap((one) => (one === 'anonymous' ? [] : [one.user])));
  const names = [...everyone];
  // IAM has no two users whose names differ only by case; a table asks whether a condition tells them apart all the same
  const isTwin = (name: string, index: number) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index;
  const users = new Map(names.map((name, index) => [name, isTwin(name, index) ? existingUser(name) : user(name)]));
  if (tableIntent(table).kind === 'grant') {
    for (const [name, grantee] of users) make(construct, `${name}-grant`, { ...props, grantee });
  } else {
    make(construct, 'guard', { ...props, ...(on === undefined ? { bucket } : { on: users.get((principal as { readonly user: string }).user) }) });
  }
}

function terraform(kit: Kit): Engine {
  const read = (build: (stack: Stack) => void): AccessState => {
    const stack = new kit.TerraformStack(kit.Testing.app() as App, 'stack');
    new kit.AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    build(stack);
    return accessOf(stack);
  };
  const classes = kit as unknown as Readonly<Record<string, new (stack: Stack, id: string, props: object) => unknown>>;
  return {
    ofTable: (table) => read((stack) => declare(
      table, (name) => new kit.StorageUser(stack, name), (construct, id, props) => new classes[construct](stack, id, props),
    )),
    ofPlan: (plan) => read((stack) => new kit.StorageAccess(stack, 'access', { plan })),
  };
}

const classes = pulumiAccess as unknown as Readonly<Record<string, new (name: string, props: object) => unknown>>;
const engines: ReadonlyArray<readonly [name: string, engine: Engine]> = [
  ...kits.map(([name, kit]) => [name, terraform(kit)] as const),
  ['pulumi', {
    ofTable: async (table) => accessOf(await recorded(() => declare(
      table, (name) => new pulumiAccess.StorageUser(name), (construct, id, props) => new classes[construct](id, props),
    ))),
    ofPlan: async (plan) => accessOf(await recorded(() => { new pulumiAccess.StorageAccess('access', { plan }); })),
  }],
];

/** The state with the policies that a table puts beside its guard. */
function withBeside(state: AccessState, { beside = [] }: DecisionTable): AccessState {
  const policies = readAccess({ users: { any: { policies: beside } } }).users.get('any')?.policies ?? [];
  return { ...state, users: new Map([...state.users].map(([name, user]) => [name, { ...user, policies: [...user.policies, ...policies] }])) };
}

describe.each(engines)('%s', (_name, engine) => {
  test.each(decisionTables.map((table) => [table.name, table] as const))('%s', async (_table, table) => {
    const synthesized = await engine.ofTable(table);
    expect(synthesized.unknowns).toEqual([]);
    const state = withBeside(synthesized, table);
    const decided = table.cases.map((one) => {
      const { effect } = decide(state, { principal: casePrincipal(table, one), action: one.action, resource: one.resource, context: one.context });
      return { ...one, expect: effect };
    });
    expect(decided).toEqual(table.cases);
  });
});

describe('any plan', () => {
  const users = ['ada', 'ben', 'cleo'];
  const bucket = fc.constantFrom('releases', 'downloads');
  const prefix = fc.constantFrom('', 'a/', 'a/b/', 'ab/', 'a*?${x}/');
  const grant: fc.Arbitrary<Grant> = fc.oneof(
    fc.tuple(bucket, prefix, fc.constantFrom(false as const, 'prefix' as const, 'bucket' as const))
      .map(([name, folder, listing]) => writeOnlyUploader({ bucket: name, prefix: folder, listing })),
    fc.tuple(bucket, prefix, fc.boolean()).map(([name, folder, allowVersions]) => readOnlyPrefix({ bucket: name, prefix: folder, allowVersions })),
    fc.tuple(bucket, prefix, fc.boolean()).map(([name, folder, allowDelete]) => readWritePrefix({ bucket: name, prefix: folder, allowDelete })),
    fc.tuple(bucket, prefix).map(([name, folder]) => perUserHomeFolder({ bucket: name, prefix: folder })),
  );
  const grants = fc.array(grant, { maxLength: 3 });
  const plan = fc.record({
    users: fc.tuple(grants, grants, grants),
    members: fc.subarray(users),
    group: grants,
    guarded: fc.subarray(['releases', 'downloads']),
    tls: fc.boolean(),
    lee: fc.boolean(),
  }).map(({ users: given, members, group, guarded, tls, lee }) => accessPlan({
    users: Object.fromEntries(users.map((name, index) => [name, { grants: given[index] }])),
    groups: { team: { members: [...members, ...(lee ? [existingUser('lee')] : [])], grants: group } },
    buckets: Object.fromEntries(guarded.map((name) => [name, { guards: [enforceHttps(tls ? { minimumTlsVersion: '1.2' } : {})] }])),
  }));
  const request = fc.record({
    principal: fc.constantFrom(...[...users, 'lee', 'eve'].map((user) => ({ user })), 'anonymous' as const),
    action: fc.constantFrom('s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:AbortMultipartUpload'),
    bucket: fc.constantFrom('releases', 'downloads', 'other'),
    key: fc.constantFrom('x', 'a/x', 'a/b/x', 'ab/x', 'ada/x', 'a/ada/x', 'a/ben/x', 'a*?${x}/x'),
    context: fc.record({
      'aws:SecureTransport': fc.boolean(),
      's3:TlsVersion': fc.constantFrom(1.1, 1.2, 1.3),
      's3:prefix': fc.constantFrom('', 'a/', 'a/b/', 'ada/', 'a/ada/', 'a*?${x}/'),
    }, { requiredKeys: [] }),
  }).map(({ bucket: name, key, ...rest }) => ({ ...rest, resource: rest.action === 's3:ListBucket' ? name : `${name}/${key}` }));

  test('is decided alike on the plan and on what each engine synthesizes of it', async () => {
    const effects = new Set<DecisionEffect>();
    await fc.assert(fc.asyncProperty(plan, fc.array(request, { minLength: 200, maxLength: 200 }), async (some, requests) => {
      const planned = readAccess(some);
      for (const [, engine] of engines) {
        const synthesized = await engine.ofPlan(some);
        for (const one of requests) {
          const { effect } = decide(planned, one);
          effects.add(effect);
          const again = decide(synthesized, one);
          if (again.effect !== effect) throw new Error(`${JSON.stringify(one)}: ${effect} in the plan, but ${JSON.stringify(again, null, 2)}`);
        }
      }
    }), { numRuns: runs(12) });
    expect([...effects].sort()).toEqual(['allow', 'explicitDeny', 'implicitDeny']);
  });
});
