import type { Platform } from '../platforms/platform';
import { actionResourceMismatch, unknownActions } from './actions';
import { bucketsAsFolders } from './buckets-as-folders';
import { keyNeverPresent, unknownConditionKeys } from './condition-keys';
import { dataTypes, networkIds, operatorOfKey, privateAddresses } from './condition-values';
import { lockOut } from './lock-out';
import { allowNotPrincipal, principalFormats } from './principals';
import { resourceArns } from './resource-arns';
import type { Found, StatementFault, StatementLocation } from './types';

/** The rules by which a statement may be wrong by itself, whatever stands beside it. */
const FAULTS: readonly StatementFault[] = [
  unknownActions, resourceArns, principalFormats, actionResourceMismatch, unknownConditionKeys, keyNeverPresent,
  dataTypes, operatorOfKey, privateAddresses, networkIds, allowNotPrincipal, lockOut, bucketsAsFolders,
];

/** What keeps a statement from doing what it says, or lets in somebody that it shouldn't: what `lintAccess` calls an error. */
export function statementErrors(location: StatementLocation, platform: Platform): readonly Found[] {
  return FAULTS.flatMap((rule) => rule(location, platform)).filter(({ severity }) => severity === 'error');
}
