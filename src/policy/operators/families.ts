import { arn } from './arn';
import { binary } from './binary';
import { bool } from './bool';
import { date } from './date';
import type { OperatorFamily } from './family';
import { ip } from './ip';
import { isNull } from './null';
import { numeric } from './numeric';
import { string } from './string';
import type { OperatorType } from './table';
import type { TextFamily } from './text-family';

/** Types of operators whose values are patterns. */
export type TextType = 'string' | 'arn';

/** Types of operators whose values are read: numbers, dates, … */
export type ReadType = Exclude<OperatorType, TextType>;

/** The families whose values are read, by the type of their operators. */
export const READ_FAMILIES: Readonly<Record<ReadType, OperatorFamily>> = { number: numeric, date, boolean: bool, binary, ip, null: isNull };

/** The families whose values are patterns, by the type of their operators. */
export const TEXT_FAMILIES: Readonly<Record<TextType, TextFamily>> = { string, arn };

/** Whether operators of a type hold text against patterns. */
export function isTextType(type: OperatorType): type is TextType {
  return type === 'string' || type === 'arn';
}
