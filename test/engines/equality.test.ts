import * as core from '../all-of-core';
import { kits } from '../terraform/kit';
import { bucketGrants, fixtures, grants, guards, type Access, type Fixture } from './fixtures';
import { answers, MISTAKES } from './mistakes';
import { pulumiAccess } from './pulumi';
import { renderedAccess } from './rendered';
import { terraformAccess } from './terraform';

/** Every engine, and how it turns a fixture into who gets which documents. */
const engines: Readonly<Record<string, (fixture: Fixture) => Access | Promise<Access>>> = {
  ...Object.fromEntries(kits.map(([engine, kit]) => [engine, (fixture: Fixture) => terraformAccess(kit, fixture)])),
  pulumi: pulumiAccess,
};

test('every fixture is the same access on every engine, and what renderAccess says', async () => {
  for (const fixture of fixtures) {
    const rendered = renderedAccess(fixture);
    expect(Object.keys(rendered).length).toBeGreaterThan(0);
    for (const [engine, accessOf] of Object.entries(engines)) {
      expect({ fixture: fixture.name, engine, access: await accessOf(fixture) }).toEqual({ fixture: fixture.name, engine, access: rendered });
    }
  }
}, 120_000);

test('every grant and guard of the core has a fixture, and a construct on every engine', () => {
  const intents = Object.entries(core).filter(([name, value]) => typeof value === 'function' && isIntent(name)).map(([name]) => name);
  const inFixtures: readonly ((...args: never[]) => unknown)[] = [...Object.values(grants), ...Object.values(bucketGrants), ...Object.values(guards)];
  expect(intents.length).toBeGreaterThanOrEqual(5);
  expect(intents.filter((name) => !inFixtures.some((intent) => intent === core[name as keyof typeof core]))).toEqual([]);
  const used = fixtures.flatMap((fixture) => (fixture.kind === 'grant' || fixture.kind === 'external' ? [fixture.construct] : fixture.kind === 'guard' ? fixture.guards.map(({ construct }) => construct) : []));
  expect([...new Set(used)].sort()).toEqual([...Object.keys(grants), ...Object.keys(bucketGrants), ...Object.keys(guards)].sort());
});

/** The intents are the functions of the core whose construct, the same name in PascalCase, every engine exports. */
function isIntent(name: string): boolean {
  const [, [, cdktn]] = kits;
  return `${name[0].toUpperCase()}${name.slice(1)}` in cdktn;
}

test('two fixtures differ, and no two have one name', () => {
  expect(new Set(fixtures.map(({ name }) => name)).size).toBe(fixtures.length);
  expect(new Set(fixtures.map((fixture) => JSON.stringify(renderedAccess(fixture)))).size).toBeGreaterThan(fixtures.length / 2);
});

test.each(Object.entries(MISTAKES))('every engine refuses %s in the same words', async (_what, [code, mistake]) => {
  const said = await answers(mistake);
  const [words] = Object.values(said);
  expect(words).toMatch(new RegExp(`\\n {2}Code: ${code}\\n {2}Remedy: `));
  expect(said).toEqual(Object.fromEntries(Object.keys(engines).map((engine) => [engine, words])));
});
