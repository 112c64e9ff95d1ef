import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as iam from '@pulumi/aws/iam';
import { AccessPoint } from '@pulumi/aws/s3/accessPoint';
import { BucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import { parse } from 'yaml';
import { accessPlan, activeScale, aws, cephRgw, compareAccess, minio, readAccess, renderAccess, type AccessPlan } from '../../src';
import { readAccessFile } from '../../src/files';
import { LateValues } from '../../src/plan/graph/late';
import { synthPlan, type SynthTarget } from '../../src/synth';
import { fixtures } from '../engines/fixtures';
import { planOf } from '../engines/rendered';
import { refused } from '../grants/refused';
import { talk } from './talk';

const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-synth-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Block = Readonly<Record<string, unknown>>;
interface Module {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, { readonly sensitive?: boolean; readonly value: unknown }>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
}
interface Program {
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties: Block; readonly options?: Block }>>;
  readonly outputs?: Block;
}

const written = (plan: AccessPlan, to: SynthTarget) => synthPlan(plan, { to, scope: '', name: 'access', late: new LateValues(), variables: [] }).file;
const moduleOf = (plan: AccessPlan) => JSON.parse(written(plan, 'terraform').text) as Module;
const programOf = (plan: AccessPlan) => parse(written(plan, 'pulumi').text) as Program;

/** Every policy that a plan renders, letter for letter. */
function renderedPolicies(plan: AccessPlan): readonly string[] {
  const { users, groups, roles, existing, buckets } = renderAccess(plan);
  const owned = [...users, ...groups, ...roles, ...existing].flatMap(({ policies }) => policies.map(({ json }) => json));
  const bounds = [...users, ...roles].flatMap(({ boundary }) => (boundary !== undefined && 'json' in boundary ? [boundary.json] : []));
  const ofBuckets = buckets.filter(({ document }) => document.statements.length > 0).map(({ json }) => json);
  const ofPoints = buckets.flatMap(({ accessPoints }) => accessPoints.map(({ policy }) => policy?.json ?? '{}'));
  return [...owned, ...bounds, ...roles.map(({ trust }) => trust), ...ofBuckets, ...ofPoints].sort();
}

/** The policies of resources, read as Terraform and Pulumi read their texts: `$${` is `${`, and neither has an expression. */
function policiesIn(resources: readonly Block[]): readonly string[] {
  const texts = resources.flatMap(({ policy, assume_role_policy: snake, assumeRolePolicy = snake }) => [policy, assumeRolePolicy]).filter((text) => typeof text === 'string');
  for (const text of texts) expect(text.replaceAll('$${', '')).not.toContain('${');
  return texts.map((text) => text.replaceAll('$${', '${').replaceAll('%%{', '%{')).sort();
}

const plans: ReadonlyArray<readonly [string, AccessPlan]> = fixtures.map((fixture) => [fixture.name, planOf(fixture)]);

describe.each(plans)('%s', (_name, plan) => {
  const isAws = ['aws', 'activeScale'].includes(plan.platform.name);

  test('has the same policies in Terraform JSON, byte for byte, and in Pulumi YAML', () => {
    const expected = renderedPolicies(plan);
    const { resource } = moduleOf(plan);
    expect(policiesIn(Object.values(resource).flatMap(Object.values<Block>))).toEqual(expected);
    if (isAws) expect(policiesIn(Object.values(programOf(plan).resources).map(({ properties }) => properties))).toEqual(expected);
  });

  test('is read back by the commands as the access that it is', () => {
    const out = mkdtempSync(join(folder, 'read-'));
    writeFileSync(join(out, 'main.tf.json'), written(plan, 'terraform').text);
    const comparison = compareAccess(readAccess(plan), readAccessFile(out));
    // a plan as a source doesn't say who may take its roles
    const open = comparison.inconclusive.filter(({ where }) => !where.startsWith('trust of role'));
    expect({ gained: comparison.gained, lost: comparison.lost, open }).toEqual({ gained: [], lost: [], open: [] });
  });
});

test('every type and property of a Pulumi program is one of @pulumi/aws', () => {
  const classes = [...Object.values(iam).filter((one) => typeof one === 'function' && '__pulumiType' in one), BucketPolicy, AccessPoint];
  const sources = new Map(classes.map((one) => [(one as unknown as { readonly __pulumiType: string }).__pulumiType, String(one)]));
  const used = plans.filter(([, { platform }]) => platform.name === 'aws').flatMap(([, plan]) => Object.values(programOf(plan).resources));
  expect(new Set(used.map(({ type }) => type)).size).toBeGreaterThan(10);
  for (const { type, properties, options = {} } of used) {
    const source = sources.get(type) ?? '';
    for (const name of [...Object.keys(properties), ...(options.additionalSecretOutputs as readonly string[] | undefined ?? [])]) {
      expect({ type, name, isThere: new RegExp(`resourceInputs\\[["']${name}["']\\]`).test(source) }).toEqual({ type, name, isThere: true });
    }
  }
});

test('secrets are sensitive, ids and ARNs are there for those who use them', () => {
  const plan = accessPlan({ users: { ci: { accessKeys: ['2026-05', '2026-11'] } } });
  const keys = (generation: string) => ({ id: `\${aws_iam_access_key.user_ci_${generation}.id}`, secret: `\${aws_iam_access_key.user_ci_${generation}.secret}` });
  expect(moduleOf(plan).output).toEqual({ access_keys: { description: expect.any(String), sensitive: true, value: { ci: { '2026-05': keys('2026-05'), '2026-11': keys('2026-11') } } } });
  const { resources, outputs } = programOf(plan);
  expect(resources['user_ci_2026-11_iam-access-key'].options).toEqual({ additionalSecretOutputs: ['secret'] });
  expect(outputs).toMatchObject({ accessKeys: { ci: { '2026-11': { secret: { 'fn::secret': '${user_ci_2026-11_iam-access-key.secret}' } } } } });
});

describe('what is known only at deploy', () => {
  const file = (lines: string) => {
    const path = join(mkdtempSync(join(folder, 'plan-')), 'access-plan.yaml');
    writeFileSync(path, `accessPlan: 1\nvariables:\n  suffix: { type: text, description: the end of the name }\n  count: { type: number, default: 7 }\n${lines}`);
    return path;
  };
  const grant = (bucket: string, prefix: string) => `users: { ci: { grants: [{ readOnlyPrefix: { bucket: '${bucket}', prefix: '${prefix}' } }] } }\n`;

  test('is a variable, which every resource that has it checks before it is made', async () => {
    const { code, out } = await talk(['synth', file(`${grant('releases-${suffix}', 'a/')}buckets: { 'releases-\${suffix}': { guards: [enforceHttps] } }`), '--to', 'terraform']);
    const { variable, resource } = JSON.parse(out) as Module;
    expect([code, variable]).toEqual([0, { suffix: { type: 'string', nullable: false, description: 'the end of the name' } }]);
    const policies = ['aws_iam_user_policy', 'aws_s3_bucket_policy'].map((type) => Object.values(resource[type])[0]);
    for (const { policy, lifecycle } of policies) {
      expect(policy).toContain('arn:aws:s3:::releases-${var.suffix}');
      expect(lifecycle).toEqual({ precondition: [{ condition: '${can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "releases-${var.suffix}"))}', error_message: expect.stringContaining('could widen the policy') }] });
    }
  });

  test.each<[string, string, SynthTarget, RegExp]>([
    ['in a prefix', grant('releases', '${suffix}/'), 'terraform', /access-plan\.yaml:\d+:\d+.*known only at deploy/s],
    ['in the name of a user', 'users: { "${suffix}": {} }', 'terraform', /known only at deploy/],
    ['in a statement', 'users: { ci: { customStatements: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::${suffix}/*" }] } }', 'terraform', /known only at deploy/],
    ['made up by an engine', grant('$${TfToken[late.0]}', 'a/'), 'terraform', /known only at deploy/],
    ['put together of a variable', `environments: { x: { part: late.0 } }\n${grant('$${TfToken[${part}]}', 'a/')}`.replace('environments', '  part: { type: text }\nenvironments'), 'terraform', /is not a bucket name/],
    ['that may be the bucket of another policy', 'buckets: { "a-${suffix}": { guards: [enforceHttps] }, a-b: { guards: [enforceHttps] } }', 'terraform', /a-\$\{suffix\} and bucket a-b may be the same bucket/],
    ['in Pulumi YAML, which checks nothing', grant('releases-${suffix}', 'a/'), 'pulumi', /Pulumi YAML can't check/],
  ])('is refused %s', async (_where, lines, to, message) => {
    const { code, err } = await talk(['synth', file(lines), '--to', to, ...(lines.includes('environments') ? ['--env', 'x'] : [])]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('has no place in what has no deploy', async () => {
    expect(await talk(['render', file(grant('releases-${suffix}', 'a/'))])).toMatchObject({ code: 2, err: expect.stringContaining('the variable suffix has no value here') });
  });
});

describe('other platforms', () => {
  const props = { users: { dana: { accessKeys: ['1'] } }, groups: { eng: { members: ['dana'] }, ops: {} } };
  const IAM = 'https://iam.store.example';

  test('a store of its own comes with its provider, so that nothing is made in AWS; AWS is the caller\'s', () => {
    expect(moduleOf(accessPlan(props)).provider).toBeUndefined();
    const { provider } = moduleOf(accessPlan({ ...props, platform: cephRgw({ endpoint: 'https://rgw.example' }) }));
    expect(provider?.aws).toEqual([expect.objectContaining({ endpoints: [expect.objectContaining({ iam: 'https://rgw.example', s3: 'https://rgw.example' })], s3_use_path_style: true, skip_requesting_account_id: true })]);
    const { resources } = programOf(accessPlan({ ...props, platform: aws({ iamEndpoint: IAM, s3Endpoint: IAM }) }));
    expect(resources.store).toMatchObject({ type: 'pulumi:providers:aws', properties: { endpoints: [{ iam: IAM, s3: IAM }] } });
    for (const [name, { options }] of Object.entries(resources)) if (name !== 'store') expect(options).toMatchObject({ provider: '${store}' });
  });

  test('a key that can\'t be deleted is kept, as by the constructs', () => {
    const plan = accessPlan({ ...props, platform: activeScale({ version: '7.1', iamEndpoint: IAM, s3Endpoint: 'https://s3.store.example' }) });
    const { resource } = moduleOf(plan);
    expect(resource.terraform_data.access_keys_that_cannot_be_deleted).toMatchObject({ for_each: '${toset(["dana/1"])}', lifecycle: { prevent_destroy: true } });
    expect(Object.values(resource.aws_iam_access_key)[0]).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(Object.values(programOf(plan).resources).find(({ type }) => type.endsWith('AccessKey'))?.options).toMatchObject({ protect: true });
  });

  test('MinIO has its own resources, in Terraform only', () => {
    const plan = accessPlan({ platform: minio({ scope: 'acme', endpoint: 'https://minio.example' }), users: { dana: { accessKeys: ['1'] } } });
    const { resource, provider, output } = moduleOf(plan);
    expect(Object.keys(resource)).toEqual(['minio_iam_service_account', 'minio_iam_user']);
    expect(provider?.minio[0]).toMatchObject({ minio_server: 'minio.example', minio_ssl: true });
    expect(output?.access_keys).toMatchObject({ sensitive: true, value: { dana: { 1: { id: '${minio_iam_service_account.user_dana_1.access_key}', secret: '${minio_iam_service_account.user_dana_1.secret_key}' } } } });
    expect(refused(() => written(plan, 'pulumi')).code).toBe('UnsupportedOnPlatform');
  });
});

describe('files', () => {
  const plan = 'examples/platform-repo/access-plan.yaml';
  const args = ['synth', plan, '--env', 'prod'];

  test('are written whole, with their list, and again over themselves', async () => {
    const out = join(folder, 'out');
    for (const to of ['terraform', 'terraform'] as const) expect((await talk([...args, '--to', to, '--out', out])).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['.bucket-grants-files.json', 'main.tf.json']);
    expect(readFileSync(join(out, 'main.tf.json'), 'utf8')).toBe((await talk([...args, '--to', 'terraform'])).out);
    expect(JSON.parse((await talk([...args, '--to', 'pulumi', '--format', 'json'])).out)).toEqual([{ path: 'Pulumi.yaml', text: expect.stringMatching(/^name: platform-repo\nruntime: yaml\n/) }]);
  });

  test('never through a link, and not without a target', async () => {
    const out = join(folder, 'linked');
    mkdirSync(out);
    symlinkSync(join(folder, 'elsewhere'), join(out, 'main.tf.json'));
    expect(await talk([...args, '--to', 'terraform', '--out', out])).toMatchObject({ code: 2, err: expect.stringContaining('SymbolicLink') });
    expect((await talk(args)).code).toBe(2);
    expect((await talk([...args, '--to', 'cdk'])).code).toBe(2);
  });
});
