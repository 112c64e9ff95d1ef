import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activeScale, aws, existingUser, githubActionsRole, minio, readOnlyPrefix, relayer, selectel, type Platform } from '../../src';
import { checkPlanOptions, checkReachable, controlPlaneOf } from '../../src/plan/control-planes';
import { bucketChecks, nameChecks } from '../../src/plan/graph/deploy-check';
import type { ResourceGraph } from '../../src/plan/graph/node';
import { groupGraph, membersGraph, roleGraph, userGraph } from '../../src/plan/graph/people';
import { bucketPolicyNode, policyGraph } from '../../src/plan/graph/policies';
import { refused } from '../grants/refused';
import { variant } from '../platforms/variant';

const LATER = '${TfToken[TOKEN.1]}';
const keys = [{ generation: '2026-11', status: 'Inactive' }] as const;
const user = (platform: Platform, adopt = false) => userGraph({ name: 'dana', keys, adopt }, platform);
const on = (graph: ResourceGraph, platform: Platform) => controlPlaneOf(platform).resources(graph, platform, { passwords: { dana: LATER } });

const store = minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' });
const scale = activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
const cloud = selectel({ pool: 'ru-1', project: 'p1', managers: ['ops'], confirmed: { principal: '{id}', actions: ['s3:GetObject'] } });

describe('14.2: the resource graph', () => {
  test('is plain data: types, ids, arguments, references, preconditions, what is sensitive and what is imported', () => {
    const graph = [
      ...userGraph({ name: 'dana', keys, adopt: true, bounded: { boundary: [readOnlyPrefix({ bucket: LATER, prefix: '' })], policyName: 'most' } }, aws()),
      ...groupGraph({ name: 'eng' }, aws()),
      ...membersGraph({ name: 'eng', text: { ref: 'group', attribute: 'name' } }, [{ name: 'dana', text: { ref: 'user', attribute: 'name' } }], 'exclusive'),
      ...policyGraph({ kind: 'user', name: LATER, text: LATER, checks: nameChecks(existingUser(LATER), aws()) }, {
        name: 'read', placement: 'managed', json: '{}', buckets: [LATER], adopted: { name: 'read', arn: 'arn:aws:iam::111122223333:policy/read' },
      }),
      bucketPolicyNode(LATER, []),
    ];
    expect(JSON.parse(JSON.stringify(graph, (_, value: unknown) => value))).toEqual(JSON.parse(JSON.stringify(graph)));
    const short = graph.map(({ type, id, args, checks = [], sensitive, import: imported }) => [
      type, id, Object.keys(args).join(' '), checks.map(({ is }) => is).join(' '), sensitive?.join(' ') ?? '', imported ?? '',
    ].join(' | '));
    expect(short).toEqual([
      'aws_iam_policy | boundary | name policy | bucket |  | ',
      'aws_iam_user | user | name permissionsBoundary |  |  | dana',
      'aws_iam_access_key | accessKey:2026-11 | user status |  | secret | ',
      'aws_iam_group | group | name |  |  | ',
      'aws_iam_group_membership | members | name group users |  |  | ',
      'aws_iam_policy | policy | name policy | bucket user |  | arn:aws:iam::111122223333:policy/read',
      `aws_iam_user_policy_attachment | attachment | user policyArn |  |  | ${LATER}/arn:aws:iam::111122223333:policy/read`,
      'aws_s3_bucket_policy | bucketPolicy | bucket | bucket |  | ',
    ]);
  });

  test('refers only to what stands before it', () => {
    const trust = githubActionsRole({ repository: 'a/b', branch: 'main', provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' });
    const bounded = { boundary: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })], policyName: 'most' };
    for (const graph of [user(aws()), userGraph({ name: 'dana', keys, bounded }, aws()), roleGraph({ name: 'ci', trust, bounded }, aws())]) {
      graph.forEach((node, index) => {
        const refs = [...JSON.stringify(node.args).matchAll(/"ref":"([^"]+)"/g)].map(([, ref]) => ref);
        expect(graph.slice(0, index).map(({ id }) => id)).toEqual(expect.arrayContaining(refs));
      });
    }
  });

  test("on MinIO: the resources of its own provider, attached by name, and attributes by the provider's names", () => {
    const graph = on([...user(store), ...policyGraph({ kind: 'user', name: 'dana', text: 'dana' }, { name: 'read', placement: 'managed', json: '{}', buckets: [] })], store);
    expect(graph.map(({ type, args, attributes = {}, sensitive = [] }) => [type, args, attributes, sensitive])).toEqual([
      ['minio_iam_user', { name: 'dana' }, {}, []],
      ['minio_iam_service_account', { targetUser: { ref: 'user', attribute: 'name' }, disableUser: true }, { id: 'accessKey', secret: 'secretKey', encryptedSecret: null }, ['secretKey']],
      ['minio_iam_policy', { name: 'read', policy: { policy: '{}' } }, { arn: 'name' }, []],
      ['minio_iam_user_policy_attachment', { userName: 'dana', policyName: { ref: 'policy', attribute: 'arn' } }, {}, []],
    ]);
  });

  test('on Selectel: users by their ids, with passwords that are secrets, by the second provider', () => {
    const graph = on([...userGraph({ name: 'dana', keys: [{ generation: '1', status: 'Active' }] }, cloud), bucketPolicyNode('releases', ['ops', LATER])], cloud);
    expect(graph.map(({ type, provider, attributes, sensitive }) => [type, provider, attributes?.name, sensitive])).toEqual([
      ['selectel_iam_serviceuser_v1', 'beside', 'id', ['password']],
      ['selectel_iam_s3_credentials_v1', 'beside', undefined, ['secretKey']],
      ['aws_s3_bucket_policy', undefined, undefined, undefined],
    ]);
    expect(graph[2].checks).toEqual([{ is: 'bucketPrincipal', text: LATER }]);
  });

  test('a key that the platform cannot delete says so, for every engine', () => {
    expect(user(scale)[1].kept).toEqual(scale.keepsAccessKeys ? { user: 'dana', generation: '2026-11' } : undefined);
    expect(user(variant(aws(), { keepsAccessKeys: true }))[1].kept).toEqual({ user: 'dana', generation: '2026-11' });
    expect(user(aws())[1].kept).toBeUndefined();
  });

  test('what a control plane has nothing for is refused, and never made in AWS', () => {
    const role = [{ type: 'aws_iam_role', id: 'role', args: { name: 'ci' } }];
    for (const platform of [store, cloud]) expect(refused(() => on(role, platform)).code).toBe('UnsupportedOnPlatform');
    expect(refused(() => user(cloud, true)).code).toBe('UnsupportedOnPlatform');
    expect(refused(() => checkReachable(relayer())).remedy).toContain('render PLAN --platform relayer');
    expect(refused(() => checkPlanOptions('access', { passwords: {} }, aws())).message).toContain('option passwords is for Selectel');
  });

  test('a bucket that is known is not checked again at deploy, one that is not is, once', () => {
    expect(bucketChecks(['releases', LATER, LATER])).toEqual([{ is: 'bucket', text: LATER }]);
  });
});

describe('14.2: no engine, command or lint rule asks which platform it is', () => {
  const src = join(__dirname, '../../src');
  const own = ['platforms/', 'plan/control-planes/'];
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !own.some((room) => file.startsWith(room)));
  const ASKS = [
    /\bplatform\.(?:selectel|rules|minio|deltaGlider)\b/, /\bcontrolPlane [!=]==/, /\bplatform\.name [!=]== '/, /\{(?:[^{}]*,)? *(?:selectel|rules)\b[^{}:]*\}: Platform\b/,
    /(?<!provider\??\.)\bname [!=]== '(?:aws|active-scale|ceph-rgw|minio|relayer|selectel|delta-glider)'/, /\[\s*'(?:active-scale|ceph-rgw)',/,
  ];

  test.each(ASKS.map((asks) => [asks.source, asks] as const))('by %s', (_, asks) => {
    expect(files.filter((file) => asks.test(readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });
});

describe('14.2: what both engines refuse is refused once, in the core', () => {
  const codes = (room: string) => readdirSync(join(__dirname, '../../src', room)).flatMap((file) => (
    [...readFileSync(join(__dirname, '../../src', room, file), 'utf8').matchAll(/(?:code: |problem\()'(\w+)'|Code: ([A-Z]\w+)/g)].map(([, code, said]) => code ?? said)
  ));

  test('but for what only an engine knows: where a construct stands, and which provider it has', () => {
    const terraform = new Set(codes('terraform'));
    expect([...new Set(codes('pulumi'))].filter((code) => terraform.has(code)).sort()).toEqual(['InvalidPlatform', 'OutsidePlatform']);
  });
});
