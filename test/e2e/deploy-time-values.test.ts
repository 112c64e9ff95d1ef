import { existingRole } from '../../src';
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
  });
});
