import { own } from '../json';
import { type Computing, textOf } from './functions';

/** What conditions are computed with. */
export interface Conditions extends Pick<Computing, 'value' | 'isKnown' | 'unknown' | 'condition' | 'why'> {
  /** The condition of a name. */
  named(name: string): boolean | string;
}

/** Computes a condition: whether it is so, or the token of what isn't known. */
export function computeCondition(node: unknown, conditions: Conditions): boolean | string {
  const name = own(node, 'Condition');
  if (typeof name === 'string') return conditions.named(name);
  const equals = own(node, 'Fn::Equals');
  if (Array.isArray(equals) && equals.length === 2) return areEqual(equals, conditions);
  const not = own(node, 'Fn::Not');
  if (Array.isArray(not) && not.length === 1) {
    const is = conditions.condition(not[0]);
    return typeof is === 'boolean' ? !is : is;
  }
  const and = own(node, 'Fn::And');
  if (Array.isArray(and)) return decided(and, false, conditions);
  const or = own(node, 'Fn::Or');
  if (Array.isArray(or)) return decided(or, true, conditions);
  return conditions.unknown('a condition', 'it is not one that CloudFormation takes');
}

/** One that decides does so whatever the others are. */
function decided(nodes: readonly unknown[], by: boolean, conditions: Conditions): boolean | string {
  const all = nodes.map((node) => conditions.condition(node));
  return all.includes(by) ? by : all.find((is) => typeof is === 'string') ?? !by;
}

function areEqual(nodes: readonly unknown[], { value, isKnown, unknown, why }: Conditions): boolean | string {
  const [one, other] = nodes.map((node) => textOf(value(node)));
  if (one === undefined || other === undefined) return unknown('Fn::Equals', 'what it compares are not two texts');
  if (one === other) return true;
  const open = [one, other].find((text) => !isKnown(text));
  return open === undefined ? false : unknown(`Fn::Equals of ${one}, ${other}`, why(open));
}
