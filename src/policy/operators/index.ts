export { isTextType, READ_FAMILIES, TEXT_FAMILIES, type ReadType, type TextType } from './families';
export { partition, type Constant, type OperatorFamily, type ValueFacts } from './family';
export { CONDITION_OPERATORS, parseOperator, type Comparison, type ConditionOperator, type OperatorType, type ParsedOperator } from './table';
