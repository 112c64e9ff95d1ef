import * as fc from 'fast-check';
import { accessPlan, enforceHttps, existingRole, existingUser, perUserHomeFolder, policyVariable, writeOnlyUploader } from '../../src';
import { kits, synth, type Kit, type Stack } from '../terraform/kit';
import { Shadow, type ShadowPlan, type ShadowResource } from './shadow-plan';
import { describeWith, isInstalled } from './tools';

/** Plans what a program declares; hands back the plan with each set of variables. */
function planned(kit: Kit, build: (stack: Stack) => void, ...variables: ReadonlyArray<Readonly<Record<string, string>>>): readonly ShadowPlan[] {
  const shadow = new Shadow(synth(kit, build));
  try {
    return variables.map((some) => shadow.plan(some));
  } finally {
    shadow.remove();
  }
}

/** The policies of a plan that was not refused, by name or, where it has none, by bucket. */
function policies(plan: ShadowPlan): Readonly<Record<string, string>> {
  if ('refused' in plan) throw new Error(plan.refused);
  const withPolicy = plan.resources.map((resource: ShadowResource) => resource.arguments).filter(({ policy }) => policy !== undefined);
  return Object.fromEntries(withPolicy.map(({ name, bucket, policy }) => [String(name ?? bucket), String(policy)]));
}

const uploads = { bucket: 'releases', prefix: 'firmware/' };

describeWith({ 'terraform on the PATH': isInstalled('terraform', 'version') })('the real terraform', () => {
  describe.each(kits)('%s', (_engine, kit) => {
    test('evaluates every policy to the exact text that its construct hands back', () => {
      const expected = new Map<string, string>();
      const [plan] = planned(kit, (stack) => {
        const bucket = new kit.S3Bucket(stack, 'releases', { bucket: 'releases' });
        const dana = new kit.StorageUser(stack, 'dana');
        const made = [
          new kit.WriteOnlyUploader(stack, 'ci', { ...uploads, bucket: bucket.id, listing: 'prefix' }),
          new kit.ReadOnlyPrefix(stack, 'read', { bucket: bucket.arn, prefix: 'public/', grantee: new kit.StorageGroup(stack, 'engineering', { members: [dana] }) }),
          new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/', othersMayRead: true, allowRootListing: true, grantee: dana }),
          new kit.PerUserHomeFolder(stack, 'lee', { bucket: 'shared', prefix: 'home/', grantee: existingUser('lee') }),
          new kit.PerUserHomeFolder(stack, 'role', { bucket: 'shared', identity: policyVariable('aws:PrincipalTag/team'), grantee: existingRole('r') }),
        ].flatMap((grant) => grant.policies);
        for (const { name, json } of made) expected.set(name, json.replaceAll(/\$\{TfToken\[[^\]]*\]\}/g, 'releases'));
        const { policy } = new kit.EnforceHttps(stack, 'https', { bucket: bucket.id, minimumTlsVersion: '1.2' });
        expected.set('releases', policy.json.replaceAll(/\$\{TfToken\[[^\]]*\]\}/g, 'releases'));
      }, {});
      expect(policies(plan)).toEqual(Object.fromEntries(expected));
      expect(expected.get('homes')).toContain('"arn:aws:s3:::shared/home/${aws:username}/*"');
    });

    test('takes hostile text for text', () => {
      const expected = new Map<string, string>();
      const written = ['${aws:username}/', '$${aws:username}/', '$${/', '${/', '%{ if true }/', '%%{/', '$/', '*?/', '"\\/', '"],"Resource":"*","x":["/', '\\"/', '\\u0022/', '${path.cwd}/', '}}/', "'é ÿ/", '#{x}/', '<<EOT/'];
      const letters = fc.sample(fc.string({ unit: fc.constantFrom(...'${}%"\\*?:aws.user_[]\'é #'), minLength: 1, maxLength: 24 }), { numRuns: 40, seed: 1 })
        .map((text) => `x${text}/`);
      const [plan] = planned(kit, (stack) => {
        [...written, ...letters].forEach((prefix, index) => {
          const { policies: [{ name, json }] } = new kit.WriteOnlyUploader(stack, `up-${index}`, { bucket: 'releases', prefix, listing: 'prefix' });
          expected.set(name, json);
        });
      }, {});
      expect(policies(plan)).toEqual(Object.fromEntries(expected));
    });
  });

  // the synthesized output of both engines is the same, which a test of its own says
  const [, [, kit]] = kits;

  describe('a bucket that arrives at deploy', () => {
    const bad = ['x","arn:aws:s3:::*', '*', '', 'ab', 'a'.repeat(64), 'UPPER', 'releases/*', 'releases*', 'releases\n*', '${aws:username}', '-releases', 'releases"', 'arn:aws:s3:::releases'];
    const variable = (stack: Stack) => new kit.TerraformVariable(stack, 'bucket', { type: 'string' }).stringValue;

    test.each<[string, (stack: Stack) => void, string]>([
      ['a grant', (stack) => new kit.WriteOnlyUploader(stack, 'ci', { ...uploads, bucket: variable(stack) }), 'ci'],
      ['a guard', (stack) => new kit.EnforceHttps(stack, 'https', { bucket: variable(stack) }), 'downloads'],
      ['a resource that is named by it', (stack) => new kit.EnforceHttps(stack, 'https', { bucket: new kit.S3Bucket(stack, 'b', { bucket: variable(stack) }).id }), 'downloads'],
    ])('is checked in %s', (_name, build, key) => {
      const [good, ...refused] = planned(kit, build, { bucket: 'downloads' }, ...bad.map((bucket) => ({ bucket })));
      expect(policies(good)[key]).toContain('arn:aws:s3:::downloads/');
      expect(refused.map((plan, index) => [bad[index], 'refused' in plan && /Resource precondition failed[\s\S]*not a bucket name/.test(plan.refused)])).toEqual(bad.map((bucket) => [bucket, true]));
    });

    test('is checked as a whole where it is a part of the name, and in a plan', () => {
      const [good, ...refused] = planned(kit, (stack) => {
        const bucket = `releases-${variable(stack)}`;
        new kit.StorageAccess(stack, 'access', { plan: accessPlan({ users: { ci: { grants: [writeOnlyUploader({ bucket, prefix: '' }), perUserHomeFolder({ bucket })] } }, buckets: { [bucket]: { guards: [enforceHttps()] } } }) });
      }, { bucket: 'prod' }, { bucket: '*' }, { bucket: 'x","arn:aws:s3:::*' }, { bucket: '' });
      expect(JSON.parse(policies(good).access)).toMatchObject({ Statement: [{ Resource: 'arn:aws:s3:::releases-prod/*' }, { Resource: 'arn:aws:s3:::releases-prod/${aws:username}/*' }, {}] });
      // once for the grants of the plan and once for its bucket
      for (const plan of refused) expect('refused' in plan && plan.refused.match(/Resource precondition failed/g)).toHaveLength(2);
    });
  });

  test('a name of somebody who exists already that arrives at deploy is checked', () => {
    const bad = ['*', 'a/b', '', 'a b', 'x"', '../lee', 'x'.repeat(65)];
    const [good, ...refused] = planned(kit, (stack) => {
      const who = existingUser(new kit.TerraformVariable(stack, 'who', { type: 'string' }).stringValue);
      new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: '', grantee: who });
      new kit.StorageGroup(stack, 'engineering', { members: [who] });
      new kit.AccessKey(stack, 'key', { user: who, generation: '1' });
    }, { who: 'lee' }, ...bad.map((who) => ({ who })));
    expect(good).toHaveProperty('resources');
    expect(refused.map((plan) => ('refused' in plan && plan.refused.includes("The user name isn't allowed") && plan.refused.match(/Resource precondition failed/g)?.length))).toEqual(bad.map(() => 3));
  });
});
