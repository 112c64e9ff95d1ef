import { listOf, TEXT } from '../../shape/readers';
import { readShape, type Shape } from '../../shape/shape';
import type { AccessState, AccessStateJson } from '../../state/access-state';
import { GRANTED, optionsOf } from '../options';
import { type CheckResult, nothingGained } from './check-result';
import { granted, type GrantedOptions, restrictedTo } from './granted';
import type { DocumentInput } from './read-document';

/** Requests that must not be allowed. */
export interface ForbiddenAccess {
  /**
   * Action patterns, such as `s3:Delete*`.
   * @default - every action
   */
  readonly actions?: readonly string[];
  /**
   * Resource patterns, such as `arn:aws:s3:::releases/*`.
   * @default - every resource
   */
  readonly resources?: readonly string[];
}

const FORBIDDEN: Shape<ForbiddenAccess> = { actions: listOf(TEXT), resources: listOf(TEXT) };

/**
 * Checks that nobody may do any of the actions on any of the resources.
 *
 * @param source policy document or access state
 * @returns `ok` when it is so; `violations` say who may do what, with a request as witness
 * @throws AccessError `InvalidPolicy`, `UnreadableSource`, `InvalidPattern`, `InvalidOption`
 * @example
 * checkAccessNotGranted(readAccess('cdktf.out'), { actions: ['s3:DeleteObject*'], resources: ['arn:aws:s3:::backups/*'] }).ok; // true
 */
export function checkAccessNotGranted(
  source: DocumentInput | AccessState | AccessStateJson,
  access: ForbiddenAccess,
  options: GrantedOptions = {},
): CheckResult {
  const how = optionsOf<GrantedOptions>('checkAccessNotGranted', GRANTED, options);
  const { actions = [], resources = [] } = readShape<ForbiddenAccess>(FORBIDDEN, access, { what: 'checkAccessNotGranted', called: 'access', example: "{ actions: ['s3:DeleteObject*'] }" });
  return nothingGained(granted(source, how, restrictedTo(actions, resources)));
}
