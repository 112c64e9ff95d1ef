import { readFileSync } from 'node:fs';
import { examples, policiesFile } from '../../../tools/examples';
import { planFiles, type Access } from '../../engines/fixtures';
import { renderedAccess } from '../../engines/rendered';

/**
 * What everybody may do, statement by statement and byte for byte: a plan puts the statements of somebody into one document, and a program with
 * a construct for each grant into several.
 */
function statementsOf(access: Access): Readonly<Record<string, readonly string[]>> {
  const policies = Object.entries(access).filter(([who, list]) => /^(?:user|group|role|bucket) /.test(who) && list.length > 0);
  return Object.fromEntries(policies.map(([who, list]) => [who, (list as ReadonlyArray<{ readonly Statement: readonly unknown[] }>)
    .flatMap(({ Statement }) => Statement).map((one) => JSON.stringify(one)).sort()]));
}

// that every engine makes the same of them is in test/engines/equality.test.ts
test.each(Object.keys(examples))('the plan file of the example %s says what its programs do', (example) => {
  const files = planFiles.filter((fixture) => fixture.example === example);
  expect(files.length).toBeGreaterThan(0);
  const said = Object.assign({}, ...files.map((fixture) => statementsOf(renderedAccess(fixture)))) as object;
  expect(said).toEqual(statementsOf(JSON.parse(readFileSync(policiesFile(example), 'utf8')) as Access));
});
