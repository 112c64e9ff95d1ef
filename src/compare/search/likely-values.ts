import { tokenize } from '../../decide/match/tokens';
import type { Statement } from '../../policy/document';
import type { FixedKeys } from '../compile/text-pattern';
import { bitList } from '../domain/bits';
import type { Change, Diff } from './find-changes';
import { statementsIn } from './problem';

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
