import type { PolicyRule, StateRule, StatementRule } from '../types';
import { actionResourceMismatch, unknownActions } from './actions';
import { allowNotAction, allowNotPrincipal, broadAllow } from './breadth';
import { allowForAllValues, keyNeverPresent, qualifiers } from './condition-keys';
import { dataTypes, operatorOfKey, privateAddresses, wildcardWithoutLike } from './condition-values';
import { exactStatements } from './exact';
import { platformRules } from './platform-rules';
import { platformState } from './platform-state';
import { platformStatement } from './platform-statement';
import { publicAccess } from './public-access';
import { redundantTexts } from './redundant-texts';
import { policySize } from './sizes';

/** Rules about one statement. A new rule is a file and a line here. */
export const STATEMENT_RULES: readonly StatementRule[] = [
  unknownActions, actionResourceMismatch, keyNeverPresent, allowForAllValues, qualifiers, dataTypes, operatorOfKey, wildcardWithoutLike,
  privateAddresses, broadAllow, allowNotAction, allowNotPrincipal, redundantTexts, platformStatement,
];

/** Rules about all statements of a policy together. */
export const POLICY_RULES: readonly PolicyRule[] = [exactStatements, policySize];

/** Rules about everything else. */
export const STATE_RULES: readonly StateRule[] = [publicAccess, platformState, platformRules];
