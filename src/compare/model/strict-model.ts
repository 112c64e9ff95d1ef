import { hasBit } from '../domain/bits';
import { factsOf } from './key-facts';
import { ACTION_LETTERS, ACTION_SHAPE, ANY_KEY, ARN_SHAPE, type RequestModel } from './request-model';

/** Every action of every service with every ARN and every key. */
export const strictModel = (onAws: boolean): RequestModel => ({
  partition: '*',
  shapes: [{ name: 'any', glob: ARN_SHAPE }],
  patterns: ['*'],
  actionMinterms: (globs, memory) => memory.minterms([...globs, ACTION_SHAPE], ACTION_LETTERS)
    .filter(({ truth }) => hasBit(truth, globs.length))
    .map(({ truth, witness }) => {
      const named = globs.some((glob, index) => hasBit(truth, index) && glob.every(({ kind }) => kind === 'char'));
      return { truth, witness, names: named ? [witness] : [], future: !named, shapes: new Set(['any']), keys: ANY_KEY };
    }),
  keyFacts: (key) => factsOf(key, onAws),
});
