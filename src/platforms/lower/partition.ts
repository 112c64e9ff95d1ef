/* Pass 2 of lowering a statement. It may assume: nothing: it moves ARNs and leaves all else as it is. */
import { withPartition } from '../../policy/arn';
import type { Condition, Principals, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import type { Platform } from '../platform';

/** Moves the ARNs of a statement to the partition of the platform. */
export function inPartition<S extends Statement>(statement: S, { partition }: Platform): S {
  if (partition === 'aws') return statement;
  const move = (texts: readonly string[] | undefined) => texts?.map((text) => withPartition(text, partition));
  return {
    ...statement,
    principals: movePrincipals(statement.principals, move),
    notPrincipals: movePrincipals(statement.notPrincipals, move),
    resources: move(statement.resources),
    notResources: move(statement.notResources),
    conditions: statement.conditions?.map((condition) => (holdsArns(condition) ? { ...condition, values: move(condition.values) ?? [] } : condition)),
  };
}

/** Only values that are ARNs are moved: a folder may be called `arn:aws:s3:::x/`, and a listing of it is text. */
function holdsArns({ operator, key }: Condition): boolean {
  return parseOperator(operator)?.base.type === 'arn' || /arn$/i.test(key);
}

type Move = (texts: readonly string[]) => readonly string[] | undefined;

function movePrincipals(principals: Principals | undefined, move: Move): Principals | undefined {
  if (principals === undefined || principals === '*') return principals;
  return Object.fromEntries(Object.entries(principals).map(([kind, list]) => [kind, move(list)]));
}
