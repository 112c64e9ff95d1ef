import * as pulumi from '@pulumi/pulumi';
import { renderAccess } from '../../src';
import { fixtures, type Access, type Fixture } from '../engines/fixtures';
import { program } from '../engines/pulumi';
import { gathered, planOf, renderedAccess } from '../engines/rendered';
import { runs } from '../runs';
import { Moto } from './moto';
import { accessOf, applierTo } from './pulumi-applier';
import { describeWith, isInstalled } from './tools';

const TRUST = '{"Version":"2012-10-17","Statement":[]}';

/** But for access points, for which the account stands before the server's name. */
const onAws = fixtures.filter((fixture) => {
  const plan = planOf(fixture);
  const { name, partition } = plan.platform;
  return name === 'aws' && partition === 'aws' && renderAccess(plan).buckets.every(({ accessPoints }) => accessPoints.length === 0);
});
/** All of them every night; else whole plans, and one after another of the rest. */
const each = Math.ceil(onAws.length / runs(onAws.length, 20));
const applied = onAws.filter(({ kind }, index) => kind === 'plan' || index % each === 0);

/** Those that a plan takes to be there. */
function existingIn(fixture: Fixture): ReadonlyArray<{ readonly kind: string; readonly name: string }> {
  const { groups, existing } = planOf(fixture);
  const members = [...groups.values(), ...existing].flatMap((one) => one.members ?? []).filter((member) => typeof member === 'object');
  return [...existing.map(({ principal }) => principal), ...members];
}

/** As moto tells it: who is in a group, not whether the program names all of its members; and nothing of a user's boundary. */
const asServed = (access: Access) => gathered(Object.entries(access).filter(([who]) => !who.startsWith('boundary of user '))
  .map(([who, documents]) => [who.replace(/^added to /, 'members of '), documents]));

describeWith({ 'moto_server on the PATH': isInstalled('moto_server', '--help') })('what Pulumi programs register, applied to moto', () => {
  let moto: Moto;
  beforeAll(async () => { moto = await Moto.start(); }, 60_000);
  afterAll(() => moto?.stop());

  test.each(applied.map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
    const expected = asServed(renderedAccess(fixture));
    const buckets = Object.keys(expected).flatMap((who) => /^bucket (.+)$/.exec(who)?.[1] ?? []);
    await moto.reset();
    for (const bucket of buckets) await moto.s3(bucket, { method: 'PUT' });
    for (const { kind, name } of new Map(existingIn(fixture).map((one) => [`${one.kind} ${one.name}`, one])).values()) {
      const title = kind[0].toUpperCase() + kind.slice(1);
      await moto.iam(`Create${title}`, { [`${title}Name`]: name, ...(kind === 'role' && { AssumeRolePolicyDocument: TRUST }) });
    }
    await pulumi.runtime.setMocks({ newResource: applierTo(moto), call: ({ inputs }) => inputs as object }, 'proj', 'dev');
    try {
      program(fixture);
    } finally {
      await pulumi.runtime.disconnect();
    }
    const found = Object.entries(await accessOf(moto, buckets)).filter(([, documents]) => JSON.stringify(documents) !== `[${TRUST}]`);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
