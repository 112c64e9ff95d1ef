import type { RequestPrincipal } from '../../decide';
import type { PolicyDocument } from '../../policy/document';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { type Bits, hasBit } from '../domain/bits';
import { type Glob, literalGlob, one, run } from '../domain/glob';
import { LimitPassed } from '../domain/limits';
import type { MintermCache } from '../domain/minterm-cache';
import type { Minterm } from '../domain/subset-construction';
import type { RequestModel } from '../model/request-model';
import type { ChangedPrincipal } from '../types';
import { accountGlob, accountsOf, type ArnGlobs, conditionGlobs, conditionTexts, namedIn, variableArns } from './principal-globs';

/** A principal that resource policies speak of. */
export interface ComparedPrincipal {
  readonly principal: RequestPrincipal;
  /** What to call it in reports. */
  readonly label: ChangedPrincipal;
  /**
   * The names under which its changes may have been reported already, so that they aren't reported again; empty for one that is always reported.
   * A principal that only stands for others comes after those under whose names its changes may have been reported.
   */
  readonly within: readonly ChangedPrincipal[];
}

/** Every principal to which resource policies may apply, as far as policies distinguish them. */
export interface ExternalPrincipals {
  readonly principals: readonly ComparedPrincipal[];
  /** Why there may be others for which something else changes; absent when there are none. */
  readonly incomplete?: string;
}

const OTHERS = 'any other principal';
const DIGITS = Array.from({ length: 12 }, () => one(':/*?'));
/** No name and no path ends in a slash. */
const PATH_END: Glob = [run(':*?'), one(':/*?')];
/** Root users, users and roles; anyone who can stand for a whole account comes first. */
const KINDS: readonly (readonly [what: string, end: Glob])[] = [['root', []], ['user/', PATH_END], ['role/', PATH_END]];
const USER = 1;
const NAME_LETTERS = '0123456789xyzabcdefghijklmnopqrstuvw';
/** So often the names of known principals are stepped over to find one of somebody else. */
const MOST_STEPS = 50;
/** So many who aren't named are looked at one by one. */
const MOST_OTHERS = 1_000;

/**
 * Every principal to which resource policies may apply and that isn't a user or a role of the state: anonymous, those that they name, and one
 * root user, user or role for each way in which the rest can be distinguished by account, ARN and name, be it by a variable alone. Who may
 * be of any account is called `any other principal`, whatever other conditions it has to meet; one of an account that policies mention is
 * called by an ARN.
 *
 * @param documents resource policies of both states
 * @param owners accounts to look at besides
 * @param isKnown whether an ARN is that of a user or role of the state
 */
export function externalPrincipals(
  documents: readonly PolicyDocument[],
  owners: readonly string[],
  isKnown: (arn: string) => boolean,
  tools: { readonly memory: MintermCache; readonly model: RequestModel },
): ExternalPrincipals {
  const written = [...owners, ...namedIn(documents)].filter((entry) => entry !== '*' && !entry.includes(UNKNOWN_TEXT));
  const partition = partitionFor(tools.model.partition, [...written, ...conditionTexts(documents)]);
  const entries = [...new Set(written)].map((entry) => rootOf(entry, partition)).filter((entry) => !isKnown(entry));
  const named = [...new Set(entries)].sort().map((arn): ComparedPrincipal => ({ principal: { arn }, label: { arn }, within: [] }));
  const accounts = accountsOf(documents, entries);
  const known: readonly ComparedPrincipal[] = [{ principal: 'anonymous', label: 'anonymous', within: [] }, ...named];
  const scope = { partition, memory: tools.memory };
  let incomplete: string | undefined;
  // who can't be distinguished by all that is spoken of may be by less: what is found then is true, but not all
  for (const variables of [() => variableArns(documents), () => []]) {
    try {
      const values = variables();
      if ((accounts.length + 1) * values.length > MOST_OTHERS) throw tooMany();
      return { principals: [...known, ...others(accounts, entries, [...conditionGlobs(documents), ...values], isKnown, scope)], incomplete };
    } catch (error) {
      if (!(error instanceof LimitPassed)) throw error;
      incomplete ??= error.message;
    }
  }
  return { principals: known, incomplete };
}

/** An account is written as its id or as its root's ARN. */
function rootOf(entry: string, partition: string): string {
  return /^\d{12}$/.test(entry) ? `arn:${partition}:iam::${entry}:root` : entry;
}

/** Principals lie in the partition of the resources; where these may lie in any, in the one of which the policies speak. */
function partitionFor(partition: string, texts: readonly string[]): string {
  return partition === '*' ? texts.flatMap((text) => /^arn:(aws[a-z-]*):/.exec(text)?.[1] ?? [])[0] ?? 'aws' : partition;
}

/** Where principals are looked for. */
interface SearchScope {
  readonly partition: string;
  readonly memory: MintermCache;
}

/** One for each class of ARNs that entries, conditions and variables distinguish; the first is the one of which no policy speaks. */
function others(
  accounts: readonly string[],
  entries: readonly string[],
  globs: readonly ArnGlobs[],
  isKnown: (arn: string) => boolean,
  { partition, memory }: SearchScope,
): readonly ComparedPrincipal[] {
  const single = [...accounts.map(accountGlob), ...entries.map((entry) => literalGlob(entry))];
  const facts: readonly ArnGlobs[] = [...single.map((glob) => [glob]), ...globs];
  const spoken = facts.flat();
  const shapes = KINDS.map(([what, end]): Glob => [...literalGlob(`arn:${partition}:iam::`), ...DIGITS, ...literalGlob(`:${what}`), ...end]);
  const shapeOf = (truth: Bits) => shapes.findIndex((_, index) => hasBit(truth, spoken.length + index));
  const factsOf = (truth: Bits) => {
    let number = 0;
    return facts.map((any) => any.map(() => hasBit(truth, number++)).includes(true));
  };
  const ways = new Set<string>();
  // principals that differ only in their path, where no policy mentions one, are the same to all policies
  const found = strangers([...spoken, ...shapes], (truth) => shapeOf(truth) >= 0, isKnown, memory).filter(({ truth, witness }) => {
    const way = [shapeOf(truth), ...factsOf(truth)].join();
    return !entries.includes(witness) && !ways.has(way) && ways.add(way);
  });
  if (found.length > MOST_OTHERS) throw tooMany();
  const wide: ComparedPrincipal[] = [];
  const bound: ComparedPrincipal[] = [];
  for (const { truth, witness } of [...found].sort((a, b) => shapeOf(a.truth) - shapeOf(b.truth))) {
    const principal = { arn: witness };
    const account = accounts.find((_, index) => hasBit(truth, index));
    const unnamed = shapeOf(truth) === USER && !spoken.some((_, index) => hasBit(truth, index));
    if (unnamed) wide.unshift({ principal, label: OTHERS, within: [] });
    else if (account === undefined) wide.push({ principal, label: OTHERS, within: [OTHERS] });
    else bound.push({ principal, label: principal, within: [OTHERS, { arn: rootOf(account, partition) }] });
  }
  return [...wide, ...bound];
}

/** A class for each way in which globs match strings, without the ARNs that are known: a known principal stands for itself only. */
function strangers(
  globs: readonly Glob[],
  isPrincipal: (truth: Bits) => boolean,
  isKnown: (arn: string) => boolean,
  memory: MintermCache,
): readonly Minterm[] {
  const known: Glob[] = [];
  const isStranger = (truth: Bits) => isPrincipal(truth) && !known.some((_, index) => hasBit(truth, globs.length + index));
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const minterms = memory.minterms([...globs, ...known], NAME_LETTERS).filter(({ truth }) => isStranger(truth));
    const more = minterms.filter(({ witness }) => isKnown(witness)).flatMap(({ witness }) => knownAs(witness, isKnown));
    if (more.length === 0) return minterms;
    known.push(...more);
  }
  throw new LimitPassed('resource policies speak of principals who are hard to tell from those of the source');
}

/** The ARN of a known principal; under any path, where its path isn't known. */
function knownAs(arn: string, isKnown: (arn: string) => boolean): readonly Glob[] {
  const [, before = '', name = ''] = /^([^/]*\/)(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const anyPath: Glob = [...literalGlob(before), run(), ...literalGlob(`/${name}`)];
  return isKnown(`${before}${UNLIKELY}/${name}`) ? [literalGlob(before + name), anyPath] : [literalGlob(arn)];
}

/** A path that nobody has. */
const UNLIKELY = 'no/such/path';

function tooMany(): LimitPassed {
  return new LimitPassed(`resource policies distinguish more than ${MOST_OTHERS} principals that they don't name`);
}
