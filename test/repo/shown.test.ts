import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { AccessError, compareAccess, decide, readAccess } from '../../src';
import { parseAccepted } from '../../src/report/review';
import { checkAllows, checkAllowsOnly } from '../../src/testing';

const root = join(__dirname, '..', '..', 'src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => file.replaceAll('\\', '/')).sort();

/** Where `JSON.stringify` stands in text for people all the same, or in text that isn't for people. */
const ALLOWED: Readonly<Record<string, string>> = {
  'cli/console-steps.ts': 'the text of a policy file',
  'cli/policy-files.ts': 'a file',
  'cli/render.ts': 'the policy documents that were asked for',
  'cli/init/projects.ts': 'files of a project',
  'cli/write-folder.ts': 'the list of the files of a folder',
  'policy/problems.ts': 'cut beforehand',
  'shape/shown.ts': 'cut beforehand',
  'state/iteration.ts': 'a key in an address',
  'state/plan-references.ts': 'a key in an address',
  'state/terraform-plan.ts': 'a key in an address',
  'state/unread.ts': 'what a fingerprint is made of',
  'synth/addresses.ts': 'what a hash is made of',
  'synth/index.ts': 'a file',
  'synth/terraform-json.ts': "expressions in Terraform's language",
  'terraform/kept-access-keys.ts': "an expression in Terraform's language",
};

/** Calls of `JSON.stringify` in templates, and in what says what is wrong. */
function quotedIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node, isText: boolean): void => {
    const isSpoken = ts.isPropertyAssignment(node) && /^(?:message|reason|remedy)$/.test(node.name.getText());
    if (isText && ts.isCallExpression(node) && node.expression.getText() === 'JSON.stringify') found.push(`${file}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}: ${node.getText()}`);
    ts.forEachChild(node, (child) => visit(child, isText || isSpoken || ts.isTemplateExpression(node)));
  };
  visit(source, false);
  return found;
}

describe('B3: anyone who is told what is wrong is not sent all of it', () => {
  test('no text for people stringifies what it quotes: it is shown, cut', () => {
    expect(files.filter((file) => ALLOWED[file] === undefined).flatMap(quotedIn)).toEqual([]);
    for (const file of Object.keys(ALLOWED)) expect([file, quotedIn(file).length > 0]).toEqual([file, true]);
  });

  const long = 'x'.repeat(100_000);
  const deep = { long, list: Array.from({ length: 10_000 }, () => long) };
  const state = readAccess({ users: { dana: { policies: [] } } });
  const condition = { StringLike: { 'aws:UserAgent': 'a' } };
  const conditional = readAccess({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: condition }] }] } } });
  test.each<[string, () => unknown]>([
    ['an action of a request', () => decide(state, { principal: { user: 'dana' }, action: long, resource: 'a' })],
    ['a resource of a request', () => decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: `/${long}` })],
    ['a condition key of a request', () => decide(conditional, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'a/b', context: { [`aws:${long}`]: '1', [`AWS:${long}`]: '1' } })],
    ['an access state', () => readAccess({ users: { dana: { policies: deep } } } as never)],
    ['a source', () => readAccess(long as never)],
    ['an entry of an allow file', () => parseAccepted(JSON.stringify({ accepted: [long] }), 'a')],
    ['a value in an allow file', () => parseAccepted(JSON.stringify({ accepted: [{ change: long }] }), 'a')],
    ['a day in an allow file', () => parseAccepted(JSON.stringify({ accepted: [{ change: 'gained', principal: 'a', actions: ['a'], resources: ['a'], reason: 'a', expires: long }] }), 'a')],
    ['a principal of a test', () => checkAllows(state, { user: 'a', arn: long, action: 's3:GetObject', resource: 'a/b' })],
    ['an action of a test', () => checkAllows(state, { user: 'dana', action: `s3:${long}`, resource: 'a/b' })],
    ['an expectation of a test', () => checkAllowsOnly(state, [{ user: 'dana', actions: `s3:${long}`, resources: 'a/b' }])],
    ['an open bucket of a test', () => checkAllowsOnly(state, [{ anonymous: true, actions: 's3:GetObject', resources: `*${long}` }])],
    ['sides that are compared', () => compareAccess(long as never, deep as never)],
  ])('%s', (_, call) => {
    let message: string | undefined;
    try {
      call();
    } catch (error) {
      expect(error).toBeInstanceOf(AccessError);
      ({ message } = error as AccessError);
    }
    expect(message?.length).toBeLessThan(2500);
  });
});
