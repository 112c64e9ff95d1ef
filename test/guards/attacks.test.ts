import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide, denyPrincipals, quarantine, type Guard } from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { guards } from '../engines/guard-options';
import { ATTACKED, ATTACKS, type AttackRequest, type AttackedGuard } from './attacks';

const policyOf = (guard: Guard): object => {
  const { Statement: denied } = JSON.parse(bucketDocument('releases', [guard], aws()).json) as { readonly Statement: readonly object[] };
  // everybody may do everything but for the guard
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::releases', 'arn:aws:s3:::releases/*'] }, ...denied] };
};

function isDenied(guard: Guard, { principal, action, key, context }: AttackRequest): boolean {
  const state = { account: '111122223333', buckets: { releases: { policy: policyOf(guard) } } };
  const { effect } = decide(state, { principal: { arn: principal }, action: `s3:${action}`, resource: key === undefined ? 'releases' : `releases/${key}`, context });
  expect(effect).not.toBe('implicitDeny');
  return effect === 'explicitDeny';
}

/** All that the doc comments of a guard's file say, as running text. */
function docOf(name: string): string {
  const file = name.replace(/[A-Z]/g, (letter, at: number) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
  const source = readFileSync(join(__dirname, '..', '..', 'src', 'guards', `${file}.ts`), 'utf8');
  return [...source.matchAll(/\/\*\*([^]*?)\*\//g)].map(([, text]) => text.replace(/^\s*\*/gm, '').replace(/\s+/g, ' ').replaceAll('`', '')).join(' ');
}

const table = Object.entries(ATTACKED) as ReadonlyArray<readonly [keyof typeof ATTACKED, AttackedGuard<unknown>]>;

describe.each(table)('A3: %s', (name, { props, denied, attacks }) => {
  const guard = (guards[name] as (given: unknown) => Guard)(props);

  test('denies what is attacked', () => expect(isDenied(guard, denied)).toBe(true));

  test.each(Object.entries(attacks))('%s: %j', (attack, result) => {
    const request = ATTACKS[attack as keyof typeof ATTACKS](denied);
    expect({ request, denied: isDenied(guard, request) }).toEqual({ request, denied: result === 'stopped' });
    if (typeof result === 'object' && 'said' in result) expect(docOf(name).toLowerCase()).toContain(result.said.toLowerCase());
  });
});

test('A3: every guard is attacked', () => {
  expect([...Object.keys(ATTACKED), 'Quarantine'].sort()).toEqual(Object.keys(guards).sort());
});

test('A3: denyPrincipals of everybody in an account denies the sessions of its federated users', () => {
  const guard = denyPrincipals({ principals: ['arn:aws:iam::111122223333:*'] });
  for (const principal of ['iam::111122223333:user/dana', 'iam::111122223333:role/x', 'sts::111122223333:federated-user/any', 'sts::111122223333:assumed-role/x/s']) {
    expect([principal, isDenied(guard, { principal: `arn:aws:${principal}`, action: 'GetObject', key: 'x', context: {} })]).toEqual([principal, true]);
  }
  expect(isDenied(guard, { principal: 'arn:aws:sts::444455556666:federated-user/any', action: 'GetObject', key: 'x', context: {} })).toBe(false);
});

describe('Quarantine', () => {
  const policies = [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, JSON.parse(identityDocument([quarantine()], { kind: 'user', name: 'leaked' }, aws()).json) as object];
  const effect = (action: string, resource: string) => decide({ account: '111122223333', users: { leaked: { policies } }, buckets: { releases: {} } }, { principal: { user: 'leaked' }, action, resource }).effect;

  test.each([
    ['s3:GetObject', 'releases/x'], ['s3:GetObject', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/x'], ['s3:PutLifecycleConfiguration', 'releases'],
    ['s3:PutBucketPolicy', 'releases'], ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/other'], ['sts:GetFederationToken', '*'], ['iam:PutUserPolicy', 'arn:aws:iam::111122223333:user/leaked'],
  ])('stops %s on %s', (action, resource) => expect(effect(action, resource)).toBe('explicitDeny'));

  test('sessions of roles that it took before go on: said in the doc', () => {
    expect(docOf('Quarantine')).toContain('Sessions of roles that the user took before go on until they end');
  });
});
