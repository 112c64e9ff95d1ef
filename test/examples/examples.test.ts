import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleEngines, examples, policiesFile, policiesOfExample } from '../../tools/examples';

// The programs import the package by name, as users do: what runs here is the built package.
const built = existsSync(join(__dirname, '..', '..', 'lib', 'index.js'));
const each = built ? test.each : test.skip.each;

each(Object.keys(examples).flatMap((example) => exampleEngines.map((engine) => [example, engine] as const)))(
  `the example %s on %s synthesizes the policies that stand beside it${built ? '' : ' (skipped: lib is not built; npx projen build:lib)'}`,
  (example, engine) => {
    expect(policiesOfExample(example, engine)).toEqual(JSON.parse(readFileSync(policiesFile(example), 'utf8')));
  },
  120_000,
);
