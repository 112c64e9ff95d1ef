import {
  accessPlan, AccessError, activeScale, aws, cephRgw, deltaGlider, denyDelete, denyIpRanges, enforceHttps, listOnlyPrefix, minio, perUserHomeFolder,
  readOnlyPrefix, readWritePrefix, relayer, renderAccess, retentionUploader, selectel, taggedObjectAccess, writeOnlyUploader, type Grant, type Guard,
  type Platform,
} from '../../src';
import { fuzz, type Random } from './fuzz';
import { applies, covers, speaksOf, type JsonRule, type JsonStatement, type Reading } from './judge';

const AS_AWS: Reading = { escapes: true, userName: 'aws:username' };
const AS_MINIO: Reading = { escapes: false, userName: 'aws:username' };
/** Whatever is in it is text, and `*` and `?` are wildcards. */
const AS_TEXT: Reading = { escapes: false };
const scale = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };
const stated = { requestFilter: 'strips-condition-names' } as const;
const confirmed = {
  principal: '{name}',
  conditionKeys: ['aws:SecureTransport', 'aws:SourceIp', 's3:prefix'],
  operators: ['Bool', 'IpAddress', 'NotIpAddress', 'StringLike'],
  actions: ['s3:AbortMultipartUpload', 's3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:ListBucketVersions', 's3:ListMultipartUploadParts', 's3:PutObject'],
};

const PLATFORMS: ReadonlyArray<readonly [platform: Platform, reading: Reading]> = [
  [aws(), AS_AWS], [activeScale({ version: '7.1', ...scale }), AS_AWS], [activeScale({ version: '7.0', ...scale }), AS_TEXT], [cephRgw({ endpoint: 'https://rgw.example' }), AS_TEXT],
  [minio({ scope: 'acme-storage' }), AS_MINIO], [minio({ scope: 'acme-storage', ...stated }), AS_MINIO], [relayer(), AS_MINIO], [relayer({ adminApi: 'minio', scope: 'acme-storage', ...stated }), AS_MINIO],
  [selectel({ pool: 'ru-1', project: '1a2b3c4d5e6f', managers: ['deployer'], confirmed }), AS_TEXT], [deltaGlider(), { escapes: false, userName: 'iam:username', percent: true }],
];

/** What prefixes may hold, and what policies read into it. */
const PARTS = [
  '*', '?', '$', '${', '}', '${*}', '${?}', '${$}', '${aws:username}', '${iam:username}', "${aws:username, 'x'}", '%{', '%2a', '"', '\\', '","', '\\u002a',
  '"]},{"Effect":"Allow"', ':', 'arn:aws:s3:::', ' ', 'é', 'ÿ', 'home', 'team', 'a', 'b', '0', '-', '__proto__',
];
/** What is refused, mostly. */
const REFUSED = ['\n', '\0', '/', '//', '.', '..', '../', 'е', '中', '\ud83d', '\u202e'];
const text = (random: Random, most: number) => (
  Array.from({ length: random.below(most) + 1 }, () => (random.oneIn(20) ? random.pick(REFUSED) : random.oneIn(3) ? random.pick(['team', 'home', 'a-b']) : random.pick(PARTS))).join('')
);
const folder = (random: Random): string => (random.oneIn(20) ? text(random, 4) : `${text(random, 2)}/${random.oneIn(3) ? `${text(random, 1)}/` : ''}`);
const bucketName = (random: Random): string => (random.oneIn(20) ? text(random, 3) : random.pick(['releases', 'a-1', 'team.b', 'x0y']));
const userName = (random: Random): string => (random.oneIn(10) ? text(random, 2) : random.pick(['dana', 'a+b@c.d', 'x_1', 'team=a', '...']));

/** A grant, the actions on objects and whether it lists, and what stands before every key that it gives. */
const GRANTS: ReadonlyArray<(bucket: string, prefix: string, user: string) => readonly [grant: Grant, folders: readonly string[]]> = [
  (bucket, prefix) => [writeOnlyUploader({ bucket, prefix, listing: 'prefix' }), [prefix]],
  (bucket, prefix) => [writeOnlyUploader({ bucket, prefix: [prefix, 'other/'] }), [prefix, 'other/']],
  (bucket, prefix) => [readOnlyPrefix({ bucket, prefix }), [prefix]],
  (bucket, prefix) => [readOnlyPrefix({ bucket, prefix, allowVersions: true, when: { ipRanges: ['203.0.113.0/24'] } }), [prefix]],
  (bucket, prefix) => [readWritePrefix({ bucket, prefix, allowDelete: true, objectLock: true }), [prefix]],
  (bucket, prefix) => [listOnlyPrefix({ bucket, prefix }), [prefix]],
  (bucket, prefix) => [retentionUploader({ bucket, prefix, minimumDays: 1, mode: 'COMPLIANCE' }), [prefix]],
  (bucket, prefix) => [taggedObjectAccess({ bucket, prefix, tag: 'team', listing: 'prefix' }), [prefix]],
  (bucket, prefix, user) => [perUserHomeFolder({ bucket, prefix, objectLock: true }), [`${prefix}${user}/`]],
];
const GUARDS: ReadonlyArray<(prefix: string) => readonly [guard: Guard, action: string]> = [
  (prefix) => [denyDelete({ prefix, objectLock: true }), 's3:DeleteObject'],
  (prefix) => [enforceHttps({ prefix }), 's3:GetObject'],
  (prefix) => [denyIpRanges({ ipRanges: ['203.0.113.0/24'], prefix }), 's3:PutObject'],
];

const OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:PutObjectTagging', 's3:AbortMultipartUpload'];

/** Texts beside a literal one, where a pattern could be wider than it. */
function near(literal: string, random: Random, user: string): readonly string[] {
  const cut = literal.slice(0, -1);
  const all = [
    literal, `${literal}x`, `${literal}x/y`, cut, `${cut}2/x`, `x${literal}`, literal.slice(1), `/${literal}`, literal.replaceAll('*', 'zz'), literal.replaceAll('*', ''), literal.replaceAll('?', 'z'),
    literal.replaceAll('${aws:username}', user), literal.replaceAll('${iam:username}', user), literal.replaceAll('$', ''), literal.replaceAll('${*}', '*'),
    literal.replaceAll('${*}', 'zz'), literal.toUpperCase(), '', 'x', '*', 'home/x',
  ];
  return [...all, `${random.pick(all)}${text(random, 2)}`];
}

interface JsonPolicy {
  readonly Statement?: readonly JsonStatement[];
}

interface Documents {
  readonly statements: readonly JsonStatement[];
  readonly rules: readonly JsonRule[];
}

/** What belongs to the user or to everybody; a platform's managers have statements of their own. */
function documentsOf({ users, buckets }: ReturnType<typeof renderAccess>): Documents {
  const policies = users.flatMap((one) => one.policies);
  const parsed = [...policies, ...buckets].map(({ json }) => JSON.parse(json) as JsonPolicy | readonly JsonRule[]);
  return {
    statements: parsed.flatMap((one) => ('Statement' in one ? one.Statement ?? [] : [])).filter(({ Effect, Principal }) => Effect === 'Deny' || JSON.stringify(Principal ?? '') !== '{"AWS":"deployer"}'),
    rules: parsed.flatMap((one) => (Array.isArray(one) ? one as readonly JsonRule[] : [])),
  };
}

function rendered<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}

fuzz('hostile texts x grants x platforms: nothing is wider than the literal input', {
  attempt: (random) => {
    const [bucket, prefix, user] = [bucketName(random), folder(random), userName(random)];
    const [platform, reading] = random.pick(PLATFORMS);
    const make = random.pick(GRANTS);
    const got = rendered(() => {
      const [grant, folders] = make(bucket, prefix, user);
      return { folders, documents: documentsOf(renderAccess(accessPlan({ platform, users: { [user]: { grants: [grant], accessKeys: ['1'] } } }))) };
    });
    if (got === undefined) return 'refused';
    const { folders, documents: { statements, rules } } = got;
    const isMeant = (name: string) => folders.some((one) => name.startsWith(one));
    const allows = statements.filter(({ Effect }) => Effect === 'Allow');
    const giving = (actions: readonly string[]) => actions.map((action) => [action, allows.filter((one) => speaksOf(one, action))] as const);
    const [ofObjects, ofBuckets] = [giving(OBJECTS), giving(['s3:ListBucket', 's3:ListBucketVersions'])];
    for (const name of folders.flatMap((one) => near(one, random, user))) {
      for (const other of [bucket, `${bucket}2`, 'other']) {
        const right = other === bucket && isMeant(name);
        const wide = [
          ...ofObjects.filter(([, some]) => some.some((one) => applies(one, { at: `${other}/${name}` }, reading, user))).map(([action]) => action),
          ...ofBuckets.filter(([, some]) => some.some((one) => applies(one, { at: other, prefix: name }, reading, user))).map(([action]) => action),
          ...rules.filter((rule) => rule.effect === 'Allow' && rule.actions.some((action) => action !== 'list') && covers(rule, `${other}/${name}`, reading, user)).map(({ actions }) => actions.join()),
        ];
        if (wide.length > 0 && !right) throw new Error(`${platform.title}: ${wide.join()} on ${JSON.stringify([other, name])}, and given was ${JSON.stringify({ bucket, folders, user })}: ${JSON.stringify({ statements, rules })}`);
      }
    }
    if (allows.some(({ Resource }) => [Resource].flat().includes('*') || [Resource].flat().includes('arn:aws:s3:::*'))) throw new Error(`${platform.title}: a grant on everything: ${JSON.stringify(statements)}`);
    return 'rendered';
  },
});

fuzz('hostile texts x guards x platforms: nothing is missed, and nothing is denied beyond the words', {
  attempt: (random) => {
    const [bucket, prefix] = [bucketName(random), folder(random)];
    const [platform, reading] = random.pick(PLATFORMS.filter(([one]) => one.features.includes('bucketGuards') && one.rules === undefined));
    const make = random.pick(GUARDS);
    const got = rendered(() => {
      const [guard, action] = make(prefix);
      return { action, ...documentsOf(renderAccess(accessPlan({ platform, users: { dana: { accessKeys: ['1'] } }, buckets: { [bucket]: { guards: [guard] } } }))) };
    });
    if (got === undefined) return 'refused';
    const denials = got.statements.filter((one) => one.Effect === 'Deny' && speaksOf(one, got.action));
    for (const key of near(prefix, random, 'dana')) {
      for (const other of [bucket, `${bucket}2`]) {
        const denied = denials.some((one) => applies(one, { at: `${other}/${key}` }, reading, 'dana'));
        if (denied !== (other === bucket && key.startsWith(prefix))) throw new Error(`${platform.title}: ${denied ? 'denied' : 'missed'} ${JSON.stringify([other, key])}, and given was ${JSON.stringify({ bucket, prefix })}: ${JSON.stringify(denials)}`);
      }
    }
    return 'rendered';
  },
});
