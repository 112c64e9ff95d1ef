import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide, readAccess, type AccessState } from '../../src';
import { readAccessFile } from '../../src/files';

/*
 * A plan by itself: of a value that is known only after apply, it tells what the value is made with, and not how. Whatever the expression is,
 * an answer is uncertain or the right one.
 */

const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:aws:s3:::acme/*', 'arn:aws:s3:::acme-logs/*'] }] });
const BUCKET_POLICY = POLICY.replace('"Action"', '"Principal":"*","Action"');
const OTHER = POLICY.replaceAll('acme', 'other');

type Values = Readonly<Record<string, unknown>>;
const resource = (type: string, name: string, values: Values) => ({ address: `${type}.${name}`, mode: type.startsWith('data.') ? 'data' : 'managed', type: type.replace('data.', ''), name, values });
const BASE = [
  ...['acme', 'acme-logs'].map((bucket) => resource('aws_s3_bucket', bucket, { bucket })),
  ...['dana', 'dana-logs'].flatMap((name) => [resource('aws_iam_user', name, { name }), resource('aws_iam_role', name, { name, assume_role_policy: '{"Version":"2012-10-17","Statement":[]}' }), resource('aws_iam_group', name, { name })]),
  resource('aws_iam_user_group_membership', 'lee', { user: 'lee', groups: ['dana'] }),
  resource('aws_iam_user_group_membership', 'ana', { user: 'ana', groups: ['dana-logs'] }),
];

interface Case {
  readonly what: string;
  readonly type: string;
  readonly values: Values;
  readonly attribute: string;
  readonly references: readonly string[];
  /** What the expression may give: what is referred to, and what is made of it. */
  readonly worlds: readonly string[];
}

const CASES: readonly Case[] = [
  { what: 'the bucket of a bucket policy', type: 'aws_s3_bucket_policy', values: { policy: BUCKET_POLICY }, attribute: 'bucket', references: ['aws_s3_bucket.acme.id', 'aws_s3_bucket.acme'], worlds: ['acme', 'acme-logs', 'somewhere'] },
  { what: 'the user of an inline policy', type: 'aws_iam_user_policy', values: { name: 'p', policy: POLICY }, attribute: 'user', references: ['aws_iam_user.dana.id', 'aws_iam_user.dana'], worlds: ['dana', 'dana-logs', 'somebody'] },
  { what: 'the role of an inline policy', type: 'aws_iam_role_policy', values: { name: 'p', policy: POLICY }, attribute: 'role', references: ['aws_iam_role.dana.id', 'aws_iam_role.dana'], worlds: ['dana', 'dana-logs', 'somebody'] },
  { what: 'the group of an inline policy', type: 'aws_iam_group_policy', values: { name: 'p', policy: POLICY }, attribute: 'group', references: ['aws_iam_group.dana.id', 'aws_iam_group.dana'], worlds: ['dana', 'dana-logs', 'somebody'] },
  { what: 'a document', type: 'aws_iam_user_policy', values: { name: 'p', user: 'dana' }, attribute: 'policy', references: ['data.aws_iam_policy_document.d.json', 'data.aws_iam_policy_document.d'], worlds: [POLICY, OTHER] },
  { what: 'the document of a bucket', type: 'aws_s3_bucket_policy', values: { bucket: 'acme' }, attribute: 'policy', references: ['data.aws_iam_policy_document.d.json', 'data.aws_iam_policy_document.d'], worlds: [BUCKET_POLICY] },
  { what: 'whose public access is blocked', type: 'aws_s3_bucket_public_access_block', values: { restrict_public_buckets: true, block_public_policy: true, ignore_public_acls: true, block_public_acls: true }, attribute: 'bucket', references: ['aws_s3_bucket.acme.id', 'aws_s3_bucket.acme'], worlds: ['acme', 'acme-logs'] },
  { what: 'whose ACL it is', type: 'aws_s3_bucket_acl', values: { acl: 'public-read' }, attribute: 'bucket', references: ['aws_s3_bucket.acme.id', 'aws_s3_bucket.acme'], worlds: ['acme', 'acme-logs'] },
  { what: 'whose ownership it is', type: 'aws_s3_bucket_ownership_controls', values: { rule: [{ object_ownership: 'BucketOwnerEnforced' }] }, attribute: 'bucket', references: ['aws_s3_bucket.acme.id', 'aws_s3_bucket.acme'], worlds: ['acme', 'acme-logs'] },
];

/** What is there besides, for the settings to bear on. */
const BESIDE: Readonly<Record<string, ReadonlyArray<ReturnType<typeof resource>>>> = {
  aws_s3_bucket_public_access_block: [resource('aws_s3_bucket_policy', 'open', { bucket: 'acme', policy: BUCKET_POLICY.replace(',"arn:aws:s3:::acme-logs/*"', '') })],
  aws_s3_bucket_acl: [resource('aws_s3_bucket_ownership_controls', 'own', { bucket: 'acme', rule: [{ object_ownership: 'ObjectWriter' }] })],
  aws_s3_bucket_ownership_controls: [resource('aws_s3_bucket_acl', 'open', { bucket: 'acme', acl: 'public-read' })],
};

const QUESTIONS = [
  ...(['dana', 'dana-logs', 'lee', 'ana'] as const).map((user) => ({ user })), ...(['dana', 'dana-logs'] as const).map((role) => ({ role })), 'anonymous' as const,
].flatMap((principal) => [
  ...['acme/a', 'acme-logs/a', 'other/a'].map((asked) => ({ principal, action: 's3:GetObject', resource: asked })),
  ...['acme', 'acme-logs'].map((asked) => ({ principal, action: 's3:ListBucket', resource: asked })),
]);

function planned({ type, values, attribute, references }: Case, value: string | undefined) {
  const document = resource('data.aws_iam_policy_document', 'd', { statement: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::acme/*', 'arn:aws:s3:::acme-logs/*'] }] });
  return {
    format_version: '1.2',
    planned_values: { root_module: { resources: [...BASE, ...BESIDE[type] ?? [], document, resource(type, 'x', value === undefined ? values : { ...values, [attribute]: value })] } },
    resource_changes: value === undefined ? [{ address: `${type}.x`, change: { actions: ['create'], after_unknown: { [attribute]: true } } }] : [],
    configuration: { root_module: { resources: [{ address: `${type}.x`, expressions: { [attribute]: { references } } }] } },
  };
}

const ACCOUNT = { account: '111122223333' };
const plan = (one: Case, value: string | undefined): AccessState => readAccess(planned(one, value), ACCOUNT);

const answers = (state: AccessState) => QUESTIONS.map((question) => decide(state, question).effect);

describe.each(CASES)('issue 13 A: $what, by a plan alone', (one) => {
  const alone = plan(one, undefined);

  test.each(one.worlds)('is uncertain or right where it is %s', (world) => {
    const right = answers(plan(one, world));
    const wrong = answers(alone).flatMap((answer, at) => (answer === 'uncertain' || answer === right[at] ? [] : [{ ...QUESTIONS[at], answer, right: right[at] }]));
    expect(wrong).toEqual([]);
  });

  test('is named, with what it is made with and what to do', () => {
    expect(alone.unknowns.map(({ where }) => where)).toContain(`${one.type}.x.${one.attribute}`);
    expect(alone.unknowns.map(({ reason }) => reason).join('\n')).toContain(`made with ${one.references[0]}`);
    expect(alone.unknowns.map(({ reason }) => reason).join('\n')).toContain('--source DIR');
  });

  test('is what the plan says where it says it', () => {
    expect(plan(one, one.worlds[0]).unknowns).toEqual([]);
  });
});

describe('issue 13 A: the configuration beside a plan tells the expression', () => {
  const configured = (one: Case, expression: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-'));
    try {
      const blocks: Record<string, Record<string, object>> = {};
      const data: Record<string, Record<string, object>> = {};
      const { resources } = planned(one, undefined).planned_values.root_module;
      for (const { mode, type, name, values } of resources) {
        const body = name === 'x' ? { ...values, [one.attribute]: expression } : values;
        ((mode === 'data' ? data : blocks)[type] ??= {})[name] = mode === 'data' ? { ...body, depends_on: ['aws_iam_user.dana'] } : body;
      }
      const address = { address: `${one.type}.x`, mode: 'managed', type: one.type, name: 'x', expressions: { [one.attribute]: { references: one.references } } };
      const others = resources.filter(({ name }) => name !== 'x').map(({ address: where, mode, type, name }) => ({ address: where, mode, type, name, expressions: {} }));
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ resource: blocks, data }));
      writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...planned(one, undefined), configuration: { root_module: { resources: [...others, address] } } }));
      return readAccessFile(join(folder, 'plan.json'), ACCOUNT);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const texts = CASES.filter(({ attribute }) => attribute !== 'policy');

  test.each(texts)('$what: itself', (one) => {
    const state = configured(one, `\${${one.references[0]}}`);
    expect(state.unknowns).toEqual([]);
    expect(answers(state)).toEqual(answers(plan(one, one.worlds[0])));
  });

  test.each(texts)('$what: what is made with it', (one) => {
    const state = configured(one, `\${${one.references[0]}}-logs`);
    expect(state.unknowns).toEqual([]);
    expect(answers(state)).toEqual(answers(plan(one, one.worlds[1])));
  });

  test.each(CASES.filter(({ attribute }) => attribute === 'policy'))('$what, which is read only after apply', (one) => {
    const state = configured({ ...one, values: { ...one.values } }, `\${${one.references[0]}}`);
    const isBucket = one.type === 'aws_s3_bucket_policy';
    // the statement of the document has no principals, which a bucket's needs
    expect(state.unknowns.length).toBe(isBucket ? 1 : 0);
    if (!isBucket) expect(answers(state)).toEqual(answers(plan(one, one.worlds[0])));
  });
});
