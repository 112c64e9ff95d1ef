import { mayImport } from './house';

describe('the house: who may import what', () => {
  test.each([
    ['src/grants/a.ts', 'src/policy/text'],
    ['src/grants/a.ts', 'src/grants/b'],
    ['src/files/a.ts', 'node:fs'],
    ['src/terraform/a.ts', 'constructs'],
    ['src/cdktf/a.ts', '@cdktf/provider-aws/lib/iam-user'],
    ['src/cdktn/a.ts', 'src/terraform'],
    ['src/pulumi/a.ts', '@pulumi/aws/iam/user'],
    ['src/cli/main.ts', 'commander'],
    ['src/cli/main.ts', 'src'],
  ])('%s may import %s', (file, target) => {
    expect(mayImport(file, target)).toBe(true);
  });

  test.each([
    ['src/policy/a.ts', 'src/grants/b', 'a room below'],
    ['src/policy/a.ts', 'src', 'the door of the house'],
    ['src/plan/a.ts', 'constructs', 'an engine in the core'],
    ['src/plan/a.ts', 'node:crypto', 'what browsers do not have in the core'],
    ['src/decide/a.ts', 'commander', 'a package of the command in the core'],
    ['src/state/a.ts', 'fs', 'a built-in module without node:, which a package could take the place of'],
    ['src/terraform/a.ts', 'cdktf', 'one engine in what two share'],
    ['src/cdktf/a.ts', '@cdktf/provider-aws', 'the index of a provider'],
    ['src/cdktf/a.ts', '@cdktf/provider-aws/lib', 'the index of a provider'],
    ['src/cdktf/a.ts', 'src/cdktn', 'another engine'],
    ['src/pulumi/a.ts', 'src/terraform', 'what only the Terraform engines share'],
    ['src/pulumi/a.ts', '@pulumi/aws', 'the index of a provider'],
    ['src/testing/a.ts', 'src/pulumi', 'an engine where none may be installed'],
    ['src/cli/a.ts', 'src/cdktf', 'an engine where none may be installed'],
    ['src/policy/a.ts', 'tools/entries', 'something that is not in the package'],
  ])('%s may not import %s: %s', (file, target) => {
    expect(mayImport(file, target)).toBe(false);
  });
});
