import type { PolicyRule, StateRule, StatementRule } from '../types';
import { actionResourceMismatch, unknownActions } from './actions';
import { allowNotAction, allowNotPrincipal, broadAllow, broadForeign, broadPower } from './breadth';
import { allowForAllValues, keyNeverPresent, qualifiers, unknownConditionKeys } from './condition-keys';
import { dataTypes, hostBits, multipleBooleans, networkIds, operatorOfKey, privateAddresses, wildcardWithoutLike } from './condition-values';
import { exactStatements } from './exact';
import { deprecatedKeys, textOperatorOnArn, unpairedKeys } from './key-advice';
import { lockOut } from './lock-out';
import { oidcTrust } from './oidc-trust';
import { ownBucket } from './own-bucket';
import { platformRules } from './platform-rules';
import { platformState } from './platform-state';
import { platformStatement } from './platform-statement';
import { platformVersion } from './platform-version';
import { prefixWithoutSlash } from './prefix-slash';
import { principalFormats, serviceWithoutSource } from './principals';
import { publicAccess } from './public-access';
import { redundantTexts } from './redundant-texts';
import { resourceArns } from './resource-arns';
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
