import { parsePlan, renderAccess, type AccessError } from '../../../src';
import { refused, untyped } from '../../grants/refused';

const BASE = `# who gets what
accessPlan: 1
environments:
  dev: {}
  prod: { days: 30, folders: [firmware/, docs/] }
variables:
  days: { type: number, default: 7, description: how long }
  folders: { type: texts, default: [firmware/] }
platform: { aws: { region: eu-west-1 } }
defaults:
  buckets: { guards: [enforceHttps] }
users:
  ci-\${env}:
    grants:
      - writeOnlyUploader: { bucket: 'releases-\${env}', prefix: '\${folders}', listing: prefix }
    accessKeys: ['2026-11']
  dana: {}
groups:
  engineering:
    members: [dana, { existingUser: lee }]
    grants:
      - readOnlyPrefix: { bucket: 'releases-\${env}', prefix: '' }
buckets:
  releases-\${env}: { guards: [{ minimumRetention: { minimumDays: '\${days}' } }] }
`;

const parse = (text: string, env = 'prod') => parsePlan(text, { env, name: 'plan.yaml' });
/** The error of the file with one text replaced. */
function slip(from: string, to: string, env?: string): AccessError {
  expect(BASE).toContain(from);
  return refused(() => parse(BASE.replace(from, () => to), env));
}

test('a file is one plan for each environment', () => {
  const [dev, prod] = ['dev', 'prod'].map((env) => renderAccess(parse(BASE, env)));
  expect([dev, prod].map(({ users }) => users.map(({ name }) => name))).toEqual([['ci-dev', 'dana'], ['ci-prod', 'dana']]);
  expect(prod.users[0].policies[0].json).toContain('"arn:aws:s3:::releases-prod/docs/*"');
  expect(dev.users[0].policies[0].json).not.toContain('docs/');
  expect(prod.buckets[0].json).toContain('"s3:object-lock-remaining-retention-days":"30"');
  expect(dev.buckets[0].json).toContain('"s3:object-lock-remaining-retention-days":"7"');
  expect(prod.groups[0].members).toEqual(['dana', expect.objectContaining({ kind: 'user', name: 'lee' })]);
});

test('JSON is read as YAML is', () => {
  const json = '{ "accessPlan": 1,\n "$schema": "./access-plan.json",\n "users": { "dana": { "grants": [{ "readOnlyPrefix": { "bucket": "b-1", "prefix": "\\u00e4/" } }] } } }';
  expect(renderAccess(parsePlan(json)).users[0].policies[0].json).toContain('arn:aws:s3:::b-1/ä/*');
  expect(refused(() => parsePlan(json.replace('prefix', 'prefx'))).message).toMatch(/^access-plan:3:73: ReadOnlyPrefix has no property "prefx"; did you mean prefix\?/);
});

/** Slips, where each is, and what its error says. */
const SLIPS: ReadonlyArray<readonly [from: string, to: string, place: string, said: RegExp, code?: AccessError['code']]> = [
  ["prefix: '${folders}'", 'prefix: firmware', '15:65', /prefix "firmware" doesn't end in \//, 'InvalidPrefix'],
  ["prefix: '${folders}'", 'prefx: firmware/', '15:57', /did you mean prefix\?/, 'InvalidOption'],
  ['listing: prefix', 'listing: Prefix', '15:88', /option listing is "Prefix"/, 'InvalidOption'],
  ['writeOnlyUploader', 'writeOnlyUplaoder', '15:9', /did you mean writeOnlyUploader\?/],
  ['[enforceHttps]', '[enforceHtps]', '11:23', /did you mean enforceHttps\?/],
  ['[enforceHttps]', '{ enforceHttps: {} }', '11:22', /guards of buckets are a mapping; allowed: a list/],
  ['buckets: { guards: [enforceHttps] }', 'users: { grants: [] }', '11:12', /users have no default of "grants"/],
  ['buckets: { guards', 'bukets: { guards', '11:3', /did you mean buckets\?/],
  ['[dana, {', '[dna, {', '20:15', /"dna", who is not a user of this plan/, 'UnknownMember'],
  ['existingUser: lee', 'existingUser: "a b"', '20:37', /"a b" isn't allowed/, 'InvalidName'],
  ['accessKeys', 'accesKeys', '16:5', /did you mean accessKeys\?/, 'InvalidPlan'],
  ["'2026-11'", "'2026 11'", '16:18', /generation "2026 11"/, 'InvalidAccessKey'],
  ["'2026-11'", '2026', '16:18', /accessKeys\[0\] is 2026/, 'InvalidAccessKey'],
  ['groups:', 'gruops:', '18:1', /did you mean groups\?/],
  ['region', 'regoin', '9:20', /did you mean region\?/, 'InvalidPlatform'],
  ['{ aws: { region: eu-west-1 } }', 'awz', '9:11', /did you mean aws\?/],
  ["'${days}'", '0', '24:66', /minimumDays is 0/, 'InvalidOption'],
  ["'${days}'", "'${dys}'", '24:66', /declares no variable "dys"; did you mean days\?/],
  ["'${days}'", "'x${folders}'", '24:66', /folders is a list, which can't be part of a text/],
  ["'${days}'", "'${days'", '24:66', /without its \}/],
  ["'${days}'", "'${aws:username}'", '24:66', /is not a variable of the plan/],
  ['days: 30', 'dasy: 30', '5:11', /declares no variable "dasy"; did you mean days\?/],
  ['days: 30', "days: '30'", '5:17', /days is a text; allowed: a value of its type, number/],
  ['variables:\n', 'variables:\n  more: { type: text }\n', '7:3', /more has no value here, and no default/],
  ['type: number', 'type: numbr', '7:17', /type "numbr"; allowed: text, number, boolean, texts/],
  ['type: number', 'tpye: number', '7:11', /did you mean type\?/],
  ['variables:\n', 'variables:\n  env: { type: text, default: x }\n', '7:3', /can't be called "env"/],
  ['  dev: {}', '  "de v": {}', '4:3', /can't be called "de v"/],
  ['dana: {}', 'dana:', '17:8', /is null; allowed: an object/, 'InvalidPlan'],
  ['dana: {}', 'dana: { grants: { readOnlyPrefix: {} } }', '17:21', /grants is \{/, 'InvalidPlan'],
  ['dana: {}', 'dana: { grants: [readOnlyPrefix: ] }', '17:20', /readOnlyPrefix is given nothing/],
  ['dana: {}', 'dana: { grants: [{ readOnlyPrefix: { bucket: b-1, prefix: "" }, when: {} }] }', '17:67', /"when" stands beside "readOnlyPrefix"/],
  ['dana: {}', 'dana: { grants: [7] }', '17:20', /7 stands where a grant belongs/],
  ['dana: {}', 'ci-prod: {}', '17:3', /stands here already/],
  ['releases-${env}: {', 'Rel_eases: {', '24:3', /"Rel_eases" is not a bucket name/, 'InvalidBucketName'],
];

test.each(SLIPS.map(([from, to, ...expected]) => [from, to, expected] as const))('%j as %j is refused, with its place', (from, to, [place, said, code = 'InvalidPlanFile']) => {
  const error = slip(from, to);
  expect(error.message).toMatch(new RegExp(`^plan\\.yaml:${place}: `));
  expect(error.message).toMatch(said);
  expect(error.code).toBe(code);
  expect(error.remedy).not.toBe('');
});

test('an environment must be named where there are some, and is one of them', () => {
  expect(refused(() => parsePlan(BASE)).message).toContain('none is named; allowed: dev, prod');
  expect(refused(() => parse(BASE, 'prd')).message).toContain('did you mean prod?');
  expect(refused(() => parsePlan('accessPlan: 1\nusers: { dana: {} }', { env: 'prod' })).message).toContain('no environment "prod"; allowed: none');
  expect(refused(() => parsePlan(BASE, untyped({ evn: 'prod' }))).message).toContain('did you mean env?');
  expect(refused(() => parsePlan(untyped(BASE.split('\n')))).code).toBe('InvalidPlanFile');
});

/** Texts that YAML would make something else of than they say. */
const HOSTILE: ReadonlyArray<readonly [what: string, text: string, said: RegExp]> = [
  ['an alias that explodes', 'accessPlan: 1\na: &a [x, x]\nb: &b [*a, *a]\nusers: { dana: { grants: *b } }', /no anchors and aliases/],
  ['an anchor', 'accessPlan: 1\nusers: &u { dana: {} }', /2:11: a plan file has no anchors/],
  ['a merge key', 'accessPlan: 1\nusers: { dana: { <<: { grants: [] } } }', /2:18: a plan file has no merge keys/],
  ['a tag', 'accessPlan: 1\nusers: !!map { dana: {} }', /2:14: a plan file has no tags/],
  ['a tag of its own', 'accessPlan: 1\nusers: { dana: !js/function "x" }', /tag/i],
  ['a name twice', 'accessPlan: 1\nusers: { dana: {}, dana: {} }', /2:20: "dana" stands here a second time/],
  ['a name that is a number', 'accessPlan: 1\nusers: { 1: {} }', /2:10: a name is a text, and this is 1/],
  ['a name that is a list', 'accessPlan: 1\nusers: { [a]: {} }', /a name is a text/],
  ['a second document', 'accessPlan: 1\nusers: { dana: {} }\n---\naccessPlan: 1', /documents/],
  ['a directive', '%YAML 1.1\n---\naccessPlan: 1\nusers: { dana: {} }', /doesn't begin with accessPlan: 1/],
  ['deep nesting', `accessPlan: 1\nusers: ${'['.repeat(5000)}`, /nested deeper|can't be read/],
  ['nesting that ends', `accessPlan: 1\nusers: ${'['.repeat(70)}${']'.repeat(70)}`, /nested deeper than 64 levels/],
  ['a placeholder of an engine', 'accessPlan: 1\nusers: { dana: { grants: [{ readOnlyPrefix: { bucket: "$${TfToken[TOKEN.0]}", prefix: "" } }] } }', /known only at deploy time/],
  ['a placeholder in a name', 'accessPlan: 1\nbuckets: { "$${TfToken[TOKEN.0]}": { guards: [enforceHttps] } }', /known only at deploy time/],
  ['__proto__ at the top', 'accessPlan: 1\n__proto__: { users: {} }', /has no "__proto__"/],
  ['__proto__ in a grant', 'accessPlan: 1\nusers: { dana: { grants: [{ readOnlyPrefix: { bucket: b-1, prefix: "", __proto__: { listing: bucket } } }] } }', /has no property "__proto__"/],
  ['constructor as a grant', 'accessPlan: 1\nusers: { dana: { grants: [constructor] } }', /none called "constructor"/],
  ['another version', 'accessPlan: 2', /1:13: accessPlan is 2; allowed: 1/],
  ['a version in quotes', "accessPlan: '1'", /accessPlan is "1"; allowed: 1/],
  ['nothing', '', /doesn't begin with accessPlan: 1/],
  ['another key first', 'users: { dana: {} }\naccessPlan: 1', /doesn't begin with accessPlan: 1/],
  ['a tab', 'accessPlan: 1\nusers:\n\tdana: {}', /3:1: not YAML/],
  ['a list', '- accessPlan: 1', /doesn't begin with accessPlan: 1/],
  ['nothing but its key', 'accessPlan: 1', /would render nothing/],
];

test.each(HOSTILE)('%s is refused', (_what, text, said) => {
  expect(refused(() => parsePlan(text)).message).toMatch(said);
});

describe('a variable is text, and stays text', () => {
  const withValue = (value: string, place: string) => `accessPlan: 1\nvariables: { v: { type: text, default: ${JSON.stringify(value)} } }\n${place}`;
  const place = 'users: { dana: { grants: [{ readOnlyPrefix: { bucket: "b-${v}", prefix: "a/${v}/" } }] } }';

  test('it is put where it stands', () => {
    const json = renderAccess(parsePlan(withValue('x', place))).users[0].policies[0].json;
    expect(json).toContain('"arn:aws:s3:::b-x/a/x/*"');
  });

  test.each(['*', '?', '${aws:username}', '$', '"', '\\', 'a\nb', '\u202e', ''])('no pattern, no variable of a policy, no end of a text and not nothing: %j', (value) => {
    expect(refused(() => parsePlan(withValue(value, place))).message).toContain("can't become a pattern");
  });

  test('it becomes no function, no mapping and no name of a prop', () => {
    expect(refused(() => parsePlan(withValue('enforceHttps', 'buckets: { b-1: { guards: ["${v}"] } }'))).message).toContain('none called "${v}"');
    expect(refused(() => parsePlan(withValue('existingUser: root', 'groups: { g: { members: ["${v}"] } }'))).message).toContain('"existingUser: root", who is not a user');
    expect(refused(() => parsePlan(withValue('listing', 'users: { dana: { grants: [{ readOnlyPrefix: { bucket: b-1, prefix: "", "${v}": bucket } }] } }'))).message).toContain('a name with a variable');
  });

  test('$${ is the two characters, which the grant then takes or refuses', () => {
    const text = (prefix: string) => `accessPlan: 1\nusers: { dana: { grants: [{ readOnlyPrefix: { bucket: b-1, prefix: ${JSON.stringify(prefix)} } }] } }`;
    expect(renderAccess(parsePlan(text('a$${aws:username}/'))).users[0].policies[0].json).toContain('b-1/a${$}{aws:username}/*');
  });

  test('a kept policy has its own ${…}, beside variables of the plan', () => {
    const policy = (resource: string) => `buckets: { b-x: { existingStatements: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: '111122223333' }, Action: s3:GetObject, Resource: '${resource}' }] } } }`;
    const json = renderAccess(parsePlan(withValue('x', policy('arn:aws:s3:::b-${v}/${aws:username}/${*}')))).buckets[0].json;
    expect(json).toContain('"arn:aws:s3:::b-x/${aws:username}/${*}"');
    expect(refused(() => parsePlan(withValue('x', policy('arn:aws:s3:::b-${w}/*')))).message).toContain('declares no variable "w"');
  });
});

test('defaults stand before what each has, and one value of its own replaces them', () => {
  const { users, buckets } = parsePlan(`accessPlan: 1
defaults:
  users: { boundary: 'arn:aws:iam::111122223333:policy/limits', guards: [quarantine] }
  buckets: { guards: [enforceHttps] }
users:
  dana: {}
  lee: { boundary: 'arn:aws:iam::111122223333:policy/more', guards: [{ denyIpRanges: { ipRanges: [198.51.100.0/24] } }] }
buckets:
  b-1: { guards: [denyDelete] }
  b-2: {}
`);
  expect([...users.values()].map(({ boundary, guards = [] }) => [boundary, guards.map(({ name }) => name)])).toEqual([
    ['arn:aws:iam::111122223333:policy/limits', ['Quarantine']], ['arn:aws:iam::111122223333:policy/more', ['Quarantine', 'DenyIpRanges']],
  ]);
  expect([...buckets.values()].map(({ guards = [] }) => guards.map(({ name }) => name))).toEqual([['EnforceHttps', 'DenyDelete'], ['EnforceHttps']]);
});

test('every function of a plan can be called in a file', () => {
  const plan = parsePlan(`accessPlan: 1
roles:
  lambda: { trust: { serviceRole: { service: lambda.amazonaws.com } } }
  partner: { trust: [{ accountRole: { account: { anotherAccount: '444455556666' }, externalId: acme-7f3c9a } }] }
existing:
  - { principal: { existingGroup: auditors }, members: [{ existingUser: lee }] }
external:
  - { grantee: [{ externalPrincipal: 'arn:aws:iam::444455556666:role/ci' }, everyone], grants: [{ readOnlyPrefix: { bucket: b-1, prefix: a/, listing: false } }] }
  - grants: [{ publicReadPrefix: { bucket: b-1, prefix: p/ } }]
users:
  dana: { grants: [{ perUserHomeFolder: { bucket: b-1, prefix: home/, identity: { variable: aws:PrincipalTag/team } } }], boundary: [{ readOnlyPrefix: { bucket: b-1, prefix: '' } }] }
`);
  expect(renderAccess(plan).buckets[0].json).toContain('arn:aws:iam::444455556666:role/ci');
  expect(plan.roles.get('partner')?.trust).toMatchObject([{ principals: { AWS: ['arn:aws:iam::444455556666:root'] } }]);
});
