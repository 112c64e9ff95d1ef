import { accessPlan, minio, perUserBucket, readOnlyPrefix, renderAccess, replicationSource, type AccessPlan, type Platform } from '../../src';
import * as engine from '../../src/pulumi';
import { refused, untyped } from '../grants/refused';
import { refusal } from '../pulumi/mocks';
import { kits, lone, type Stack } from '../terraform/kit';

/** What plain JavaScript hands over where a type says what goes there: each is refused with an error that says what was given and what is allowed. */
type Refusal = readonly [what: string, construct: keyof typeof engine, props: unknown, code: string, given: string, allowed: string];

const reader = { bucket: 'releases', prefix: 'public/' };
const NO_PLATFORM: ReadonlyArray<readonly [what: string, platform: unknown, given: string]> = [
  ['a name', 'minio', 'platform is "minio"'],
  ['null', null, 'platform is null'],
  ['a function that nobody called', minio, 'platform is the function minio itself'],
  ['options', { endpoint: 'https://store.example' }, 'platform is {"endpoint"'],
  ['a list', [minio({ scope: 'acme-storage' })], 'platform is [{'],
];
const ALLOWED = 'aws(), activeScale(…), cephRgw(…)';

const REFUSALS: readonly Refusal[] = NO_PLATFORM.flatMap(([what, platform, given]) => [
  [`${what} for a platform`, 'StorageProvider', { platform }, 'InvalidPlatform', given, ALLOWED],
  [`${what} for a platform`, 'StorageUser', { platform }, 'InvalidPlatform', given, ALLOWED],
  [`${what} for a platform`, 'ReadOnlyPrefix', { ...reader, platform }, 'InvalidPlatform', given, ALLOWED],
  [`${what} for a platform`, 'EnforceHttps', { bucket: 'releases', platform }, 'InvalidPlatform', given, ALLOWED],
]);

const NO_PROPS = (['StorageProvider', 'StorageAccess', 'ReadOnlyPrefix', 'PerUserBucket', 'PublicReadPrefix', 'EnforceHttps', 'AllowOnlyIpRanges'] as const)
  .flatMap((construct): Refusal[] => [
    ['nothing', construct, undefined, 'InvalidOption', 'x is given no props', 'an object of them'],
    ['null', construct, null, 'InvalidOption', 'x is given null for its props', 'an object of them'],
    ['a text', construct, 'releases', 'InvalidOption', 'x is given "releases" for its props', 'an object of them'],
  ]);

const NO_PLAN: readonly Refusal[] = [
  ['no platform', 'StorageProvider', {}, 'InvalidPlatform', 'platform is undefined', ALLOWED],
  ['no plan', 'StorageAccess', {}, 'InvalidPlan', 'plan is undefined', 'what accessPlan({ … }) returns'],
  ['the props of a plan', 'StorageAccess', { plan: { users: { dana: {} } } }, 'InvalidPlan', 'plan is {"users"', 'what accessPlan({ … }) returns'],
];

type Constructor = new (...given: readonly unknown[]) => unknown;

describe.each([...REFUSALS, ...NO_PROPS, ...NO_PLAN])('%s: %s', (_what, construct, props, code, given, allowed) => {
  test.each(kits)('%s', (_engine, kit) => {
    const Construct = untyped<Readonly<Record<string, Constructor>>>(kit)[construct];
    const error = refused(() => lone(kit, (stack: Stack) => new Construct(stack, 'x', props)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(given);
    expect(error.message).toContain(allowed);
  });

  test('pulumi', async () => {
    const Construct = untyped<Readonly<Record<string, Constructor>>>(engine)[construct];
    const error = await refusal(() => { new Construct('x', props); });
    expect(error.code).toBe(code);
    expect(error.message).toContain(given);
    expect(error.message).toContain(allowed);
  });
});

test.each(NO_PLATFORM)('a plan for %s', (_what, platform, given) => {
  const users = { dana: { grants: [readOnlyPrefix(reader)] } };
  const plan: AccessPlan = { ...accessPlan({ users }), platform: untyped<Platform>(platform) };
  for (const error of [refused(() => accessPlan({ platform: untyped(platform), users })), refused(() => renderAccess(plan))]) {
    expect(error.code).toBe('InvalidPlatform');
    expect(error.message).toContain(given);
    expect(error.message).toContain(ALLOWED);
  }
});

test.each([undefined, null, { users: {} }])('renderAccess of %j', (plan) => {
  expect(refused(() => renderAccess(untyped(plan))).code).toBe('InvalidPlan');
});

describe.each([['ReadOnlyPrefix', readOnlyPrefix], ['ReplicationSource', replicationSource], ['PerUserBucket', perUserBucket]])('%s', (name, make) => {
  test.each([undefined, null, 'releases'])('of %j', (props) => {
    const error = refused(() => make(untyped(props)));
    expect(error.code).toBe('InvalidOption');
    expect(error.message).toContain(`${name} is given`);
  });
});
