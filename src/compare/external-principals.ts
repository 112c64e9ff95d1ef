import type { RequestPrincipal } from '../decide';
import { principalEntries } from '../decide/match/principal';
import type { PolicyDocument, Principals } from '../policy/document';
import { UNKNOWN_TEXT } from '../state/access-state';
import { hasBit } from './bits';
import type { ClassMemory } from './dimension';
import { type Glob, literalGlob, one, run } from './glob';
import { readArn, readText } from './patterns';
import { shapeGlob } from './requests';
import type { ChangedPrincipal } from './types';

/** A principal that resource policies speak of. */
export interface ExternalPrincipal {
  readonly principal: RequestPrincipal;
  /** What to call it in reports. */
  readonly label: ChangedPrincipal;
  /** Whether it only stands for others, so that it needn't be told when another one's change is the same. */
  readonly stands: boolean;
}

const DIGITS = Array.from({ length: 12 }, () => one(':/*?'));
const PATH_END: Glob = [one(':/*?'), run(':*?')];
/** Users and roles of any account. */
const SHAPES: readonly Glob[] = ['user', 'role'].map(
  (kind) => [...literalGlob('arn:aws:iam::'), ...DIGITS, ...literalGlob(`:${kind}/`), ...PATH_END],
);
const NAME_LETTERS = '0123456789xyzabcdefghijklmnopqrstuvw';

/**
 * Everyone of whom resource policies may speak and who isn't a user or a role of the state: anonymous, those that they name, and one
 * user or role for each way in which the rest can be told apart by account and ARN.
 *
 * @param documents resource policies of both sides
 * @param owners accounts to look at besides
 * @param isKnown whether an ARN is that of a user or role of the state
 * @throws LimitPassed
 */
export function externalPrincipals(
  documents: readonly PolicyDocument[], owners: readonly string[], isKnown: (arn: string) => boolean, memory: ClassMemory,
): readonly ExternalPrincipal[] {
  const written = documents.flatMap(
    ({ statements }) => statements.flatMap(({ principals, notPrincipals }) => [...listed(principals), ...listed(notPrincipals)]),
  );
  const entries = [...new Set([...owners, ...written])]
    .filter((entry) => entry !== '*' && !entry.includes(UNKNOWN_TEXT)).map(rootOf).filter((entry) => !isKnown(entry));
  const named = [...new Set(entries)].sort().map((arn): ExternalPrincipal => ({ principal: { arn }, label: { arn }, stands: false }));
  return [
    { principal: 'anonymous', label: 'anonymous', stands: false },
    ...named,
    ...others(documents, entries, memory).filter(({ principal }) => !isKnown(arnOf(principal))),
  ];
}

function listed(principals: Principals | undefined): readonly string[] {
  return principals === undefined ? [] : principalEntries(principals);
}

/** An account is written as its id or as its root's ARN. */
function rootOf(entry: string): string {
  return /^\d{12}$/.test(entry) ? `arn:aws:iam::${entry}:root` : entry;
}

function arnOf(principal: RequestPrincipal): string {
  return typeof principal === 'object' && 'arn' in principal ? principal.arn : '';
}

/** One for each class of ARNs that entries and conditions tell apart; the first is the one of which no policy speaks. */
function others(documents: readonly PolicyDocument[], entries: readonly string[], memory: ClassMemory): readonly ExternalPrincipal[] {
  const globs = [
    ...entries.map((entry) => literalGlob(entry)),
    ...entries.flatMap((entry) => accountGlob(/^arn:[^:]*:iam::(\d+):root$/.exec(entry)?.[1])),
    ...conditionGlobs(documents),
  ];
  const classes = memory.classes([...globs, ...SHAPES], NAME_LETTERS)
    .filter(({ truth, witness }) => SHAPES.some((_, index) => hasBit(truth, globs.length + index)) && !entries.includes(witness));
  let unnamed = false;
  return classes.map(({ truth, witness }): ExternalPrincipal => {
    const first = !unnamed && hasBit(truth, globs.length) && !globs.some((_, index) => hasBit(truth, index));
    unnamed ||= first;
    return { principal: { arn: witness }, label: first ? 'any other principal' : { arn: witness }, stands: !first };
  }).sort((a, b) => Number(a.stands) - Number(b.stands));
}

function accountGlob(account: string | undefined): readonly Glob[] {
  return account === undefined ? [] : [[...shapeGlob('arn:*:iam::'), ...literalGlob(`${account}:`), run()]];
}

/** What conditions on the principal's ARN and account tell apart. */
function conditionGlobs(documents: readonly PolicyDocument[]): readonly Glob[] {
  const lines = documents.flatMap(({ version, statements }) => statements.flatMap(({ conditions = [] }) => (
    conditions.map((line) => ({ version, ...line }))
  )));
  return lines.flatMap(({ version, operator, key, values }) => {
    const lower = key.toLowerCase();
    if (lower === 'aws:principalaccount') return values.flatMap((value) => accountGlob(value));
    if (lower !== 'aws:principalarn') return [];
    const rules = {
      version,
      wildcards: !/Equals/.test(operator) || operator.includes('Arn'),
      variables: true,
      fold: false,
      fixed: new Map(),
      unknowns: '',
    };
    return values.flatMap((value) => {
      const pattern = (operator.includes('Arn') ? readArn : readText)(value, rules);
      return pattern === undefined ? [] : [pattern.glob];
    });
  });
}
