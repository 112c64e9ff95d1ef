import type { Statement } from '../../src/policy/document';
import { type AccessState, readAccess, type ReadAccessOptions, UNKNOWN_TEXT } from '../../src/state';

const U = UNKNOWN_TEXT;
const allow = (resource: unknown): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] });

/** The resource that a user's only policy names, whatever way it was written. */
function resourceOf(stack: object, options?: ReadAccessOptions): unknown {
  return statementsOf(readAccess({ resource: {}, ...stack }, options))[0]?.resources?.[0];
}

function statementsOf(state: AccessState): readonly Statement[] {
  return [...state.users.values()][0].policies[0].document?.statements ?? [];
}

/** A document with an expression in it, as engines write it: the expression's own quotes are not escaped. */
const withExpression = (resource: string): string => JSON.stringify(allow('RESOURCE')).replace('RESOURCE', () => resource);

const inline = (policy: unknown, more: object = {}): object => ({
  resource: { aws_iam_user_policy: { p: { user: 'dana', name: 'p', policy } }, aws_s3_bucket: { b: { bucket: 'releases' } } }, ...more,
});

describe('expressions in a stack', () => {
  test.each<[string, object, unknown]>([
    ['plain text', inline(withExpression('arn:aws:s3:::a/*')), 'arn:aws:s3:::a/*'],
    ['a reference in text', inline(withExpression('${aws_s3_bucket.b.arn}/*')), 'arn:aws:s3:::releases/*'],
    ['.id and .bucket', inline(withExpression('arn:aws:s3:::${aws_s3_bucket.b.id}/${aws_s3_bucket.b.bucket}')), 'arn:aws:s3:::releases/releases'],
    ['an escaped policy variable', inline(withExpression('arn:aws:s3:::a/$${aws:username}/%%{x}')), 'arn:aws:s3:::a/${aws:username}/%{x}'],
    ['jsonencode', inline('${jsonencode({ Version = "2012-10-17", "Statement" = [{ Effect: "Allow", Action = ["s3:GetObject"], Resource = "${aws_s3_bucket.b.arn}/$${aws:username}" }] })}'), 'arn:aws:s3:::releases/${aws:username}'],
    ['a local', inline(withExpression('${local.where["eu"][0]}'), { locals: { where: { eu: ['${aws_s3_bucket.b.arn}'] } } }), 'arn:aws:s3:::releases'],
    ['a variable with a default', inline(withExpression('arn:aws:s3:::${var.name}'), { variable: { name: { default: 'x-${y}' } } }), 'arn:aws:s3:::x-${y}'],
    ['join', inline(withExpression('${join("", ["arn:aws:s3:::", aws_s3_bucket.b.id])}')), 'arn:aws:s3:::releases'],
    ['nested templates and quotes', inline(withExpression('X').replace('"X"', '${jsonencode("arn:aws:s3:::a/\\"${"b"}}")}')), 'arn:aws:s3:::a/"b}'],
    ['the region of the provider', inline(withExpression('${aws_s3_bucket.b.arn}'), { provider: { aws: [{ region: 'cn-north-1' }] } }), 'arn:aws-cn:s3:::releases'],
    ['a variable without a default', inline(withExpression('arn:aws:s3:::${var.name}/*'), { variable: { name: { type: 'string' } } }), `arn:aws:s3:::${U}/*`],
    ['another function', inline(withExpression('arn:aws:s3:::${md5("a")}')), `arn:aws:s3:::${U}`],
    ['a function of texts', inline(withExpression('arn:aws:s3:::${replace("a", "a", "c")}')), 'arn:aws:s3:::c'],
    ['a conditional', inline(withExpression('arn:aws:s3:::${true ? "a" : "b"}')), 'arn:aws:s3:::a'],
    ['a directive', inline(withExpression('arn:aws:s3:::%{ if false }a%{ else }b%{ endif }')), 'arn:aws:s3:::b'],
    ['a directive without its end', inline(withExpression('arn:aws:s3:::%{ if true }a')), undefined],
    ['a circle', inline(withExpression('${local.a}'), { locals: { a: '${local.b}', b: '${local.a}' } }), U],
  ])('%s', (_, stack, expected) => {
    expect(resourceOf(stack)).toBe(expected);
  });

  test('the value of a variable can be told', () => {
    expect(resourceOf(inline(withExpression('arn:aws:s3:::${var.name}'), { variable: { name: {} } }), { variables: { name: 'told' } })).toBe('arn:aws:s3:::told');
  });

  test('what is unknown is reported with its place and its reason, once a document', () => {
    const state = readAccess(inline(JSON.stringify(allow(['arn:aws:s3:::${var.a}', 'arn:aws:s3:::${var.a}', '${module.m.arn}'])), { variable: { a: {} }, module: { m: {} } }) as Record<string, unknown>);
    expect(state.unknowns).toEqual([
      { where: 'module.m', reason: expect.stringContaining('terraform show -json') as string, scope: {}, fingerprint: expect.any(String) as string },
      { where: 'aws_iam_user_policy.p.policy', reason: 'var.a: a variable without a default; name its value with the option `variables`; module.m.arn: not in this file' },
    ]);
  });
});

describe('resources in a stack', () => {
  const document = JSON.stringify(allow('arn:aws:s3:::a'));

  test('a principal whose name is not known goes by its address, and is the same for all that refer to it', () => {
    const state = readAccess({
      resource: {
        aws_iam_user: { gen: { name_prefix: 'ci-' }, env: { name: 'app-${var.env}' } },
        aws_iam_user_policy: {
          a: { user: '${aws_iam_user.gen.name}', policy: document },
          b: { user: '${aws_iam_user.gen.id}', policy: document },
          c: { user: '${aws_iam_user.env.name}', policy: document },
          d: { user: 'app-${var.env}', policy: document },
          e: { user: '${var.who}', policy: document },
        },
      },
    });
    // var.who may be either of the others, so they may have its policy
    expect([...state.users].map(([name, { policies }]) => [name, policies.length])).toEqual([['aws_iam_user.gen', 3], ['aws_iam_user.env', 3], ['var.who', 1]]);
    expect(state.unknowns.map(({ where }) => where)).toEqual(['aws_iam_user.gen.name', 'aws_iam_user.env.name', 'aws_iam_user_policy.e.user']);
  });

  test('attachments of all kinds, each policy once a principal', () => {
    const state = readAccess({
      resource: {
        aws_iam_user: { u: { name: 'dana' } },
        aws_iam_group: { g: { name: 'eng' } },
        aws_iam_role: { r: { name: 'robot', managed_policy_arns: ['${aws_iam_policy.p.arn}'], inline_policy: [{ name: 'own', policy: document }, {}] } },
        aws_iam_policy: { p: { name: 'read', policy: document } },
        aws_iam_user_policy_attachment: { a: { user: '${aws_iam_user.u.name}', policy_arn: '${aws_iam_policy.p.arn}' }, again: { user: 'dana', policy_arn: '${aws_iam_policy.p.id}' } },
        aws_iam_policy_attachment: { all: { name: 'all', users: ['lee'], groups: ['${aws_iam_group.g.name}'], roles: ['existing'], policy_arn: '${aws_iam_policy.p.arn}' } },
        aws_iam_user_policy_attachments_exclusive: { x: { user_name: 'kim', policy_arns: ['${aws_iam_policy.p.arn}', 'arn:aws:iam::aws:policy/TelepathyAccess'] } },
        aws_iam_role_policies_exclusive: { y: { role_name: 'robot', policy_names: ['own', 'other'] } },
      },
    });
    const held = [...state.users, ...state.groups, ...state.roles].map(([name, { policies }]) => [name, ...policies.map((policy) => policy.document === undefined ? `${policy.name}?` : policy.name)]);
    expect(held).toEqual([
      ['dana', 'user dana, managed policy read'],
      ['lee', 'user lee, managed policy read'],
      ['kim', 'user kim, managed policy read', 'user kim, managed policy TelepathyAccess?'],
      ['eng', 'group eng, managed policy read'],
      ['robot', 'role robot, inline policy own', 'role robot, managed policy read'],
      ['existing', 'role existing, managed policy read'],
    ]);
    expect(state.unknowns).toEqual([
      { where: 'aws_iam_user_policy_attachments_exclusive.x.policy_arns', reason: expect.stringContaining('policy/TelepathyAccess') as string },
      { where: 'aws_iam_role_policies_exclusive.y.policy_names', reason: expect.stringContaining('own, other') as string },
    ]);
  });

  test('a list that is not known makes no member', () => {
    const state = readAccess({ resource: { aws_iam_group_membership: { m: { group: 'eng', users: '${var.people}' } } }, variable: { people: {} } });
    expect([[...state.users.keys()], [...state.groups.keys()], state.unknowns.map(({ where }) => where)]).toEqual([[], ['eng'], ['aws_iam_group_membership.m.users']]);
  });

  test('count, for_each, indices and splats', () => {
    const state = readAccess({
      resource: {
        aws_iam_user: { n: { count: 2, name: 'n-${count.index}' }, m: { for_each: { a: 'anna', b: 'bert' }, name: '${each.value}' } },
        aws_iam_group_membership: { g: { group: 'eng', users: '${aws_iam_user.n[*].name}' } },
        aws_iam_user_policy: { p: { for_each: '${toset(["a", "b"])}', name: '${each.key}', user: '${aws_iam_user.m[each.key].name}', policy: document }, q: { name: 'q', user: '${aws_iam_user.n[1].name}', policy: document } },
      },
    });
    expect([...state.users].map(([name, { policies, groups }]) => [name, policies.length, groups.length])).toEqual([['n-0', 0, 1], ['n-1', 1, 1], ['anna', 1, 0], ['bert', 1, 0]]);
    expect(state.unknowns).toEqual([]);
  });

  test('two policies on one bucket are in doubt, and neither is believed', () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b' }] });
    const one = { aws_s3_bucket: { b: { bucket: 'b' } }, aws_s3_bucket_policy: { x: { bucket: '${aws_s3_bucket.b.id}', policy } } };
    expect(readAccess({ resource: one }).buckets.get('b')?.policy?.document?.statements).toHaveLength(1);
    const state = readAccess({ resource: { ...one, aws_s3_bucket_policy: { ...one.aws_s3_bucket_policy, y: { bucket: 'b', policy } } } });
    expect(state.buckets.get('b')?.policy?.document).toBeUndefined();
    expect(state.unknowns).toEqual([{ where: 'aws_s3_bucket_policy.y.policy', reason: expect.stringContaining('aws_s3_bucket_policy.x') as string }]);
  });

  test("the account is part of the stack's own ARNs when it is told, and unknown in them when not", () => {
    const resource = { aws_iam_user: { u: { name: 'dana', path: '/x/' } }, aws_s3_bucket_policy: { b: { bucket: 'b', policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${aws_iam_user.u.arn}"},"Action":"s3:*","Resource":"arn:aws:s3:::b"}]}' } } };
    const principals = (options?: ReadAccessOptions): unknown => readAccess({ resource }, options).buckets.get('b')?.policy?.document?.statements[0].principals;
    expect(principals({ account: '111122223333' })).toEqual({ AWS: ['arn:aws:iam::111122223333:user/x/dana'] });
    expect(principals()).toEqual({ AWS: [`arn:aws:iam::${U}:user/x/dana`] });
    expect(readAccess({ resource }).users.get('dana')?.arn).toBeUndefined();
  });

  test('policy document data sources are rendered as the provider does', () => {
    const state = readAccess({
      resource: { aws_iam_user_policy: { p: { user: 'dana', name: 'p', policy: '${data.aws_iam_policy_document.d.json}' } } },
      data: {
        aws_iam_policy_document: {
          base: { statement: [{ sid: 'A', actions: ['s3:GetObject'], resources: ['*'] }, { sid: 'B', actions: ['s3:PutObject'], resources: ['*'] }] },
          over: { statement: { sid: 'B', effect: 'Deny', not_actions: ['s3:PutObject'], resources: ['arn:aws:s3:::x/&{aws:username}'], condition: [{ test: 'StringLike', variable: 's3:prefix', values: ['&{aws:username}/*'] }, { test: 'StringLike', variable: 's3:prefix', values: ['y'] }] } },
          d: { source_policy_documents: ['${data.aws_iam_policy_document.base.json}'], override_policy_documents: ['${data.aws_iam_policy_document.over.json}'], statement: [{ actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b'] }] },
        },
      },
    });
    expect(statementsOf(state)).toEqual([
      { sid: 'A', effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'] },
      { sid: 'B', effect: 'Deny', notActions: ['s3:PutObject'], resources: ['arn:aws:s3:::x/${aws:username}'], conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['${aws:username}/*', 'y'] }] },
      { effect: 'Allow', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b'] },
    ]);
  });

  test('a document that is built from an unknown one is not known at all', () => {
    const state = readAccess({
      resource: { aws_iam_user_policy: { p: { user: 'dana', name: 'p', policy: '${data.aws_iam_policy_document.d.json}' } } },
      data: { aws_iam_policy_document: { d: { source_policy_documents: ['${var.base}'], statement: [{ actions: ['s3:ListBucket'], resources: ['*'] }] } } },
    });
    expect(state.users.get('dana')?.policies[0].document).toBeUndefined();
    expect(state.unknowns.map(({ where }) => where)).toEqual(['aws_iam_user_policy.p.policy']);
  });
});
