import { activeScale, aws, cephRgw, deltaGlider, minio, relayer, selectel, type Platform } from '../../src';
import { customPlatform } from '../../src/platforms';
import { refused, untyped } from '../grants/refused';

type Make = (options?: unknown) => Platform;

const STORE = 'https://store.example';
const SELECTEL = { pool: 'ru-1', project: 'x', managers: ['x'], confirmed: { principal: '{id}', actions: ['s3:GetObject'] } };

/** Each function with options that are good and their list, to give it nothing, something else and more. */
const FUNCTIONS: ReadonlyArray<readonly [name: string, make: Make, good: object, allowed: string]> = [
  ['activeScale', untyped(activeScale), { version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: STORE }, 'version, iamEndpoint, s3Endpoint, region, deleteAccessKey, conditionKeys'],
  ['aws', untyped(aws), {}, 'partition, region, iamEndpoint, s3Endpoint'],
  ['cephRgw', untyped(cephRgw), { endpoint: STORE }, 'endpoint, region, scope'],
  ['deltaGlider', untyped(deltaGlider), {}, 's3Endpoint'],
  ['minio', untyped(minio), { scope: 'acme-storage' }, 'scope, endpoint, region'],
  ['relayer', untyped(relayer), {}, 'adminApi, scope, endpoint, region'],
  ['selectel', untyped(selectel), SELECTEL, 'pool, project, managers, confirmed, principals, s3Endpoint'],
];

const CUSTOM = 'name, title, iamEndpoint, s3Endpoint, limits';
const WITH_CUSTOM = [...FUNCTIONS.map(([name, make, , allowed]) => [name, make, allowed] as const), ['customPlatform', untyped<Make>(customPlatform), CUSTOM] as const];

const NO_OBJECTS: ReadonlyArray<readonly [given: unknown, shown: string]> = [
  [null, 'null'], ['x', '"x"'], [STORE, `"${STORE}"`], [7, '7'], [true, 'true'], [[], '[]'], [[STORE], `["${STORE}"]`],
];

describe.each(WITH_CUSTOM)('%s', (name, make, allowed) => {
  test.each(NO_OBJECTS)('of %j is refused', (given, shown) => {
    const error = refused(() => make(given));
    expect(error.code).toBe('InvalidPlatform');
    expect(error.message).toContain(name);
    // the profile is told as JSON
    expect(error.message.replaceAll('\\"', '"')).toContain(shown);
    expect(error.message).toContain(allowed);
  });
});

test.each(WITH_CUSTOM.filter(([name]) => !['aws', 'deltaGlider', 'relayer'].includes(name)))('%s of nothing is refused', (name, make, allowed) => {
  const error = refused(() => make());
  expect(error.code).toBe('InvalidPlatform');
  expect(error.message).toContain(name);
  expect(error.message).toContain(allowed);
});

describe.each(FUNCTIONS)('%s', (name, make, good, allowed) => {
  test.each(['endpont', 'endPoint', 'Region', 's3endpoint', 'constructor', '__proto__'])('has no option %s', (option) => {
    const error = refused(() => make({ ...good, [option]: STORE }));
    expect(error.code).toBe('InvalidPlatform');
    expect(error.message).toContain(`${name} has no property`);
    expect(error.message).toContain(`allowed: ${allowed}`);
    expect(error.remedy).toContain(`as in ${name}({`);
  });

  test('takes what is good', () => {
    expect(make(good).title).toMatch(/\w/);
  });
});

test('the option that is told is the one that is given', () => {
  expect(refused(() => minio(untyped({ endpont: STORE }))).message).toContain('minio has no property "endpont"; did you mean endpoint?; allowed: scope, endpoint, region');
  expect(refused(() => aws(untyped({ endpoint: STORE }))).message).toContain('aws has no property "endpoint"; did you mean s3Endpoint?; allowed: partition, region, iamEndpoint, s3Endpoint');
});

test('what Selectel is confirmed to hold has no other parts', () => {
  const { confirmed } = SELECTEL;
  const error = refused(() => selectel({ ...SELECTEL, confirmed: untyped({ ...confirmed, conditionkeys: ['s3:prefix'] }) }));
  expect(error.code).toBe('InvalidPlatform');
  expect(error.message).toContain('selectel.confirmed has no property "conditionkeys"; did you mean conditionKeys?; allowed: principal, actions, conditionKeys, operators');
});

test('a password in what is given for options is not repeated', () => {
  const error = refused(() => minio(untyped('https://root:hunter2@store.example')));
  expect(error.message).toContain('an @ in it');
  expect(error.message).not.toContain('hunter2');
});
