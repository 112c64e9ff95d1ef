import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../src';
import { answersFile, exampleEngines, examples, policiesFile, policiesOf, statesOfExample, type ExampleAnswer } from '../../tools/examples';

// The programs import the package by name, as users do: what runs here is the built package.
const built = existsSync(join(__dirname, '..', '..', 'lib', 'index.js'));
const each = built ? test.each : test.skip.each;

each(Object.keys(examples).flatMap((example) => exampleEngines.map((engine) => [example, engine] as const)))(
  `the example %s on %s synthesizes the policies that stand beside it, and answers as it says${built ? '' : ' (skipped: lib is not built; npx projen build:lib)'}`,
  (example, engine) => {
    const states = statesOfExample(example, engine);
    expect(policiesOf(states)).toEqual(JSON.parse(readFileSync(policiesFile(example), 'utf8')));
    // what several stacks make is asked of the first
    if (engine === 'pulumi' && states.length > 1) return;
    const answers = JSON.parse(readFileSync(answersFile(example), 'utf8')) as readonly ExampleAnswer[];
    const decided = answers.map((answer) => ({ ...answer, effect: decide(states[0], answer.request).effect }));
    expect(decided).toEqual(answers);
    // an example shows what it doesn't allow, too
    expect(answers.some(({ effect }) => effect === 'allow') || example === 'https-only').toBe(true);
    expect(answers.some(({ effect }) => effect !== 'allow')).toBe(true);
  },
  120_000,
);
