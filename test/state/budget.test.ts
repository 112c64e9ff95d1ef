import { readAccess, type AccessState } from '../../src';

/** Locals of which each is made of the one before it. */
function doubling(count: number, make: (before: string) => unknown, first: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, index === 0 ? first : make(`local.l${index - 1}`)]));
}

const twice = (one: string) => `\${${one}}\${${one}}`;
const concat = (one: string) => `\${concat(${one}, ${one})}`;
const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[${local.l14}"s3:PutObject"],"Resource":"*"}]}';

/** Small stacks whose values are not. */
const STACKS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'a text that doubles, in each of many names': { locals: doubling(22, twice, 'x'), resource: { aws_iam_user: { u: { count: 300, name: '${local.l20}${count.index}' } } } },
  'lists of lists that are shared': { locals: doubling(30, (one) => [`\${${one}}`, `\${${one}}`], 'x'), resource: { aws_iam_user: { u: { name: 'a', tags: '${local.l29}' } } } },
  'a policy of objects that are shared': {
    locals: doubling(30, (one) => ({ a: `\${${one}}`, b: `\${${one}}` }), 'x'), resource: { aws_iam_user: { u: { name: 'a' } }, aws_iam_user_policy: { p: { user: 'a', policy: '${local.l29}' } } },
  },
  'a list that concat doubles': { locals: doubling(12, concat, ['x'.repeat(64)]), resource: { aws_iam_user: { u: { count: 600, name: '${join("", local.l10)}${count.index}' } } } },
  'a long document for each of many users': {
    locals: doubling(22, twice, '"s3:GetObject",'),
    resource: { aws_iam_user_policy: { p: { count: 300, user: 'dana', name: '${count.index}', policy: DOCUMENT } } },
  },
  'one long document that many share': {
    locals: { ...doubling(17, twice, '"s3:GetObject",'), doc: DOCUMENT },
    resource: { aws_iam_policy: { q: { name: 'q', policy: '${local.doc}' } }, aws_iam_user_policy: { p: { count: 10_000, user: 'dana', name: '${count.index}', policy: '${aws_iam_policy.q.policy}' } } },
  },
  'splats of splats': {
    resource: { aws_iam_user: Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`u${index}`, { count: 3000, name: index === 0 ? 'x${count.index}' : `\${join(",", aws_iam_user.u${index - 1}[*].name)}` }])) },
  },
  'instances without end': { resource: { aws_iam_user: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`u${index}`, { count: 10_000, name: `n${index}-\${count.index}` }])) } },
  'merged objects': { locals: doubling(25, (one) => `\${merge({ a${one.length} = ${one} }, { b = ${one} })}`, { x: 'y' }), resource: { aws_s3_bucket: { b: { bucket: '${jsonencode(local.l24)}' } } } },
  'replace, as often as letters': { locals: doubling(6, (one) => `\${replace(${one}, "x", ${one})}`, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'), resource: { aws_iam_user: { u: { name: '${local.l5}' } } } },
  'join with long separators': { locals: doubling(21, twice, 'x'), resource: { aws_iam_user: { u: { name: '${join(local.l20, range(10000))}' } } } },
  'for in for': {
    locals: { all: '${range(10000)}' }, resource: { aws_iam_user: { u: { name: '${jsonencode([for a in local.all : [for b in local.all : "${a}-${b}"]])}' } } },
  },
  'functions that look at a long list again and again': { locals: { all: '${range(10000)}' }, resource: { aws_iam_user: { u: { count: 2500, name: '${contains(local.all, 10001)}${sum(local.all)}${count.index}' } } } },
};

/** As many letters as a state holds in names, actions and resources. */
function sizeOf({ users }: AccessState): number {
  let size = 0;
  for (const { name, policies } of users.values()) {
    size += name.length;
    for (const { actions = [], resources = [] } of policies.flatMap(({ document }) => document?.statements ?? [])) {
      for (const text of [...actions, ...resources]) size += text.length;
    }
  }
  return size;
}

describe('B3: a reading has a budget over all its values', () => {
  test.each(Object.keys(STACKS))('%s', (name) => {
    const stack = STACKS[name];
    expect(JSON.stringify(stack).length).toBeLessThan(3_000);
    const before = process.memoryUsage().heapUsed;
    const state = readAccess(stack);
    expect(sizeOf(state)).toBeLessThan(64_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_500_000_000);
    for (const { where, reason } of state.unknowns) expect(where.length + reason.length).toBeLessThan(1000);
  });

  test('beyond it a value is unknown, and says why', () => {
    const { unknowns, users } = readAccess(STACKS['a long document for each of many users']);
    expect(users.size + unknowns.length).toBeGreaterThan(0);
    expect(unknowns.some(({ reason }) => reason.includes('grow beyond what is read'))).toBe(true);
  });

  test('an honest stack of 3,000 users with documents of their own is read whole', () => {
    const all = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`user-${index}`, { prefix: `home/${index}/` }]));
    const { users, unknowns } = readAccess({
      locals: { all },
      resource: {
        aws_iam_user: { u: { for_each: '${local.all}', name: '${each.key}' } },
        aws_iam_user_policy: {
          p: {
            for_each: '${local.all}',
            name: 'home',
            user: '${aws_iam_user.u[each.key].name}',
            policy: '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shared/${lookup(local.all, each.key).prefix}*" }] })}',
          },
        },
      },
    });
    expect(unknowns).toEqual([]);
    expect(users.size).toBe(3000);
    expect(users.get('user-2999')?.policies[0].document?.statements[0].resources).toEqual(['arn:aws:s3:::shared/home/2999/*']);
  });
});
