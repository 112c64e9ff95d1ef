import { AccessError } from '../../src';
import { CALLS, type Call } from './calls';
import { fuzz, type Random } from './fuzz';
import { hostileValue, mutated } from './values';

/** Whatever is thrown at a function is answered, or refused with an AccessError whose message stays short. */
async function attempt([name, call, good]: Call, random: Random): Promise<string> {
  const at = random.below(good.length);
  const wild = random.oneIn(4);
  const given = good.map((one, index) => (wild ? hostileValue(random) : index === at ? mutated(one, random) : one));
  try {
    const answer = await call(...given);
    // what is worked out when it is read is part of the answer
    if (typeof answer === 'object' && answer !== null && 'toJSON' in answer) JSON.stringify(answer);
    return 'answered';
  } catch (error) {
    if (error instanceof AccessError && error.message.length < 20_000) return 'refused';
    const why = error instanceof Error ? `${error.name} ${error.message.slice(0, 200)}\n${(error.stack ?? '').split('\n').filter((line) => line.includes('/src/')).slice(0, 3).join('\n')}` : 'not an Error';
    throw new Error(`${name} threw ${why}`);
  }
}

fuzz('functions: types x props', { attempt: (random) => attempt(random.pick(CALLS), random) });
