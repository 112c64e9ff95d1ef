import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { describeWith } from '../e2e/tools';

const root = resolve(__dirname, '../..');

/** A package that carries GitLab's own schema of pipelines as a file of its own; newer releases bundle it. */
const CARRIER = 'gitlab-ci-local@4.60.0';

/** GitLab's JSON schema, from the npm registry; undefined where none answers. */
function gitlabSchema(): object | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-gitlab-'));
  try {
    const { status, stdout } = spawnSync('npm', ['pack', CARRIER, '--json', '--pack-destination', folder], { encoding: 'utf8', timeout: 60_000 });
    if (status !== 0) return undefined;
    const [{ filename }] = JSON.parse(stdout) as readonly [{ filename: string }];
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
    const [, literal] = /^export const schema = (\{[^]*?\n\});/m.exec(readFileSync(join(folder, 'package/src/schema/schema.js'), 'utf8')) ?? [];
    // an object literal with trailing commas, which YAML takes and JSON doesn't
    return parse(literal) as object;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const schema = gitlabSchema();
describeWith({ [`a registry that has ${CARRIER}, for GitLab's schema`]: schema !== undefined })('issue 17 A: pipelines of GitLab fit its schema', () => {
  let fits: (pipeline: unknown) => boolean;
  beforeAll(() => { fits = new Ajv({ strict: false, validateFormats: false }).compile(schema!); });
  const example = () => parse(readFileSync(join(root, 'examples/review/gitlab-ci.yml'), 'utf8')) as Record<string, Record<string, unknown>>;

  test('the example', () => expect(fits(example())).toBe(true));
  test('the jobs of the component; its header of inputs is not in the schema', () => {
    const [, jobs] = parseAllDocuments(readFileSync(join(root, 'templates/access-review.yml'), 'utf8'));
    expect(fits(jobs.toJS())).toBe(true);
  });
  test.each([
    ['a script that is a number', { script: 3 }],
    ['a keyword that there is none of', { neds: [] }],
    ['a time to run that there is none of', { when: 'sometimes' }],
  ])('but not %s', (_, change) => {
    const pipeline = example();
    Object.assign(pipeline['access-review'], change);
    expect(fits(pipeline)).toBe(false);
  });
});
