import { tokenize } from '../../decide/match/tokens';
import type { Statement } from '../../policy/document';
import type { FixedKeys } from '../compile/text-pattern';
import { bitList } from '../domain/bits';
import type { Change, Diff } from './find-changes';
import { statementsIn } from './problem';

/** Values for variables of which nobody knows more than that requests have them: such as no policy holds. */
const TYPED: ReadonlyMap<string, string> = new Map([
  ['aws:sourceip', '198.51.100.77'],
  ['aws:vpcsourceip', '198.51.100.77'],
  ['aws:currenttime', '2026-01-02T03:04:05Z'],
  ['aws:epochtime', '1767323045'],
  ['aws:securetransport', 'true'],
  ['aws:multifactorauthpresent', 'true'],
]);

/** An example value of a key, given in lower case. */
export function exampleValue(key: string): string {
  return TYPED.get(key) ?? `${MADE_UP}${key.slice(Math.max(key.lastIndexOf(':'), key.lastIndexOf('/')) + 1)}`;
}

const MADE_UP = 'some-';

/** Example values of keys that none of the texts holds, but for those of keys that take few values. */
export function madeUpValues(keys: readonly string[], texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => {
    let value = exampleValue(key);
    while (isMadeUp(value) && texts.some((text) => text.includes(value))) value += '-or-other';
    return [key, value];
  }));
}

/** Whether an example value is one that was made up, so that it means nothing in itself. */
export function isMadeUp(value: string): boolean {
  return value.startsWith(MADE_UP);
}

/** As many are tried for one principal. */
const MOST_VALUES = 16;

/**
 * Values that variables without a value may have, taken from what is written elsewhere: `secret`, where one statement speaks of
 * `$\{aws:PrincipalTag/team}/*` and another one of `secret/*`. Only such values can change more than those that no policy holds.
 *
 * @param madeUp values that no policy holds, for the other variables
 */
export function likelyValues({ changes, resources, problem }: Diff, madeUp: ReadonlyMap<string, string>): readonly FixedKeys[] {
  const found = new Map<string, FixedKeys>();
  for (const change of changes.filter(({ outcome }) => outcome.maybeGained ?? outcome.maybeLost)) {
    const statements = statementsOf(problem, change);
    const witnesses = new Set([...change.cells.values()].flat().map((index) => resources[index].witness));
    for (const { text, beside } of statements.flatMap((statement) => written(statement, [...witnesses], statements))) {
      for (const other of beside) {
        if (found.size === MOST_VALUES) return [...found.values()];
        const [key, value] = valueIn(text, other) ?? [];
        // the others have some value too
        if (key !== undefined && value !== undefined) {
          found.set(`${key} ${value}`, new Map([...madeUp].map(([name, any]) => [name, [name === key ? value : any]])));
        }
      }
    }
  }
  return [...found.values()];
}

/** The statements that speak of a change's requests. */
function statementsOf({ sources }: Diff['problem'], { residual }: Change): readonly Statement[] {
  const cubes = [residual.before, residual.after].flatMap((cofactor) => (typeof cofactor === 'boolean' ? [] : bitList(cofactor)));
  return statementsIn({ sources: [...new Set(cubes)].map((cube) => sources[cube]) });
}

/** The texts of a statement that have variables, each with the texts that it may be the same as. */
function written(statement: Statement, witnesses: readonly string[], statements: readonly Statement[]) {
  const paths = [...statement.resources ?? [], ...statement.notResources ?? []].map((text) => ({ text, beside: witnesses }));
  const values = (statement.conditions ?? []).flatMap(({ key, values: texts }) => {
    const beside = statements.flatMap(({ conditions = [] }) => conditions.filter((other) => other.key.toLowerCase() === key.toLowerCase())
      .flatMap((other) => other.values.filter((value) => !value.includes('${'))));
    return texts.map((text) => ({ text, beside }));
  });
  return [...paths, ...values].filter(({ text }) => text.includes('${'));
}

/** The value with which the first variable of a text makes it begin as another text does; undefined where none does. */
function valueIn(text: string, other: string): readonly [key: string, value: string] | undefined {
  const [start, second] = tokenize(text, { wildcards: true, variables: true });
  const [before, variable] = start.kind === 'literal' ? [start.text, second] : ['', start];
  if (variable?.kind !== 'variable' || !other.startsWith(before)) return undefined;
  const [value] = other.slice(before.length).split(/[/:]/);
  return value === '' ? undefined : [variable.key, value];
}
