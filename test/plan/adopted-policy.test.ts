import { aws, existingUser } from '../../src';
import { checkAdopted } from '../../src/plan/adopted-policy';
import { ReadOnlyPrefix } from '../../src/pulumi';
import { refused, untyped } from '../grants/refused';
import { refusal } from '../pulumi/mocks';
import { kits, lone } from '../terraform/kit';

const ARN = 'arn:aws:iam::111122223333:policy/lee-reads';
const adopted = (arn: unknown, platform = aws()) => checkAdopted('reads', { name: 'lee-reads', arn: untyped(arn) }, 'managed', platform);

test.each([ARN, 'arn:aws:iam::111122223333:policy/teams/a/lee-reads'])('takes over %s by its name', (arn) => {
  expect(() => adopted(arn)).not.toThrow();
});

const WRONG = [
  'lee-reads', '', 'arn:aws:iam::111122223333:policy/other', 'arn:aws:iam::111122223333:policy/lee-reads2', 'arn:aws:iam::111122223333:policy/lee-reads/x',
  'arn:aws:iam::111122223333:role/lee-reads', 'arn:aws:iam::aws:policy/lee-reads', 'arn:aws:iam::*:policy/lee-reads', 'arn:aws:s3:::lee-reads', `${ARN}\n`,
];

test.each(WRONG)('refuses %j as its ARN', (arn) => {
  expect(refused(() => adopted(arn)).code).toBe('AdoptedPolicy');
});

test('refuses a policy of another partition', () => {
  expect(refused(() => adopted(ARN, aws({ region: 'cn-north-1' }))).code).toBe('OtherPartition');
});

const props = (arn: string) => ({ bucket: 'downloads', prefix: 'public/', grantee: existingUser('lee'), adopt: { name: 'lee-reads', arn } });

test.each(kits)('%s never imports another policy', (_engine, kit) => {
  lone(kit, (stack) => {
    for (const [index, arn] of WRONG.entries()) expect(refused(() => new kit.ReadOnlyPrefix(stack, `reads-${index}`, props(arn))).code).toBe('AdoptedPolicy');
  });
});

test.each(kits)('%s takes no ARN that is known only at deploy: the import would overwrite whatever has it', (_engine, kit) => {
  lone(kit, (stack) => {
    const token = kit.Lazy.stringValue({ produce: () => ARN });
    const codes = [token, `${token}x`, null, 7, [ARN]].map((arn, index) => refused(() => new kit.ReadOnlyPrefix(stack, `reads-${index}`, props(untyped(arn)))).code);
    expect(codes).toEqual(['DeployTimeValue', 'DeployTimeValue', 'InvalidOption', 'InvalidOption', 'InvalidOption']);
  });
});

test.each(WRONG)('Pulumi never imports %j', async (arn) => {
  expect((await refusal(() => new ReadOnlyPrefix('reads', props(arn)))).code).toBe('AdoptedPolicy');
});
