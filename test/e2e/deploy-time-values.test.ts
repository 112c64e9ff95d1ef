import { existingGroup, existingRole, existingUser, githubActionsRole } from '../../src';
import { refused, untyped } from '../grants/refused';
import { kits, lone, synth } from '../terraform/kit';
import { Shadow, type Stack } from './shadow-plan';
import { describeWith, isInstalled } from './tools';

/** Values of a variable that would give more than the bucket of a stack, if nothing checked them where they are there. */
const CRAFTED = ['x","arn:aws:s3:::*', '*', '?', 'releases/*', 'releases*', '${aws:username}', 'x"]},{"Effect":"Allow","Action":"*","Resource":"*"},{"Resource":["', '', 'a\nb'];

describeWith({ terraform: isInstalled('terraform', 'version') })('A2: a value that is known only at deploy time can\'t widen', () => {
  describe.each(kits)('%s', (_engine, kit) => {
    const output = synth(kit, (stack) => {
      const bucket = new kit.TerraformVariable(stack, 'bucket', { type: 'string' }).stringValue;
      new kit.ReadOnlyPrefix(stack, 'read', { bucket, prefix: 'team/', grantee: existingRole('ci') });
      new kit.ReadWritePrefix(stack, 'write', { bucket: `acme-${bucket}`, prefix: 'team/', grantee: existingRole('ci') });
      new kit.EnforceHttps(stack, 'https', { bucket });
    }) as Stack;
    let shadow: Shadow;
    beforeAll(() => { shadow = new Shadow(output); }, 120_000);
    afterAll(() => shadow.remove());

    test('the bucket of a variable is what the policies say, and no more', () => {
      const plan = shadow.plan({ bucket: 'releases' });
      expect(JSON.stringify(plan)).toContain('arn:aws:s3:::releases/team/*');
      expect(plan).not.toHaveProperty('refused');
    }, 60_000);

    test.each(CRAFTED)('the real terraform refuses the bucket %j', (value) => {
      const plan = shadow.plan({ bucket: value });
      expect('refused' in plan ? plan.refused : JSON.stringify(plan)).toMatch(/precondition failed/i);
    }, 60_000);

    test('a number token never gets there: it is refused at synth, by itself and in a text', () => {
      for (const made of [(count: number) => `team${count}/`, (count: number) => String(count), (count: number) => count]) {
        const error = refused(() => lone(kit, (stack) => {
          const count = new kit.TerraformVariable(stack, 'count', { type: 'number' }).numberValue;
          return new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'releases', prefix: untyped(made(count)) });
        }));
        expect(error.code).toBe('DeployTimeValue');
      }
    });

    const others = synth(kit, (stack) => {
      const variable = (name: string) => new kit.TerraformVariable(stack, name, { type: 'string' }).stringValue;
      const provider = variable('trusted');
      new kit.StorageUser(stack, 'dana', { boundary: variable('boundary') });
      new kit.StorageRole(stack, 'ci', { trust: githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider }) });
      new kit.GroupMembers(stack, 'members', { group: existingGroup(variable('group')), members: [existingUser(variable('member'))] });
    }) as Stack;
    const good = {
      boundary: 'arn:aws:iam::111122223333:policy/limits',
      trusted: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
      group: 'eng',
      member: 'lee',
    };
    let otherShadow: Shadow;
    beforeAll(() => { otherShadow = new Shadow(others); }, 120_000);
    afterAll(() => otherShadow.remove());

    test('boundaries, providers of trusts and names of people are what the variables say', () => {
      expect(otherShadow.plan(good)).not.toHaveProperty('refused');
    }, 60_000);

    test.each([
      ...['*', 'arn:aws:iam::aws:policy/*', ''].map((value) => ['boundary', value]),
      ...['*', 'x","AWS":"*', 'arn:aws:iam::111122223333:oidc-provider/evil.example'].map((value) => ['trusted', value]),
      ['group', '*'], ['member', 'lee/../dana'],
    ])('the real terraform refuses the %s %j', (name, value) => {
      const plan = otherShadow.plan({ ...good, [name]: value });
      expect('refused' in plan ? plan.refused : JSON.stringify(plan)).toMatch(/precondition failed/i);
    }, 60_000);
  });
});
