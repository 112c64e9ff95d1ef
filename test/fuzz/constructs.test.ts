import { AccessError } from '../../src';
import * as pulumiEngine from '../../src/pulumi';
import { bucketGrants, grants, guards } from '../engines/fixtures';
import { untyped } from '../grants/refused';
import { refusal } from '../pulumi/mocks';
import { CONSTRUCTS, GOOD, type AnyProps } from '../shape/good-props';
import { kits, lone, type Stack } from '../terraform/kit';
import { fuzz, type Random } from './fuzz';
import { hostileValue, mutated } from './values';

type Constructor = new (...given: readonly unknown[]) => unknown;

const names = [...Object.keys({ ...grants, ...bucketGrants, ...guards }), ...Object.keys(CONSTRUCTS)];

/** Props of a construct, with what it is on where that isn't among them. */
const goodProps = (name: string): AnyProps => ({ ...(name in guards && name !== 'Quarantine' && { bucket: 'releases' }), ...GOOD[name], ...CONSTRUCTS[name] });

/** Good props of which some aren't, or something else altogether. */
const spoilt = (name: string, random: Random): unknown => (random.oneIn(4) ? hostileValue(random) : mutated(goodProps(name), random));

function outcomeOf(error: unknown): string {
  if (error instanceof AccessError && error.message.length < 20_000) return 'refused';
  throw error;
}

fuzz('constructs of cdktf and cdktn: types x props', {
  oneOf: 4,
  attempt: (random) => {
    const [, kit] = random.pick(kits);
    const name = random.pick(names);
    const Construct = untyped<Readonly<Record<string, Constructor>>>(kit)[name];
    try {
      lone(kit, (stack: Stack) => new Construct(stack, 'x', spoilt(name, random)));
      return 'answered';
    } catch (error) {
      return outcomeOf(error);
    }
  },
});

fuzz('constructs of Pulumi: types x props', {
  oneOf: 4,
  attempt: async (random) => {
    const name = random.pick(names);
    const Construct = untyped<Readonly<Record<string, Constructor>>>(pulumiEngine)[name];
    let thrown: unknown;
    await refusal(() => {
      try {
        new Construct('x', spoilt(name, random));
      } catch (error) {
        thrown = error;
        throw error;
      }
    }).catch(() => undefined);
    return thrown === undefined ? 'answered' : outcomeOf(thrown);
  },
});
