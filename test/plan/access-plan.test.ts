import { perUserHomeFolder, readOnlyPrefix, writeOnlyUploader, type Grant } from '../../src/grants';
import { enforceHttps } from '../../src/guards';
import { accessPlan, existingGroup, existingRole, existingUser, renderAccess, type AccessPlanProps } from '../../src/plan';
import { renderForEngine } from '../../src/plan/render-access';
import { aws } from '../../src/platforms';
import { BAD_BUCKETS, MARK } from '../grants/bad-input';
import { refused, untyped } from '../grants/refused';

const read = readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });
const home = perUserHomeFolder({ bucket: 'shared', prefix: 'home/' });
const guards = [enforceHttps()];

type Row = readonly [what: string, props: unknown, code: string, message: string, remedy: string];

const BAD_PLANS: readonly Row[] = [
  ['no plan at all', {}, 'EmptyPlan', 'no users, groups, roles, existing principals, external grantees or buckets', 'name at least one'],
  ['only empty lists', { users: {}, groups: {}, existing: [], buckets: {} }, 'EmptyPlan', 'would render nothing', 'filter that matched nothing'],
  ['only a platform', { platform: aws() }, 'EmptyPlan', 'would render nothing', 'name at least one'],
  ['an unknown member', { groups: { eng: { members: ['dana'] } } }, 'UnknownMember', 'group eng has the member "dana"', 'existingUser("dana")'],
  ['a member in other case', { users: { Dana: {} }, groups: { eng: { members: ['dana'] } } }, 'UnknownMember', '("Dana" is)'.replaceAll('"', ''), 'add "dana" to users'],
  ['a member known only at deploy time', { groups: { eng: { members: [MARK] } } }, 'DeployTimeValue', 'plan.groups["eng"].members[0] holds a value that is known only at deploy time', 'plain text'],
  ['a member __proto__', { users: { dana: {} }, groups: { eng: { members: ['__proto__'] } } }, 'UnknownMember', '"__proto__"', 'existingUser("__proto__")'],
  ['a member constructor', { users: { dana: {} }, groups: { eng: { members: ['constructor'] } } }, 'UnknownMember', '"constructor"', 'existingUser('],
  ['a member that is a number', { users: { dana: {} }, groups: { eng: { members: [5] } } }, 'InvalidPlan', '5 names no existing user', 'existingUser(…)'],
  ['a member null', { users: { dana: {} }, groups: { eng: { members: [null] } } }, 'InvalidPlan', 'null names no existing user', 'existingUser(…)'],
  ['a group as a member', { groups: { eng: { members: [existingGroup('ops')] } } }, 'InvalidPlan', '"kind":"group"', 'existingUser(…)'],
  ['a member twice', { users: { dana: {} }, groups: { eng: { members: ['dana', 'dana'] } } }, 'NameTwice', 'member "dana" is there twice', 'once'],
  ['a member twice by case', { groups: { eng: { members: [existingUser('lee'), existingUser('LEE')] } } }, 'NameTwice', '"lee" differs only by case', 'once'],
  ['a user twice by case', { users: { dana: {}, DANA: {} } }, 'NameTwice', 'user "DANA" is there twice: "dana" differs only by case', 'once'],
  ['a group twice by case', { groups: { eng: {}, Eng: {} } }, 'NameTwice', 'group "Eng" is there twice', 'once'],
  ['an existing principal twice', { existing: [{ principal: existingRole('ci'), grants: [read] }, { principal: existingRole('CI'), grants: [read] }] }, 'NameTwice', 'role CI', 'once'],
  ['a user both made and existing', { users: { dana: {} }, existing: [{ principal: existingUser('dana'), grants: [read] }] }, 'InvalidPlan', 'user "dana" is said to exist already', 'user of the plan'],
  ['the same by case', { users: { dana: {} }, existing: [{ principal: existingUser('Dana'), grants: [read] }] }, 'InvalidPlan', 'the plan makes "dana"', 'user of the plan'],
  ['a member both made and existing', { users: { dana: {} }, groups: { eng: { members: [existingUser('dana')] } } }, 'InvalidPlan', 'user "dana" is said to exist already', '"dana"'],
  ['a group both made and existing', { groups: { eng: {} }, existing: [{ principal: existingGroup('eng'), grants: [read] }] }, 'InvalidPlan', 'group "eng" is said to exist already', 'group of the plan'],
  ['an existing principal of no kind', { existing: [{ principal: { kind: 'robot', name: 'x' }, grants: [read] }] }, 'InvalidPlan', '"robot"', 'existingRole(…)'],
  ['an existing principal without a name', { existing: [{ principal: { kind: 'user' }, grants: [read] }] }, 'InvalidPlan', '{"kind":"user"}', 'existingUser(…)'],
  ['an existing name with a path', { existing: [{ principal: existingUser('team/lee'), grants: [read] }] }, 'InvalidName', 'user name "team/lee"', 'choose another'],
  ['an existing name around a deploy-time value', { existing: [{ principal: existingUser(`${MARK}","*`), grants: [read] }] }, 'InvalidName', MARK, 'user'],
  ['three access keys', { users: { ci: { accessKeys: ['a', 'b', 'c'] } } }, 'TooManyAccessKeys', 'user ci has 3 access keys (a, b, c); AWS allows 2', 'remove the generation'],
  ['an access key twice', { users: { ci: { accessKeys: ['a', 'a'] } } }, 'NameTwice', 'generation "a" is there twice', 'once'],
  ['a generation with a space', { users: { ci: { accessKeys: ['nov 26'] } } }, 'InvalidAccessKey', '"nov 26"', '2026-11'],
  ['a generation that is a number', { users: { ci: { accessKeys: [2026] } } }, 'InvalidAccessKey', 'accessKeys[0] is 2026', 'write an object'],
  ['a generation null', { users: { ci: { accessKeys: [null] } } }, 'InvalidAccessKey', 'accessKeys[0] is null', 'write an object'],
  ['an empty generation', { users: { ci: { accessKeys: [''] } } }, 'InvalidAccessKey', 'generation ""', '2026-11'],
  ['a misspelt status', { users: { ci: { accessKeys: [{ generation: '1', status: 'inactive' }] } } }, 'InvalidAccessKey', '"inactive" is neither Active nor Inactive', "'Inactive'"],
  ['a status null', { users: { ci: { accessKeys: [{ generation: '1', status: null }] } } }, 'InvalidAccessKey', 'status null', "'Inactive'"],
  ['an armored PGP key', { users: { ci: { accessKeys: [{ generation: '1', pgpKey: '-----BEGIN PGP' }] } } }, 'InvalidAccessKey', 'neither base64 nor keybase', 'gpg --export'],
  ['a guard among grants', { users: { ci: { grants: [enforceHttps()] } } }, 'InvalidPlan', 'user ci: grants[0] is not a grant', 'guards go to a bucket'],
  ['a grant among guards', { buckets: { releases: { guards: [read] } } }, 'InvalidPlan', 'bucket releases: guards[0] is not a guard', 'grants go to a user or group'],
  ['the function in place of the grant', { groups: { eng: { grants: [readOnlyPrefix] } } }, 'InvalidPlan', 'group eng: grants[0] is not a grant', 'readOnlyPrefix(…)'],
  ['null among existing grants', { existing: [{ principal: existingUser('lee'), grants: [null] }] }, 'InvalidPlan', 'existing user lee: grants[0] is not a grant', 'readOnlyPrefix(…)'],
  ['a bucket without guards', { buckets: { releases: { guards: [] } } }, 'InvalidPlan', 'plan.buckets["releases"].guards is []', 'fill the list'],
  // shapes that a YAML file or plain JavaScript can have
  ['nothing', undefined, 'InvalidPlan', 'plan is given no parts', 'write an object'],
  ['a user null', { users: { dana: null } }, 'InvalidPlan', 'plan.users["dana"] is null', '{}'],
  ['users as a list', { users: ['dana'] }, 'InvalidPlan', 'plan.users is ["dana"]', 'write an object'],
  ['users as a Map', { users: new Map([['dana', {}]]), groups: { eng: {} } }, 'InvalidPlan', 'plan.users is a Map', '{ name: {…} }'],
  ['__proto__ in a literal', { users: { ['dana']: {}, __proto__: { lee: {} } } }, 'InvalidPlan', 'inherits from another', "['__proto__']"],
  ['grants that are not a list', { users: { dana: { grants: read } } }, 'InvalidPlan', 'plan.users["dana"].grants is {', '[…]'],
  ['members that are not a list', { users: { d: {} }, groups: { eng: { members: 'd' } } }, 'InvalidPlan', 'plan.groups["eng"].members is "d"', '[…]'],
  ['access keys that are not a list', { users: { ci: { accessKeys: '2026-11' } } }, 'InvalidPlan', 'accessKeys is "2026-11"', '[…]'],
  ['a misspelt part', { user: { dana: {} }, groups: { eng: {} } }, 'InvalidPlan', 'plan has no property "user"; did you mean users?; allowed: platform, users, groups, roles, existing, external, buckets', '"user"'],
  ['a misspelt key of a user', { users: { dana: { grant: [read] } } }, 'InvalidPlan', 'plan.users["dana"] has no property "grant"; did you mean grants?', '"grant"'],
  ['a misspelt key of a group', { groups: { eng: { member: [] } } }, 'InvalidPlan', 'allowed: members, membership, grants', '"member"'],
  ['a bucket without the key guards', { buckets: { releases: {} } }, 'InvalidPlan', 'without guards', 'write guards'],
  ['an addition without grants', { existing: [{ principal: existingUser('lee') }] }, 'InvalidPlan', 'plan.existing[0]', 'write grants'],
  ['an addition null', { existing: [null] }, 'InvalidPlan', 'plan.existing[0] is null', 'write an object'],
  ['existing as a record', { existing: { lee: { grants: [read] } } }, 'InvalidPlan', 'plan.existing is {', '[…]'],
  ['a platform by name', { platform: 'aws', users: { dana: {} } }, 'InvalidPlatform', 'platform is "aws"', 'write { platform: minio({ … }) }'],
];

test.each(BAD_PLANS)('refuses %s', (_what, props, code, message, remedy) => {
  const error = refused(() => accessPlan(untyped(props)));
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
  expect(error.remedy).toContain(remedy);
});

describe.each(['user', 'group'] as const)('a %s name', (kind) => {
  const longest = kind === 'user' ? 64 : 128;
  const plan = (name: string) => accessPlan({ [`${kind}s`]: { [name]: {} } });

  test.each(['', '.', '..', 'a b', 'a/b', 'a*', 'a?', '${aws:username}', 'a"b', 'a\nb', 'ä', '中', 'a'.repeat(longest + 1), 'a'.repeat(10_000)])('%j is refused', (name) => {
    const error = refused(() => plan(name));
    expect(error.code).toBe('InvalidName');
    expect(error.message).toContain(`${kind} name ${JSON.stringify(name).slice(0, 60).replace(/"$/, '')}`);
    expect(error.message).toContain(`1 to ${longest} letters, digits and + = , . @ _ -, and neither . nor ..`);
    expect(error.remedy).toContain(`${kind} name`);
  });

  test.each(['a', '...', 'a'.repeat(longest), 'dana@example.com', '+=,.@_-', '__proto__x', 'constructor', 'toString', '0'])('%j is fine', (name) => {
    expect(renderAccess(plan(name))[`${kind}s`].map((one) => one.name)).toEqual([name]);
  });
});

test('__proto__ and constructor are names like others where they are own keys', () => {
  const users = JSON.parse('{"__proto__": {"accessKeys": ["1"]}, "constructor": {}}');
  const rendered = renderAccess(accessPlan({ users, groups: { eng: { members: ['__proto__', 'constructor'], grants: [home] } } }));
  expect(rendered.users).toMatchObject([{ name: '__proto__', accessKeys: [{ generation: '1' }] }, { name: 'constructor', accessKeys: [] }]);
  expect(rendered.groups[0].members).toEqual(['__proto__', 'constructor']);
});

test.each(BAD_BUCKETS.filter(([, value]) => typeof value === 'string' && value !== ''))('refuses a bucket that is %s', (_what, value, shown, problem) => {
  const error = refused(() => accessPlan({ buckets: { [String(value)]: { guards } } }));
  expect(error.code).toBe('InvalidBucketName');
  expect(error.message).toContain(shown);
  expect(error.message).toContain(problem);
});

describe('groups per user', () => {
  const groups = (count: number, member: string | ReturnType<typeof existingUser>) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`group-${index + 1}`, { members: [member] }]));

  test.each(['made here', 'existing'])('a user %s is in ten groups at most', (which) => {
    const member = which === 'existing' ? existingUser('dana') : 'dana';
    const users: AccessPlanProps['users'] = which === 'existing' ? {} : { dana: {} };
    expect(accessPlan({ users, groups: groups(10, member) }).groups.size).toBe(10);
    const error = refused(() => accessPlan({ users, groups: groups(11, member) }));
    expect(error).toMatchObject({ code: 'TooManyGroups' });
    expect(error.message).toContain('user dana is in more than 10 groups, the last of them group-11');
    expect(error.remedy).toContain('one group');
  });

  test('case makes no other user', () => {
    const spelled = { ...groups(10, existingUser('dana')), more: { members: [existingUser('DANA')] } };
    expect(refused(() => accessPlan({ groups: spelled }))).toMatchObject({ code: 'TooManyGroups' });
  });
});

describe('access keys', () => {
  const keys = (accessKeys: NonNullable<AccessPlanProps['users']>[string]['accessKeys']) => renderAccess(accessPlan({ users: { ci: { accessKeys } } })).users[0].accessKeys;

  test('are active unless they are said not to be, in the order given', () => {
    expect(keys([{ generation: '2026-05', status: 'Inactive' }, '2026-11'])).toEqual([{ generation: '2026-05', status: 'Inactive' }, { generation: '2026-11', status: 'Active' }]);
    expect(keys([{ generation: '1', status: undefined }])).toEqual([{ generation: '1', status: 'Active' }]);
  });

  test.each(['keybase:dana', 'mQENBF+/abc=\n'])('pgpKey %j', (pgpKey) => {
    expect(keys([{ generation: '1', pgpKey }])).toEqual([{ generation: '1', status: 'Active', pgpKey }]);
  });

  test('a third is counted with the suspended ones', () => {
    expect(refused(() => keys(['a', 'b', { generation: 'c', status: 'Inactive' }]))).toMatchObject({ code: 'TooManyAccessKeys' });
  });
});

describe('roles', () => {
  const role = (grant: Grant) => renderAccess(accessPlan({ existing: [{ principal: existingRole('deployer'), grants: [grant] }] }));

  test('get what has no user name in it', () => {
    expect(role(read).existing[0].policies).toHaveLength(1);
  });

  test.each([['', {}], ['with the whole parent readable', { othersMayRead: true }], ['with root listing', { allowRootListing: true }]])('get no home folder %s', (_what, options) => {
    const error = refused(() => role(perUserHomeFolder({ bucket: 'shared', prefix: 'home/', ...options })));
    expect(error.code).toBe('RoleHasNoUserName');
    expect(error.message).toContain('grant PerUserHomeFolder');
    expect(error.remedy).toContain("policyVariable('aws:PrincipalTag/…')");
  });

  test.each<readonly [string, Partial<Grant['statements'][number]>]>([
    ['resource', { resources: ['arn:aws:s3:::shared/${aws:username}/*'] }],
    ['condition', { conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['${AWS:UserName}/*'] }] }],
  ])('get no grant with a user name in a %s', (_where, part) => {
    const statement = { sid: 'Own', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::shared'], ...part };
    expect(refused(() => role({ kind: 'grant', name: 'Own', buckets: ['shared'], statements: [statement] }))).toMatchObject({ code: 'RoleHasNoUserName' });
  });

  test('get one by a principal tag, and a folder that only is called like the variable', () => {
    expect(role(perUserHomeFolder({ bucket: 'shared', identity: { variable: 'aws:PrincipalTag/team' } })).existing[0].policies).toHaveLength(1);
    expect(role(writeOnlyUploader({ bucket: 'shared', prefix: '${aws:username}/' })).existing[0].policies).toHaveLength(1);
  });
});

describe('a guard that needs HTTPS', () => {
  const plan = (s3Endpoint: string) => accessPlan({ platform: aws({ s3Endpoint }), buckets: { releases: { guards } } });

  test('is refused where the S3 endpoint is http', () => {
    const error = refused(() => renderAccess(plan('http://s3.store.example')));
    expect(error.code).toBe('HttpsOnHttpEndpoint');
    expect(error.message).toContain('guard EnforceHttps on bucket releases');
    expect(error.message).toContain('http://s3.store.example');
    expect(error.remedy).toContain('https://');
  });

  test('is rendered where it is https, or the IAM endpoint alone is http', () => {
    expect(renderAccess(plan('https://s3.store.example')).buckets).toHaveLength(1);
    const iamOnly = accessPlan({ platform: aws({ iamEndpoint: 'http://localhost:5000' }), buckets: { releases: { guards } } });
    expect(renderAccess(iamOnly).buckets).toHaveLength(1);
  });
});

describe('deploy-time values', () => {
  const open = readOnlyPrefix({ bucket: MARK, prefix: '' });
  test.each<readonly [string, AccessPlanProps]>([
    ['in the bucket of a user grant', { users: { ci: { grants: [open] } } }],
    ['in the bucket of a group grant', { groups: { eng: { grants: [open] } } }],
    ['in the bucket of an addition', { existing: [{ principal: existingUser('lee'), grants: [open] }] }],
    ['in an existing principal', { existing: [{ principal: existingUser(MARK), grants: [read] }] }],
    ['in an existing principal without grants', { existing: [{ principal: existingRole(`x-${MARK}`), grants: [] }] }],
    ['in a member', { groups: { eng: { members: [existingUser(MARK)] } } }],
    ['in a guarded bucket', { buckets: { [MARK]: { guards } } }],
  ])('%s need an engine', (_what, props) => {
    const plan = accessPlan(props);
    const error = refused(() => renderAccess(plan));
    expect(error.code).toBe('DeployTimeValue');
    expect(error.remedy).toContain('StorageAccess');
    expect(() => renderForEngine(plan, {})).not.toThrow();
  });
});

test('a whole plan, rendered', () => {
  const plan = accessPlan({
    users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-11'] }, 'dana': {} },
    groups: { engineering: { members: ['dana', existingUser('lee')], grants: [home] } },
    existing: [{ principal: existingRole('auditor'), grants: [read] }],
    buckets: { releases: { guards } },
  });
  const { platform, ...rest } = renderAccess(plan);
  expect(platform.name).toBe('aws');
  expect(rest).toMatchSnapshot();
});
