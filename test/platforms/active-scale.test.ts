import {
  accessPlan, activeScale, allowOnlyIpRanges, anotherAccount, aws, denyDelete, denyEveryoneElse, enforceHttps, everyone, existingGroup,
  existingUser, externalPrincipal, githubActionsRole, iamAdministrator, logDelivery, minimumRetention, noDeleteAccess, perUserBucket,
  perUserHomeFolder, unrestrictedAccess, quarantine, readOnlyPrefix, renderAccess, requireEncryption, taggedObjectAccess, writeOnlyUploader,
  type AccessPlanProps, type Grant, type Guard, type Platform,
} from '../../src';
import type { ActiveScaleOptions } from '../../src/entries/platform';
import { identityDocument } from '../../src/plan/identity-document';
import { PlacementBudget } from '../../src/plan/placement';
import { checkAllows, checkDenies } from '../../src/testing';
import { refused, untyped } from '../grants/refused';

const endpoints = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };
const KMS_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const V70 = activeScale({ version: '7.0', ...endpoints });
const V71 = activeScale({ version: '7.1', ...endpoints });

const rendered = (platform: Platform, props: AccessPlanProps) => renderAccess(accessPlan({ ...props, platform }));
const userPolicy = (platform: Platform, ...grants: readonly Grant[]) => rendered(platform, { users: { dana: { grants } } }).users[0].policies[0].json;
const bucketPolicy = (platform: Platform, ...guards: readonly Guard[]) => rendered(platform, { buckets: { releases: { guards } } }).buckets[0].json;
const why = (platform: Platform, props: AccessPlanProps) => refused(() => rendered(platform, props)).message.split('\n')[0];

describe('the platform', () => {
  test('says what its document says', () => {
    const { dialect, evaluation: _judges, policies: _facts, ...rest } = V71;
    expect(rest).toMatchSnapshot();
    expect(dialect?.keys?.length).toBe(37);
    expect(V70.dialect?.keys).toEqual([]);
    expect(activeScale({ version: '8.0', ...endpoints }).dialect).toEqual(V71.dialect);
    expect(activeScale({ version: '7.2.1', ...endpoints, region: 'eu-1' })).toMatchObject({ title: 'ActiveScale 7.2.1', region: 'eu-1', dialect: V71.dialect });
  });

  test.each<readonly [why: string, change: Partial<Record<keyof ActiveScaleOptions, unknown>>, says: string]>([
    ['a version without IAM', { version: '6.5' }, 'allowed: 7.0, 7.1 and later'],
    ['no version', { version: undefined }, 'version undefined'],
    ['a number, in which 7.10 is 7.1', { version: 7.1 }, "isn't one with IAM"],
    ['a version that is none', { version: '7.x' }, "isn't one with IAM"],
    ['an IP address', { iamEndpoint: 'https://192.0.2.7' }, 'fully qualified domain name'],
    ['an IP address in hexadecimal', { iamEndpoint: 'https://0xC0000207' }, 'fully qualified domain name'],
    ['an IPv6 address', { iamEndpoint: 'https://[2001:db8::7]' }, 'fully qualified domain name'],
    ['a host without a domain', { iamEndpoint: 'https://localhost' }, 'fully qualified domain name'],
    ['the same host as S3', { iamEndpoint: 'https://s3.store.example:8443' }, 'both at s3.store.example'],
    ['no IAM endpoint', { iamEndpoint: undefined }, 'iamEndpoint is missing'],
    ['no S3 endpoint', { s3Endpoint: undefined }, 's3Endpoint is missing'],
    ['an endpoint that is not a URL', { s3Endpoint: 's3.store.example' }, 'is not an endpoint'],
    ['a region that is none', { region: 'eu west' }, 'region "eu west"'],
    ['deleteAccessKey as a text', { deleteAccessKey: 'true' }, 'deleteAccessKey is "true"'],
    ['condition keys that are none', { conditionKeys: ['RequestedRegion'] }, 'not a condition key'],
    ['condition keys that are not a list', { conditionKeys: 'aws:RequestedRegion' }, 'not a list'],
    ['condition keys where there are no conditions', { version: '7.0', conditionKeys: ['aws:RequestedRegion'] }, 'which has no conditions'],
  ])('refuses %s', (_why, change, says) => {
    const error = refused(() => activeScale(untyped({ version: '7.1', ...endpoints, ...change })));
    expect(error.code).toBe('InvalidPlatform');
    expect(error.message).toContain(says);
  });

  test('an S3 endpoint may be an IP address', () => {
    expect(activeScale({ version: '7.1', ...endpoints, s3Endpoint: 'https://192.0.2.7' }).endpoints.s3).toBe('https://192.0.2.7');
  });
});

describe('7.1', () => {
  test('a grant is what it is on AWS', () => {
    const grants = [perUserHomeFolder({ bucket: 'shared', prefix: 'home*/' }), readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', when: { ipRanges: ['203.0.113.0/24'] } }), noDeleteAccess({ bucket: 'main' })];
    expect(userPolicy(V71, ...grants)).toBe(userPolicy(aws(), ...grants));
  });

  test('guards say what a request without the key means, name everyone as its document does, and except no services', () => {
    expect(JSON.parse(bucketPolicy(V71, enforceHttps({ minimumTlsVersion: '1.2' }), allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] }), denyEveryoneElse({ principals: ['arn:aws:iam::123456789012:user/payroll'] }), minimumRetention({ minimumDays: 30 })))).toMatchSnapshot();
  });

  test('an administrator gets the actions of its IAM API, and deleting keys where that works', () => {
    type Administrator = { readonly Statement: readonly [{ readonly Action: readonly string[] }] };
    const iam = (platform: Platform) => (JSON.parse(userPolicy(platform, iamAdministrator())) as Administrator).Statement[0].Action;
    expect(iam(aws()).filter((action) => !iam(V71).includes(action))).toEqual([
      'iam:DeleteAccessKey', 'iam:DeleteUserPermissionsBoundary', 'iam:GetAccessKeyLastUsed', 'iam:ListEntitiesForPolicy', 'iam:ListPolicyTags', 'iam:ListUserTags',
      'iam:PutUserPermissionsBoundary', 'iam:TagUser', 'iam:UntagUser',
    ]);
    expect(iam(activeScale({ version: '7.1', ...endpoints, deleteAccessKey: true }))).toContain('iam:DeleteAccessKey');
    expect(userPolicy(V70, unrestrictedAccess())).toBe(userPolicy(aws(), unrestrictedAccess()));
  });

  test('users of other accounts, and everyone, stand in the bucket policy', () => {
    const [{ json }] = rendered(V71, {
      external: [
        { grantee: externalPrincipal('arn:aws:iam::123456789012:user/external-user'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'partner/', listing: false })] },
        { grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', listing: false })] },
      ],
    }).buckets;
    expect(JSON.parse(json)).toMatchSnapshot();
    const state = { buckets: { downloads: { account: '111122223333', policy: JSON.parse(json) as object } } };
    const get = (resource: string) => ({ action: 's3:GetObject', resource: `downloads/${resource}` });
    expect(checkAllows(state, { anonymous: true, ...get('public/a') }).ok).toBe(true);
    expect(checkDenies(state, { anonymous: true, ...get('partner/a') }).ok).toBe(true);
  });

  test('a key that the vendor doesn\'t list is there once the user says so', () => {
    const grant = readOnlyPrefix({ bucket: 'logs', prefix: '', listing: false, when: { regions: ['us-east-1'] } });
    expect(why(V71, { users: { dana: { grants: [grant] } } })).toContain("isn't known to have that key in a request");
    expect(userPolicy(activeScale({ version: '7.1', ...endpoints, conditionKeys: ['aws:RequestedRegion'] }), grant)).toBe(userPolicy(aws(), grant));
  });
});

test('what neither version has is refused', () => {
  const asked: Readonly<Record<string, AccessPlanProps>> = {
    'a role': { roles: { ci: { trust: githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' }) } } },
    'a boundary': { users: { dana: { boundary: 'arn:aws:iam::111122223333:policy/limits' } } },
    'a limited administrator': { users: { dana: { grants: [iamAdministrator({ within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/limits' } })] } } },
    'another account': { external: [{ grantee: anotherAccount('123456789012'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', listing: false })] }] },
    'a role of another account': { external: [{ grantee: externalPrincipal('arn:aws:iam::123456789012:role/reader'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', listing: false })] }] },
    'a service': { external: [{ grants: [logDelivery({ bucket: 'logs', prefix: '', sourceBucket: 'releases', sourceAccount: '111122223333' })] }] },
    'a KMS key': { users: { dana: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '', listing: false, kmsKey: KMS_KEY })] } } },
    'encryption with KMS': { buckets: { releases: { guards: [requireEncryption({ encryption: 'SSE-KMS', kmsKey: KMS_KEY })] } } },
    'a VPC endpoint': { users: { dana: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '', listing: false, when: { vpcEndpoints: ['vpce-0123456789abcdef0'] } })] } } },
    'a second factor': { users: { dana: { grants: [unrestrictedAccess({ when: { mfa: true } })] } } },
    'tags of objects': { users: { dana: { grants: [taggedObjectAccess({ bucket: 'logs', prefix: '', tag: 'team', listing: false } as never)] } } },
  };
  expect(Object.entries(asked).map(([name, props]) => `${name}: ${why(V71, props)}`)).toMatchSnapshot();
});

describe('7.0', () => {
  test('grants and guards without conditions are what they are on AWS', () => {
    const grants = [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/', listing: 'bucket' }), readOnlyPrefix({ bucket: 'downloads', prefix: '' })];
    expect(userPolicy(V70, ...grants)).toBe(userPolicy(aws(), ...grants));
    expect(bucketPolicy(V70, denyDelete())).toBe(bucketPolicy(aws(), denyDelete()).replaceAll('"Principal":"*"', '"Principal":{"AWS":"*"}'));
    expect(rendered(V70, { users: { dana: { guards: [quarantine()] } } }).users[0].policies[0].json).toBe('{"Version":"2012-10-17","Statement":[{"Sid":"Quarantine","Effect":"Deny","Action":"*","Resource":"*"}]}');
  });

  test('has no variables: a user\'s name stands in the policy of that user, and a group\'s policy can\'t have it', () => {
    const homes = perUserBucket({ namePrefix: 'acme-home-' });
    expect(userPolicy(V70, homes)).toBe(userPolicy(aws(), homes).replaceAll('${aws:username}', 'dana'));
    expect(why(V70, { groups: { all: { grants: [homes] } } })).toContain('fills in no variables, so each member gets a policy of its own, and no members are named');
  });

  test.each<readonly [string, AccessPlanProps, string]>([
    ['a listing of a folder', { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } }, 'statement ReadOnlyPrefixList: the condition StringLike s3:prefix'],
    ['an address', { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', when: { ipRanges: ['203.0.113.0/24'] } })] } } }, 'the condition IpAddress aws:SourceIp'],
    ['https', { buckets: { releases: { guards: [enforceHttps()] } } }, 'the condition Bool aws:SecureTransport'],
    ['a home folder', { users: { dana: { grants: [perUserHomeFolder({ bucket: 'shared' })] } } }, 'the condition StringLike s3:prefix'],
    ['a star in a folder', { users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'a*/' })] } } }, 'reads * as a wildcard'],
  ])('refuses %s', (_name, props, says) => {
    const message = why(V70, props);
    expect(message).toContain(says);
    expect(message).toContain("can't be expressed on ActiveScale 7.0: it ");
  });
});

describe('at the limit and one past it', () => {
  /** A grant on ten folders whose policy has as many bytes as asked for, white space not counted: each letter that is added is one more. */
  const sized = (bytes: number, sizeOf: (grant: Grant) => number): Grant => {
    const grant = (letters: number) => writeOnlyUploader({
      bucket: 'releases',
      prefix: Array.from({ length: 10 }, (_, index) => `é ${index}${'x'.repeat(Math.floor(letters / 10) + (index < letters % 10 ? 1 : 0))}/`),
    });
    const made = grant(bytes - sizeOf(grant(0)));
    expect(sizeOf(made)).toBe(bytes);
    return made;
  };
  const ofIdentity = (grant: Grant) => identityDocument([grant], { kind: 'user', name: 'dana' }, V71).size;
  const places = (props: (grants: readonly Grant[]) => AccessPlanProps, bytes: number) => {
    const { users, groups } = rendered(V71, props([sized(bytes, ofIdentity)]));
    return [...users, ...groups].flatMap(({ policies }) => policies.map(({ placement }) => placement));
  };
  const user = (grants: readonly Grant[]) => ({ users: { dana: { grants } } });
  const group = (grants: readonly Grant[]) => ({ groups: { all: { grants } } });

  test('bytes count, and white space doesn\'t', () => {
    const { json, size } = identityDocument([writeOnlyUploader({ bucket: 'releases', prefix: 'é é/' })], { kind: 'user', name: 'dana' }, V71);
    expect(size).toBe(Buffer.byteLength(json) - 1);
    expect(size).toBe(json.length + 1);
  });

  test('inline policies: 2048 of a user, 5120 of a group; a managed policy: 6144', () => {
    expect([2048, 2049].map((bytes) => places(user, bytes))).toEqual([['inline'], ['managed']]);
    expect([5120, 5121].map((bytes) => places(group, bytes))).toEqual([['inline'], ['managed']]);
    expect(places(user, 6144)).toEqual(['managed']);
    expect(refused(() => places(user, 6145)).message).toContain('has 6145 bytes; ActiveScale 7.1 allows 6144 in a managed policy (white space not counted)');
  });

  test('a bucket policy: 20 KB', () => {
    const everyones = (bytes: number) => {
      const readers = (letters: number) => ({
        external: [{
          grantee: everyone(),
          grants: [0, 1, 2].flatMap((part) => [readOnlyPrefix({
            bucket: 'releases',
            listing: false,
            prefix: Array.from({ length: 10 }, (_, index) => `${part}${index}${'x'.repeat(Math.floor(letters / 30) + (part * 10 + index < letters % 30 ? 1 : 0))}/`),
          })]),
        }],
      });
      const [{ size }] = rendered(V71, readers(0)).buckets;
      return rendered(V71, readers(bytes - size)).buckets[0].size;
    };
    expect(everyones(20480)).toBe(20480);
    expect(refused(() => everyones(20481)).message).toContain('has 20481 bytes; ActiveScale 7.1 allows 20480');
  });

  test('20 policies are attached to a user, 10 to a group', () => {
    const attach = (kind: 'user' | 'group', count: number) => {
      const budget = new PlacementBudget({ kind, name: 'lee', existing: true }, V71);
      for (let done = 0; done < count; done += 1) budget.place(identityDocument([readOnlyPrefix({ bucket: 'logs', prefix: '' })], { kind, name: 'lee' }, V71));
    };
    for (const [kind, most] of [['user', 20], ['group', 10]] as const) {
      attach(kind, most);
      expect(refused(() => attach(kind, most + 1)).message).toContain(`ActiveScale 7.1 allows ${most}`);
    }
  });

  test('10 groups and 2 keys a user; 64 letters of a user, 128 of a group', () => {
    const groups = (count: number) => accessPlan({ platform: V71, groups: Object.fromEntries(Array.from({ length: count }, (_, index) => [`g${index}`, { members: [existingUser('lee')] }])) });
    groups(10);
    expect(refused(() => groups(11)).code).toBe('TooManyGroups');
    const keys = (...accessKeys: readonly string[]) => accessPlan({ platform: V71, users: { dana: { accessKeys } } });
    keys('1', '2');
    expect(refused(() => keys('1', '2', '3')).code).toBe('TooManyAccessKeys');
    const named = (kind: 'users' | 'groups', length: number) => accessPlan({ platform: V71, [kind]: { ['n'.repeat(length)]: {} } });
    for (const [kind, most] of [['users', 64], ['groups', 128]] as const) {
      named(kind, most);
      expect(refused(() => named(kind, most + 1)).code).toBe('InvalidName');
    }
  });

  test('a key is suspended, encrypted, and taken over with its user: all of it is the provider\'s or in the API', () => {
    expect(() => accessPlan({ platform: V71, users: { dana: { accessKeys: [{ generation: '1', status: 'Inactive', pgpKey: 'keybase:dana' }] } } })).not.toThrow();
    expect(V71.keepsAccessKeys).toBe(true);
    expect(activeScale({ version: '7.0', ...endpoints, deleteAccessKey: true }).keepsAccessKeys).toBe(false);
    expect(rendered(V71, { existing: [{ principal: existingGroup('all'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }] }).existing[0].policies[0].placement).toBe('managed');
  });
});
