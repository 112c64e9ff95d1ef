import { decide, readAccess, readAccessText, type AccessState } from '../../src';
import { refused } from '../grants/refused';
import { kits, withApp } from '../terraform/kit';
import { proxyPlan } from './proxy-plan';

/*
 * Files of a DeltaGlider Proxy that others wrote: nothing in one may make it seem that somebody may do less than the proxy lets him do.
 */

const HEAD = 'access:\n  iam_mode: declarative\n';
const rule = (resource: string, more = '') => `        - { effect: Allow, actions: [read], resources: ["${resource}"]${more} }\n`;
const person = (name: string, rules = rule('b/*'), more = '') => `    - name: ${name}\n${more}      permissions:\n${rules}`;
const users = (...people: readonly string[]) => `${HEAD}  iam_users:\n${people.join('')}`;
const reads = (state: AccessState, user: string, resource: string) => decide(state, { principal: { user }, action: 's3:GetObject', resource }).effect === 'allow';
const inStack = (input: string) => readAccess({ resource: { terraform_data: { x: { input: input.replaceAll('${', () => '$${') } } } });

test('what is referred to is read where it is referred to', () => {
  const list = readAccessText(`x: &users\n${person('dana')}access:\n  iam_mode: declarative\n  iam_users: *users\n`);
  const item = readAccessText(`x: &dana\n  name: dana\n  permissions: [{ effect: Allow, actions: [read], resources: ["b/*"] }]\n${HEAD}  iam_users: [*dana]\n`
    .replace('iam_users: [', 'iam_users:\n    [')); // the list on a line of its own
  expect([list, item].map((state) => reads(state, 'dana', 'b/x'))).toEqual([true, true]);
});

test.each([
  ['in single quotes', users(person('dana')).replace('declarative', '\'declarative\'')],
  ['with groups only', `${HEAD}  iam_groups:\n${person('dana')}`],
])('a file %s is one', (_, text) => {
  const state = readAccessText(text);
  expect([...state.users.keys(), ...state.groups.keys()]).toEqual(['dana']);
});

test.each<readonly [string, string, string]>([
  ['users that are not a list', `${HEAD}  iam_users:\n    dana: {}\n`, 'iam_users that are not a list'],
  ['a user that is a text', `${HEAD}  iam_users:\n    - dana\n`, 'iam_users[0] that isn\'t keys and values'],
  ['a user without a name', `${HEAD}  iam_users:\n    - permissions: []\n`, 'without a text where a name belongs'],
  ['a number for a name', users(person('7')), 'without a text where a name belongs'],
  ['two users of one name', users(person('dana'), person('dana', rule('b/*').replace('Allow', 'Deny'))), 'two iam_users of the name dana'],
  ['rules that are not a list', users('    - name: dana\n      permissions: { effect: Allow }\n'), 'permissions of iam_users[0] that are not a list'],
  ['groups that are not a list', users('    - name: dana\n      groups: people\n'), 'groups of iam_users[0] that are not a list'],
  ['a name from the environment', users(person('"${env:WHO}"')), 'known only where the proxy runs'],
  ['a public folder from the environment', `${users(person('dana'))}storage:\n  buckets:\n    b:\n      public_prefixes: ["\${env:WHAT}/"]\n`, 'known only where the proxy runs'],
  ['public folders that are not a list', `${users(person('dana'))}storage:\n  buckets:\n    b:\n      public_prefixes: public/\n`, 'public_prefixes of bucket b that are not a list'],
  ['a text for whether it is public', `${users(person('dana'))}storage:\n  buckets:\n    b:\n      public: "yes"\n`, 'neither that it is public'],
  ['keys twice', `${users(person('dana'))}  iam_users: []\n`, 'not YAML'],
  ['tabs', users(person('dana')).replace('    - name', '\t- name'), 'not YAML'],
  ['several documents', `${users(person('dana'))}---\n${users(person('lee'))}`, 'not YAML'],
])('%s: refused as a file, and told of in a stack', (_, text, reason) => {
  expect(refused(() => readAccessText(text))).toMatchObject({ code: 'UnreadableSource', message: expect.stringContaining(reason) });
  const state = inStack(text);
  expect([state.users.size, state.unknowns]).toEqual([0, [{ where: 'terraform_data.x', reason: expect.stringContaining(reason) }]]);
});

test('other texts in a stack say nothing', () => {
  expect(inStack('#!/bin/sh\niam_users: none').unknowns).toEqual([]);
});

describe('comments that lie about whose key a user is', () => {
  test('of two that say to be each other, each is itself', () => {
    const state = readAccessText(users(person('dana # an access key of user lee', rule('a/*')), person('lee # an access key of user dana', rule('b/*'))));
    expect([reads(state, 'dana', 'a/x'), reads(state, 'dana', 'b/x'), reads(state, 'lee', 'b/x')]).toEqual([true, false, true]);
  });

  test('one in a group whose rules have the name of anyone who is in it, is itself', () => {
    const groups = `  iam_groups:\n${person('people', rule('home/${iam:username}/*'))}`;
    const state = readAccessText(`${HEAD}${groups}  iam_users:\n    - name: boss # an access key of user dana\n      groups: [people]\n`);
    expect([...state.users.keys()]).toEqual(['boss']);
    expect([reads(state, 'boss', 'home/boss/x'), reads(state, 'boss', 'home/dana/x')]).toEqual([true, false]);
  });
});

test.each([
  ['an operator that isn\'t documented', '{ Bool: { "aws:SecureTransport": "false" } }', 'Bool of aws:SecureTransport'],
  ['a key that isn\'t documented', '{ StringEquals: { "aws:UserAgent": "x" } }', 'StringEquals of aws:UserAgent'],
  ['a negated operator with several values', '{ NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"] } }', 'where one of them differs'],
  ['a negated operator where the key is absent', '{ StringNotLike: { "s3:prefix": "a/*" } }', 'requests without s3:prefix'],
])('a condition with %s leaves open what the user may do', (_, conditions, reason) => {
  const state = readAccessText(users(person('dana', rule('b/*', `, conditions: ${conditions}`))));
  const { unknowns } = decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/x', context: { 'aws:SourceIp': '203.0.113.9' } });
  expect(unknowns).not.toEqual([]);
  expect(state.unknowns).toEqual([{ where: expect.stringContaining('user dana'), reason: expect.stringContaining(reason) }]);
});

test('a name that the stack doesn\'t tell is shown as it is written there', () => {
  const state = readAccess({ variable: { who: {} }, resource: { terraform_data: { x: { input: users(person('"${var.who}"')) } } } });
  expect(JSON.stringify([...state.unknowns, ...state.accessKeys ?? []])).toContain('user ${var.who}');
  expect(JSON.stringify([...state.unknowns, ...state.accessKeys ?? [], ...state.users.keys()])).not.toMatch(/[\u{F0000}-\u{FFFFD}]/u);
});

test('that others get groups by how they sign in is told', () => {
  const text = `${HEAD}  iam_groups:\n${person('people')}  group_mapping_rules:\n    - { match_type: email_domain, match_value: acme.example, group: people }\n`;
  for (const state of [readAccessText(text), inStack(text)]) expect(state.unknowns).toEqual([expect.objectContaining({ reason: expect.stringContaining('group_mapping_rules') })]);
});

test.each(kits)('%s: a file that a plan of Terraform doesn\'t tell', (_, kit) => {
  const synthesized = withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    new kit.StorageAccess(stack, 'access', { plan: proxyPlan() });
    return JSON.parse(JSON.stringify(stack.toTerraform())) as { readonly resource: { readonly terraform_data: Readonly<Record<string, unknown>> } };
  });
  const [name] = Object.keys(synthesized.resource.terraform_data);
  const plan = (resource: string) => {
    const [address, block] = [`terraform_data.${resource}`, { mode: 'managed', type: 'terraform_data', name: resource }];
    const expressions = { input: { references: ['random_pet.bucket.id', 'random_pet.bucket'] } };
    return readAccess({
      format_version: '1.2',
      planned_values: { root_module: { resources: [{ address, ...block, values: {} }] } },
      resource_changes: [{ address, change: { after_unknown: { input: true } } }],
      configuration: { root_module: { resources: [{ address, ...block, expressions }] } },
    });
  };
  expect(plan(name).unknowns).toEqual([{ where: `terraform_data.${name}`, reason: expect.stringContaining('users, groups and rules aren\'t read') }]);
  expect(plan('other').unknowns).toEqual([]);
});

test('a file that an export of Pulumi has encrypted', () => {
  const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', 'ciphertext': 'x' };
  const urn = 'urn:pulumi:dev::proj::bucket-grants:index:StorageAccess::access';
  const state = readAccess({ version: 3, deployment: { resources: [{ urn, type: 'bucket-grants:index:StorageAccess', outputs: { files: { 'access.yaml': secret } } }] } });
  expect(state.unknowns).toEqual([{ where: 'bucket-grants:index:StorageAccess::access', reason: expect.stringContaining('--show-secrets') }]);
});

test.each([['that only holds files', undefined, 1], ['that is applied by a command', 'command:local:Command', 1], ['that makes users', 'bucket-grants:index:StorageUser', 0]])(
  'the first preview of a plan %s', (_, type, notes) => {
    const urn = 'urn:pulumi:dev::proj::bucket-grants:index:StorageAccess::access';
    const states = [{ urn, type: 'bucket-grants:index:StorageAccess' }, ...(type === undefined ? [] : [{ urn: `urn:pulumi:dev::proj::${type}::x`, type, parent: urn }])];
    const { unknowns } = readAccess({ steps: states.map((newState) => ({ op: 'create', urn: newState.urn, newState })) });
    expect(unknowns).toEqual(Array.from({ length: notes }, () => ({ where: urn, reason: expect.stringContaining('none before the first') })));
  },
);
