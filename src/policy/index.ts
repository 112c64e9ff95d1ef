export { accountRootArn, bucketArn, objectArn, parseArn, PARTITIONS, roleArn, userArn, withPartition, type Arn, type Partition } from './arn';
export type { Condition, Effect, PolicyDocument, PolicyVersion, PrincipalMap, Principals, Statement } from './document';
export { policyJson, policyObject, type PolicyJson, type PrincipalsJson, type StatementJson, type Texts } from './json';
export { CONDITION_OPERATORS, parseOperator, type Comparison, type ConditionOperator, type OperatorType, type ParsedOperator } from './operators';
export { parsePolicy, type ParsedPolicy, type ParsePolicyOptions } from './parse';
export type { PolicyKind } from './parse-context';
export type { PolicyProblem } from './problems';
export { bucketPolicySize, identityPolicySize, type MarkLength } from './size';
export { ANY, escapeText, policyText, policyVariable, usesVariable, USER_NAME, type PolicyVariable, type TextPart, type Wildcard } from './text';
