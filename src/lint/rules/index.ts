import { actionResourceMismatch, unknownActions } from '../../faults/actions';
import { allowForAllValues, keyNeverPresent, qualifiers, unknownConditionKeys } from '../../faults/condition-keys';
import { dataTypes, hostBits, multipleBooleans, networkIds, operatorOfKey, privateAddresses, wildcardWithoutLike } from '../../faults/condition-values';
import { deprecatedKeys, textOperatorOnArn, unpairedKeys } from '../../faults/key-advice';
import { lockOut } from '../../faults/lock-out';
import { allowNotPrincipal, principalFormats, serviceWithoutSource } from '../../faults/principals';
import { resourceArns } from '../../faults/resource-arns';
import type { PolicyRule, StateRule, StatementRule } from '../types';
import { allowNotAction, broadAllow, broadForeign, broadPower } from './breadth';
import { exactStatements } from './exact';
import { oidcTrust } from './oidc-trust';
import { ownBucket } from './own-bucket';
import { platformRules } from './platform-rules';
import { platformState } from './platform-state';
import { platformStatement } from './platform-statement';
import { platformVersion } from './platform-version';
import { prefixWithoutSlash } from './prefix-slash';
import { publicAccess } from './public-access';
import { redundantTexts } from './redundant-texts';
import { severalBucketPolicies } from './several-policies';
import { policySize } from './sizes';

/** Rules about one statement. A new rule is a file and a line here. */
export const STATEMENT_RULES: readonly StatementRule[] = [
  unknownActions, resourceArns, ownBucket, principalFormats, actionResourceMismatch,
  unknownConditionKeys, deprecatedKeys, unpairedKeys, keyNeverPresent, allowForAllValues, qualifiers,
  dataTypes, operatorOfKey, textOperatorOnArn, wildcardWithoutLike, privateAddresses, multipleBooleans, networkIds, hostBits,
  broadPower, broadForeign, allowNotAction, allowNotPrincipal, lockOut, serviceWithoutSource, prefixWithoutSlash, redundantTexts, platformStatement,
];

/** Rules about a statement of the trust policy of a role, or of the policy of a key, an access point and so on: what AWS refuses in any. */
export const OTHER_RULES: readonly StatementRule[] = [
  unknownActions, resourceArns, principalFormats, oidcTrust, allowNotPrincipal,
  unknownConditionKeys, deprecatedKeys, unpairedKeys, allowForAllValues, qualifiers,
  dataTypes, operatorOfKey, textOperatorOnArn, wildcardWithoutLike, privateAddresses, multipleBooleans, networkIds, hostBits,
];

/** Rules about all statements of a policy together. */
export const POLICY_RULES: readonly PolicyRule[] = [broadAllow, exactStatements, policySize];

/** Rules about everything else. */
export const STATE_RULES: readonly StateRule[] = [publicAccess, severalBucketPolicies, platformState, platformVersion, platformRules];
