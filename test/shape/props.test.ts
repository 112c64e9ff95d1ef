import * as pulumiEngine from '../../src/pulumi';
import * as core from '../all-of-core';
import { grants, bucketGrants, guards } from '../engines/fixtures';
import { refused, untyped } from '../grants/refused';
import { refusal } from '../pulumi/mocks';
import { kits, lone, type Stack } from '../terraform/kit';
import { CONSTRUCTS, GOOD, type AnyProps } from './good-props';

type Intent = (props: unknown) => object;
type Constructor = new (...given: readonly unknown[]) => unknown;

const intents = Object.entries({ ...grants, ...bucketGrants, ...guards }) as ReadonlyArray<readonly [string, Intent]>;

/** A prop with two letters exchanged, or with one more: what a slip makes of it. */
const misspelt = (name: string): readonly string[] => [
  name.length > 2 ? `${name[1]}${name[0]}${name.slice(2)}` : `${name}x`, `${name}s${name.at(-1)}`,
];

/** Every prop, nested ones as well, under another name. */
function slips(props: AnyProps): ReadonlyArray<readonly [path: string, props: AnyProps]> {
  return Object.entries(props).flatMap(([name, value]) => {
    const { [name]: _left, ...others } = props;
    const here = misspelt(name).map((slip) => [slip, { ...others, [slip]: value }] as const);
    const inside = isPlain(value) ? slips(value).map(([path, changed]) => [`${name}.${path}`, { ...props, [name]: changed }] as const) : [];
    return [...here, ...inside];
  });
}

function isPlain(value: unknown): value is AnyProps {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    && !('kind' in value) && !('variable' in value) && !('title' in value);
}

const UNKNOWN = /has no property|is none of/;

test.each(intents)('A1: %s refuses each of its props misspelt, and names the one that was meant', (name, make) => {
  const good = GOOD[name];
  expect(() => make(good)).not.toThrow();
  for (const [path, props] of slips(good)) {
    const error = refused(() => make(props));
    expect([path, error.message]).toEqual([path, expect.stringMatching(UNKNOWN)]);
  }
});

test('A1: when: { whne } and the like name the near miss', () => {
  expect(refused(() => core.readOnlyPrefix(untyped({ ...GOOD.ReadOnlyPrefix, whne: { mfa: true } }))).message).toContain('did you mean when?');
  expect(refused(() => core.readWritePrefix(untyped({ ...GOOD.ReadWritePrefix, delete: true }))).message).toContain('did you mean allowDelete?');
  expect(refused(() => core.readWritePrefix(untyped({ ...GOOD.ReadWritePrefix, versions: true }))).message).toContain('did you mean allowVersions?');
  expect(refused(() => core.iamAdministrator(untyped({ witihn: {} }))).message).toContain('did you mean within?');
  expect(refused(() => core.accessPlan(untyped({ users: { ci: { bondary: 'arn:aws:iam::111122223333:policy/limits' } } }))).message).toContain('did you mean boundary?');
  expect(refused(() => core.accessPlan(untyped({ users: { ci: { accessKeys: [{ generation: '1', staus: 'Inactive' }] } } }))).message).toContain('did you mean status?');
  expect(refused(() => core.accessPlan(untyped({ users: { ci: { accessKeys: [{ generation: '1', pgpkey: 'keybase:x' }] } } }))).message).toContain('did you mean pgpKey?');
});

const made = Object.keys({ ...grants, ...bucketGrants, ...guards }).map((name) => [name, GOOD[name]] as const);
const constructs = [...made, ...Object.entries(CONSTRUCTS)];

describe.each(kits)('A1: constructs of %s refuse misspelt props', (_engine, kit) => {
  test.each(constructs)('%s', (name, props) => {
    const Construct = untyped<Readonly<Record<string, Constructor>>>(kit)[name];
    for (const extra of ['grante', 'platfrom', 'dependOn', 'whne']) {
      const error = refused(() => lone(kit, (stack: Stack) => new Construct(stack, 'x', { ...props, [extra]: {} })));
      expect([extra, error.message]).toEqual([extra, expect.stringMatching(UNKNOWN)]);
    }
  });
});

test.each(constructs)('A1: %s of Pulumi refuses misspelt props', async (name, props) => {
  const Construct = untyped<Readonly<Record<string, Constructor>>>(pulumiEngine)[name];
  for (const extra of ['grante', 'platfrom', 'whne']) {
    const error = await refusal(() => { new Construct('x', { ...props, [extra]: {} }); });
    expect([extra, error.message]).toEqual([extra, expect.stringMatching(UNKNOWN)]);
  }
});
