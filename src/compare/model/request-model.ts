import { type Bits, hasBit } from '../domain/bits';
import { character, type Glob, one, run } from '../domain/glob';
import type { KeyFacts } from '../domain/key-minterms';
import type { MintermCache } from '../domain/minterm-cache';
import { factsOf } from './key-facts';

/** The keys that requests of an action can have. */
export interface AvailableKeys {
  /** The same text for the same keys. */
  readonly id: string;
  /** Whether a request can have a key, given in lower case. */
  has(key: string): boolean;
}

/** Actions that no cube distinguishes and that go with the same resources and keys. */
export interface ActionMinterm {
  /** The globs that match, by number. */
  readonly truth: Bits;
  /** One of the actions. */
  readonly witness: string;
  /** All of them that have names today. */
  readonly names: readonly string[];
  /** Whether it holds actions that nobody has named yet. */
  readonly future: boolean;
  /** The resource shapes that go with them, by name. */
  readonly shapes: ReadonlySet<string>;
  readonly keys: AvailableKeys;
}

/** A form that resources have. */
export interface ResourceShape {
  readonly name: string;
  readonly glob: Glob;
  /** A resource that this matches too hasn't got the shape. */
  readonly except?: Glob;
}

/** Which requests exist. */
export interface RequestModel {
  /** The ARN partition of all resources; `*` where there are several. */
  readonly partition: string;
  /** All forms that resources have. */
  readonly shapes: readonly ResourceShape[];
  /** Action patterns of which every class is either within or without, for reports. */
  readonly patterns: readonly string[];
  /**
   * All actions, in minterms.
   *
   * @param globs action patterns in lower case
   * @throws LimitPassed
   */
  actionMinterms(globs: readonly Glob[], memory: MintermCache): readonly ActionMinterm[];
  /** What is known of a key, given in lower case. */
  keyFacts(key: string): KeyFacts;
}

/** All keys. */
export const ANY_KEY: AvailableKeys = { id: 'any', has: () => true };

/** A glob from text in which `*` is a run and `+` a run of at least one character of the part between colons; for shapes in code. */
export function shapeGlob(text: string, except = ':'): Glob {
  return Array.from(text).flatMap((char) => (char === '+' ? [one(except), run(except)] : char === '*' ? [run(except)] : [character(char)]));
}

/** One service and one name, in lower case, as a request has them. */
export const ACTION_SHAPE: Glob = [one(':._*?'), run(':._*?'), character(':'), one(':._*?-'), run(':._*?-')];

/** Any ARN. */
export const ARN_SHAPE: Glob = [...shapeGlob('arn:+:+:*:*:'), one(), run()];

/** Characters that actions are made of, the ones to prefer in front. */
export const ACTION_LETTERS = 'xyzabcdefghijklmnopqrstuvw0123456789';

/** The model of all requests that can be written down: every action of every service with every ARN and every key. */
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
