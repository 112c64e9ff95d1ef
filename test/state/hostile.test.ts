import * as fc from 'fast-check';
import { AccessError } from '../../src/errors';
import { parsePolicy } from '../../src/policy/parse';
import { readAccess, readAccessText } from '../../src/state';
import { cleanDocument } from '../../src/state/clean-document';
import { spent } from '../ratio';
import { runs } from '../runs';

/** Reads, looks at everything, and answers the code of the typed error if there is one. */
function outcome(read: () => ReturnType<typeof readAccess>): string {
  try {
    const state = read();
    return `${state.users.size} users, ${state.buckets.size} buckets, ${state.unknowns.length} unknowns`;
  } catch (error) {
    if (error instanceof AccessError) return error.code;
    throw error;
  }
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const inline = (policy: unknown): string => JSON.stringify({ resource: { aws_iam_user_policy: { p: { user: 'dana', policy } } } });

describe('what is not a source', () => {
  test.each<[string, string, RegExp]>([
    ['not JSON', '{', /not JSON/],
    ['nothing', '', /not JSON/],
    ['a list', '[]', /a list/],
    ['null', 'null', /what can be read/],
    ['other keys', '{"foo": 1}', /the keys "foo"; what can be read: .*terraform show -json of a plan; .*pulumi preview --json/],
    ['a raw state', '{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "resources": []}', /a Terraform state file, which is not read[^]*terraform show -json/],
    ['a wrong hand-written state', '{"users": {"dana": {"policies": {}}}}', /users\.dana\.policies of the access state must be a list of policy documents; found \{\}/],
    ['a wrong group list', '{"users": {"dana": {"groups": "eng"}}}', /users\.dana\.groups of the access state must be a list of texts; found "eng"/],
    ['a slip in a hand-written state', '{"users": {"dana": {"polices": []}}}', /users\.dana of the access state must be an object with no other keys than arn, boundary, policies, tags, groups; found "polices"/],
    ['members of a hand-written group', '{"groups": {"eng": {"members": ["dana"]}}}', /groups\.eng of the access state must .* found "members"[^]*users: \{ NAME: \{ policies: \[DOC\], groups\?: \[NAME\]/],
  ])('%s is refused, with what is allowed', (_, text, message) => {
    expect(() => readAccessText(text)).toThrow(expect.objectContaining({ code: 'UnreadableSource', message: expect.stringMatching(message) as string }) as Error);
  });
});

test('a path is not a source, and what takes it is said', () => {
  expect(() => readAccess('cdktf.out' as never)).toThrow(/the source is string "cdktf\.out"[^]*give a path to readAccessFile/);
});

describe('hostile sources end in an answer or a typed error', () => {
  test.each<[string, string, string]>([
    ['deep lists', `{"resource": ${nested(100_000)}}`, '0 users, 0 buckets, 0 unknowns'],
    ['a deep policy', inline(nested(100_000)), '1 users, 0 buckets, 1 unknowns'],
    ['a deep policy value', `{"resource": {"aws_iam_user_policy": {"p": {"user": "dana", "policy": {"Statement": ${nested(5000)}}}}}}`, '1 users, 0 buckets, 1 unknowns'],
    ['a deep name', `{"resource": {"aws_iam_user": {"p": {"name": ${nested(5000)}}}}}`, 'UnreadableSource'],
    ['a deep expression', inline(`\${${'('.repeat(50_000)}`), '1 users, 0 buckets, 1 unknowns'],
    ['open braces', inline('${'.repeat(100_000)), '1 users, 0 buckets, 1 unknowns'],
    ['open strings', inline(`\${"${'${"'.repeat(20_000)}`), '1 users, 0 buckets, 1 unknowns'],
    ['deep modules', `{"format_version": "1.2", "values": {"root_module": ${'{"child_modules": ['.repeat(20_000)}${']}'.repeat(20_000)}}}`, '0 users, 0 buckets, 0 unknowns'],
    ['__proto__ as a name', '{"resource": {"aws_iam_user": {"__proto__": {"name": "__proto__"}}, "__proto__": {"x": {}}}}', '1 users, 0 buckets, 0 unknowns'],
    ['__proto__ as what is referred to', inline('${aws_iam_user.__proto__.constructor} ${constructor.__proto__} ${local.__proto__}'), '1 users, 0 buckets, 1 unknowns'],
    ['__proto__ by hand', '{"users": {"__proto__": {"policies": []}, "constructor": {}}}', '2 users, 0 buckets, 0 unknowns'],
    ['many instances', '{"resource": {"aws_iam_user": {"n": {"count": 1000000000, "name": "n"}}}}', '1 users, 0 buckets, 1 unknowns'],
    ['wrong types everywhere', '{"resource": {"aws_iam_user": {"n": {"name": 5}}, "aws_iam_user_policy": {"p": {"user": {}, "policy": 7}, "q": 3}}}', '1 users, 0 buckets, 2 unknowns'],
  ])('%s', (_, text, expected) => {
    expect(outcome(() => readAccessText(text))).toBe(expected);
  });

  test('locals that double without end', () => {
    const locals = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`a${index}`, index === 0 ? 'x' : `\${local.a${index - 1}}\${local.a${index - 1}}`]));
    const lists = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`b${index}`, index === 0 ? ['x'] : `\${[local.b${index - 1}, local.b${index - 1}]}`]));
    const policies = { p: { user: 'dana', policy: '${local.a99}' }, q: { user: 'dana', policy: '${jsonencode(local.b59)}' } };
    expect(outcome(() => readAccess({ locals: { ...locals, ...lists }, resource: { aws_iam_user_policy: policies } }))).toBe('1 users, 0 buckets, 2 unknowns');
  });

  test('10 MB in one policy, and in one template', () => {
    const statement = '{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/$${aws:username}/${local.x}"}';
    const policy = `{"Version":"2012-10-17","Statement":[${Array.from({ length: 100_000 }, () => statement).join(',')}]}`;
    expect(spent(() => { expect(outcome(() => readAccessText(inline(policy)))).toBe('1 users, 0 buckets, 1 unknowns'); })).toBeLessThan(20);
  });

  test('any JSON at all', () => {
    const word = fc.constantFrom('resource', 'data', 'aws_iam_user', 'aws_iam_user_policy', 'aws_s3_bucket', 'name', 'user', 'policy', 'for_each', 'locals', 'a', '__proto__', 'steps', 'newState', 'planned_values',
      'format_version', 'root_module', 'resources', 'values', 'users', 'deployment', 'UserDetailList', '${local.a}', '${jsonencode({a = [', '$${', '${aws_iam_user.a.name}', '{"Statement":[]}');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof({ maxDepth: 7 }, word, fc.constantFrom(null, 1, true), fc.array(tie('tree'), { maxLength: 3 }), fc.array(fc.tuple(word, tie('tree')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs))),
    }));
    fc.assert(fc.property(tree, (value) => typeof outcome(() => readAccessText(JSON.stringify(value))) === 'string'), { numRuns: runs(2000) });
  });
});

describe('the quick way through a document', () => {
  /** Mostly sound values, with some that are not. */
  const some = <T, U>(sound: fc.Arbitrary<T>, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
    fc.oneof({ weight: 12, arbitrary: sound }, { weight: 1, arbitrary: other });
  const odd = fc.constantFrom<unknown>('${x', '', 'arn:aws:s3', 'a b', '→', 'ARN', '${*}', '\u{F0000}', '${a b}', 7, true, null, [], {});
  const list = (...sound: readonly string[]): fc.Arbitrary<unknown> =>
    some(fc.oneof(fc.constantFrom(...sound), fc.array(some(fc.constantFrom(...sound), odd), { minLength: 1, maxLength: 3 })), odd);
  const actions = list('s3:GetObject', 's3:Get*', '*', 's3:?', 'sts:AssumeRole');
  const resources = list('*', 'arn:aws:s3:::b', 'arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/${*}é', 'arn:*:s3:::b');
  const people = some(fc.oneof(fc.constant('*'), fc.record({ AWS: list('*', '123456789012', 'arn:aws:iam::123456789012:root') }), fc.record({ Service: list('s3.amazonaws.com'), CanonicalUser: list('abc') })), odd);
  const block = fc.dictionary(some(fc.constantFrom('s3:prefix', 'aws:SecureTransport', 'aws:PrincipalTag/team'), fc.constantFrom('S3:Prefix', 'bad')), list('a', 'true', '', '${aws:username}/*'), { minKeys: 1, maxKeys: 2 });
  const conditions = some(fc.dictionary(some(fc.constantFrom('StringLike', 'Bool', 'ForAnyValue:StringEquals', 'StringEqualsIfExists'), fc.constantFrom('Strange', 'NullIfExists')), block, { minKeys: 1, maxKeys: 2 }), odd);
  const statementOf = (side: string): fc.Arbitrary<object> => fc.tuple(
    fc.record({ Sid: fc.option(some(fc.string({ minLength: 3, maxLength: 5, unit: fc.constantFrom('a', 'B', '1') }), odd), { nil: undefined }), Effect: some(fc.constantFrom('Allow', 'Deny'), fc.constant('allow')) }),
    some(fc.constantFrom('Action', 'NotAction'), fc.constant('action')), actions, some(fc.constantFrom('Resource', 'NotResource'), fc.constant('Other')), resources,
    some(fc.constantFrom(...side === 'resource' ? ['Principal', 'NotPrincipal'] : ['']), fc.constantFrom('Principal', '')), people, fc.option(conditions, { nil: undefined }),
  ).map(([head, action, a, resource, r, principal, p, Condition]) => ({ ...head, [action]: a, [resource]: r, ...(principal === '' ? {} : { [principal]: p }), ...(Condition === undefined ? {} : { Condition }) }));
  const documentOf = (side: string): fc.Arbitrary<object> => fc.record({ Version: some(fc.constant('2012-10-17'), fc.constantFrom('2008-10-17', undefined)), Statement: some(fc.array(statementOf(side), { minLength: 1, maxLength: 2 }), statementOf(side)) });

  test.each(['identity', 'resource'] as const)('says the same as the thorough way, or nothing: %s', (side) => {
    let clean = 0;
    fc.assert(fc.property(documentOf(side), fc.boolean(), (value, asText) => {
      const input = asText ? JSON.stringify(value) : JSON.parse(JSON.stringify(value)) as object;
      const quick = cleanDocument(input, side);
      if (quick === undefined) return;
      clean++;
      expect(parsePolicy(input, { kind: side }).document).toEqual(quick);
    }), { numRuns: runs(3000) });
    expect(clean).toBeGreaterThan(runs(3000) / 10);
  });

  test('leaves names that are there twice to the thorough way', () => {
    const twice = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    expect(cleanDocument(twice, 'identity')).toBeUndefined();
    expect(cleanDocument(twice.replace('"Effect":"Deny",', ''), 'identity')).toBeDefined();
    expect(cleanDocument(twice.replace('"Effect":"Deny"', '"Effect" :"Deny"'), 'identity')).toBeUndefined();
    expect(readAccessText(inline(twice)).users.get('dana')?.policies[0].document).toBeUndefined();
  });
});

describe('a key that is not a text', () => {
  test('of an object in Terraform\'s language makes the object unknown', () => {
    const state = readAccess({ resource: { aws_iam_user: { a: { name: '${jsonencode({ ({ x = 1 }) = 2 })}' }, b: { tags: '${{ (null) = 1 }}', name: 'b' } } } });
    expect([...state.users.keys()]).toContain('b');
    expect(state.unknowns.map(({ reason }) => reason).join()).toContain('a key of an object is not a text');
  });

  test('of a template in YAML is refused with its line', () => {
    expect(() => readAccessText('Resources:\n  ? { a: b }\n  : {}\n')).toThrow(/line 2, column 5 can't be read: a key is not a text/);
  });
});
