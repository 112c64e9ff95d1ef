import { existingRole, existingUser } from '../../src';
import { refused, untyped } from '../grants/refused';
import { all, kits, lone, only, policyOf, synth, type Stack } from './kit';

const RANGES = { ipRanges: ['203.0.113.0/24'] };
const ROLE = 'arn:aws:iam::111122223333:role/payroll';

describe.each(kits)('%s', (_engine, kit) => {
  test('a guard on a user made here is an inline policy of its own beside the grants', () => {
    const output = synth(kit, (stack) => {
      const dana = new kit.StorageUser(stack, 'dana');
      new kit.ReadOnlyPrefix(stack, 'downloads', { bucket: 'downloads', prefix: 'public/', grantee: dana });
      const guard = new kit.DenyIpRanges(stack, 'bad-addresses', { on: dana, ...RANGES });
      expect(guard.policies).toEqual([{ name: 'bad-addresses', placement: 'inline', grants: [], guards: ['DenyIpRanges'], json: expect.stringContaining('"Deny"') }]);
      expect(Object.keys(guard.resources)).toEqual(['inlinePolicy']);
    });
    expect(Object.values(all(output, 'aws_iam_user_policy')).map(({ name }) => name)).toEqual(['bad-addresses', 'downloads']);
    expect(all(output, 'aws_s3_bucket_policy')).toEqual({});
  });

  test('on the user of a grant, and on a group', () => {
    const output = synth(kit, (stack) => {
      const ci = new kit.WriteOnlyUploader(stack, 'ci', { bucket: 'releases', prefix: 'firmware/' });
      new kit.Quarantine(stack, 'leaked', { on: ci.user });
      new kit.DenyDelete(stack, 'keep', { on: new kit.StorageGroup(stack, 'everybody') });
    });
    const quarantine = Object.values(all(output, 'aws_iam_user_policy')).find(({ name }) => name === 'leaked');
    expect(quarantine).toMatchObject({ user: expect.stringContaining('aws_iam_user.ci_User') });
    expect(policyOf(quarantine!)).toEqual({ Version: '2012-10-17', Statement: [{ Sid: 'Quarantine', Effect: 'Deny', Action: '*', Resource: '*' }] });
    expect(only(output, 'aws_iam_group_policy')).toMatchObject({ name: 'keep', group: expect.stringContaining('aws_iam_group.everybody') });
  });

  test('on somebody who exists already it is a managed policy with a hash in its name', () => {
    const output = synth(kit, (stack) => {
      new kit.Quarantine(stack, 'leaked', { on: existingUser('lee') });
      const { policies, resources } = new kit.Quarantine(stack, 'stolen', { on: existingRole('deployer') });
      expect(policies).toMatchObject([{ placement: 'managed', name: expect.stringMatching(/^stolen-[0-9a-f]{8}$/) }]);
      expect(Object.keys(resources)).toEqual(['managedPolicy', 'attachment']);
    });
    expect(only(output, 'aws_iam_user_policy_attachment')).toMatchObject({ user: 'lee' });
    expect(only(output, 'aws_iam_role_policy_attachment')).toMatchObject({ role: 'deployer' });
  });

  test('on a bucket it joins the other guards of the bucket', () => {
    const output = synth(kit, (stack) => {
      new kit.EnforceHttps(stack, 'https', { bucket: 'releases' });
      const { policy, policies } = new kit.DenyEveryoneElse(stack, 'payroll', { bucket: 'releases', principals: [ROLE] });
      expect(policy.guards).toEqual(['DenyEveryoneElse', 'EnforceHttps']);
      expect(policies).toEqual([]);
    });
    expect(policyOf(only(output, 'aws_s3_bucket_policy'))).toMatchObject({ Statement: [{ Sid: 'DenyEveryoneElse' }, { Sid: 'EnforceHttps' }] });
  });

  const build = (props: object, name: 'DenyDelete' | 'Quarantine' | 'DenyPrincipals' = 'DenyDelete') => (stack: Stack) => {
    const Guard = kit[name] as unknown as new (scope: Stack, id: string, given: object) => InstanceType<typeof kit.DenyDelete>;
    return new Guard(stack, 'guard', props);
  };

  test('a guard on somebody has no bucket policy to show', () => {
    type Made = InstanceType<typeof kit.DenyDelete>;
    for (const show of [(guard: Made) => guard.policy, (guard: Made) => guard.resources.bucketPolicy]) {
      expect(refused(() => lone(kit, (stack) => { show(build({ on: existingUser('lee') })(stack)); }))).toMatchObject({ code: 'GuardOnPrincipal' });
    }
  });

  test.each([
    ['a bucket and somebody', { bucket: 'releases', on: existingUser('lee') }, 'WrongGuardTarget', 'on a bucket and on somebody'],
    ['neither', {}, 'InvalidBucketName', 'undefined'],
    ['a name in place of somebody', { on: 'lee' }, 'InvalidGrantee', '"lee"'],
    ['a folder for somebody', { on: existingUser('lee'), prefix: 'team/' }, 'WrongGuardTarget', 'limited to team/'],
  ])('refuses %s', (_what, props, code, message) => {
    const error = refused(() => lone(kit, build(props)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  test('refuses what makes no sense there', () => {
    expect(refused(() => lone(kit, build({ bucket: 'releases' }, 'Quarantine'))).code).toBe('WrongGuardTarget');
    expect(refused(() => lone(kit, build({ on: existingUser('lee'), principals: [ROLE] }, 'DenyPrincipals'))).code).toBe('WrongGuardTarget');
  });

  test('two guards of one name on one user are distinguished', () => {
    expect(refused(() => lone(kit, (stack) => {
      const dana = new kit.StorageUser(stack, 'dana');
      new kit.DenyDelete(stack, 'a-b', { on: dana });
      new kit.DenyDelete(stack, untyped('a b'), { on: dana });
    })).code).toBe('PolicyNameTwice');
  });
});
