import * as pulumiEngine from '../../src/pulumi';
import { bucketGrants, grants, guards } from '../engines/fixtures';
import { refused, untyped } from '../grants/refused';
import { refusal } from '../pulumi/mocks';
import { kits, lone, type Stack } from '../terraform/kit';
import { FORMS, OUTPUTS, placed } from './deploy-time-forms';
import { GOOD } from './good-props';

type Constructor = new (...given: readonly unknown[]) => unknown;

/** Props in which a string token of a bucket is legal; a precondition checks it. */
const BUCKETS = ['bucket', 'destination'];

/** Where a token may stand, the slash around it is what is wrong. */
const codeFor = (form: string, path: string) => (BUCKETS.includes(path) && form === 'a string token in a text' ? 'InvalidBucketName' : 'DeployTimeValue');

const names = Object.keys({ ...grants, ...bucketGrants, ...guards });

describe.each(kits)('A2: %s', (_engine, kit) => {
  test.each(Object.entries(FORMS))('%s is refused in every prop of every grant and guard, or guarded by a precondition', (form, make) => {
    const wrong: string[] = [];
    for (const name of names) {
      const Construct = untyped<Readonly<Record<string, Constructor>>>(kit)[name];
      const paths = placed(GOOD[name], '').map(([path]) => path);
      paths.forEach((path, index) => lone(kit, (stack: Stack) => {
        const props = { ...(name in guards && name !== 'Quarantine' && { bucket: 'releases' }), ...placed(GOOD[name], make(kit, stack))[index][1] };
        try {
          new Construct(stack, 'x', props);
        } catch (error) {
          if ((error as { code?: string }).code !== codeFor(form, path)) wrong.push(`${name} ${path}: ${String(error)}`);
          return;
        }
        if (!BUCKETS.includes(path)) wrong.push(`${name} ${path}: not refused`);
        else if (!JSON.stringify(kit.Testing.synth(stack)).includes('precondition')) wrong.push(`${name} ${path}: no precondition`);
      }));
    }
    expect(wrong).toEqual([]);
  });

  test('a number token inside a text says what it is', () => {
    const error = refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'x', { bucket: 'releases', prefix: FORMS['a number token in a text'](kit, stack) as string })));
    expect([error.code, error.message]).toEqual(['DeployTimeValue', expect.stringContaining('number token')]);
  });
});

test.each(Object.entries(OUTPUTS))('A2: on Pulumi, %s is refused in every prop but those of buckets', async (_form, make) => {
  const wrong: string[] = [];
  for (const name of names) {
    const Construct = untyped<Readonly<Record<string, Constructor>>>(pulumiEngine)[name];
    for (const [path, props] of placed(GOOD[name], make()).filter(([at]) => !BUCKETS.includes(at))) {
      const { code } = await refusal(() => { new Construct('x', { ...(name in guards && name !== 'Quarantine' && { bucket: 'releases' }), ...props }); })
        .catch((error: unknown) => ({ code: String(error) }));
      if (code !== 'DeployTimeValue') wrong.push(`${name} ${path}: ${code}`);
    }
  }
  expect(wrong).toEqual([]);
});
