import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { readAccess, renderAccess, suggestPlan } from '../../src';
import { printed } from '../../src/errors/printed';
import { Call, Policy, type PlanNode } from '../../src/suggest/call';
import { writeTypeScript } from '../../src/suggest/write-typescript';
import { writeYaml } from '../../src/suggest/write-yaml';
import { hostile } from '../engines/grant-fixtures';

/** Texts that are something else in YAML, in a comment, in JavaScript or in a log, or that can't be seen. */
const TEXTS = [
  hostile, '', ' ', ' a ', 'true', 'null', '~', '2026-11-30', '0x10', '1e3', '- a', '? a', '#', 'a #b', ': ', 'a: b', '&a *a', '!!js', '<<', '%YAML 1.1', '---', '...', '"', '\'', '\\', '[', '{a}', '|', '>',
  '${env}', '$${', '`${x}`', '*/', '//', '</script>', 'a\nb', 'a\n::error::b', 'a\tb', '\r', '\0', '\u202egnp', '\u2028', '\u0085', '\u200b', '\ufeff', '😀', '\u{e0041}', '##[error]', '::error::', '__proto__', 'constructor',
];

/** The text wherever one may be: a name, a value, what a function is given, a policy's names and values, and what is said above. */
const planWith = (text: string): Readonly<Record<string, PlanNode>> => ({
  users: { [text]: { grants: [new Call('readOnlyPrefix', { bucket: text, when: { users: [text, text] } })] } },
  existing: [{ principal: new Call('existingUser', text) }],
  buckets: { downloads: { existingStatements: { Version: '2012-10-17', Statement: [new Policy({ Sid: text, Condition: { StringLike: { [text]: [text, `${text}\${aws:username}`] } } }, [text])] } } },
});

const said = (text: string, inPlan: string) => ({
  users: Object.fromEntries([[inPlan, { grants: [{ readOnlyPrefix: { bucket: inPlan, when: { users: [inPlan, inPlan] } } }] }]]),
  existing: [{ principal: { existingUser: inPlan } }],
  buckets: { downloads: { existingStatements: { Version: '2012-10-17', Statement: [{ Sid: text, Condition: { StringLike: Object.fromEntries([[text, [text, `${text}\${aws:username}`]]]) } }] } } },
});

test.each(TEXTS)('%j means itself in a plan file, and only its variables are escaped', (text) => {
  const written = writeYaml(planWith(text), [text]);
  expect(parse(written)).toEqual({ accessPlan: 1, ...said(text, text.replaceAll('${', () => '$${')) });
  expect(written).toBe(printed(written));
});

test.each(TEXTS)('%j means itself in TypeScript', (text) => {
  const written = writeTypeScript(planWith(text), [text]);
  const functions = ['accessPlan', 'existingUser', 'readOnlyPrefix'];
  expect(written.split('\n')[0]).toBe(`import { ${functions.join(', ')} } from 'bucket-grants';`);
  const body = written.replace(/^import .*$/m, '').replace('export const plan =', 'plan =');
  const json = runInNewContext(`let plan; const [accessPlan, readOnlyPrefix, existingUser] = [(all) => all, (given) => ({ readOnlyPrefix: given }), (name) => ({ existingUser: name })]; ${body}; JSON.stringify(plan)`) as string;
  expect(json).toBe(JSON.stringify(said(text, text)));
  expect(written).toBe(printed(written));
});

test('a policy of a stack with names that are syntax becomes a plan that says the same', () => {
  const resource = `arn:aws:s3:::downloads/${hostile.replace(/[*?$]/g, (one) => `\${${one}}`)}*`;
  const statement = { Sid: 'A "b": #c', Effect: 'Allow', Principal: '*', Action: ['s3:GetObject', 's3:GetObjectAcl'], Resource: resource, Condition: { StringLike: { 'aws:Referer': '${aws:username}/*' } } };
  const { plan, comparison } = suggestPlan(readAccess({
    users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] }] } },
    buckets: { downloads: { policy: { Version: '2012-10-17', Statement: [statement] } } },
  }));
  const { users, buckets } = renderAccess(plan);
  expect(users[0].policies[0].document.statements.map(({ resources }) => resources)).toEqual([[resource]]);
  expect(JSON.parse(buckets[0].json)).toEqual({ Version: '2012-10-17', Statement: [statement] });
  expect(comparison.verdict).toBe('none');
});
