import type { AccessState, AccessStateJson } from '../state/access-state';
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

/**
 * Checks that nobody may do any of the actions on any of the resources.
 *
 * @param source policy document or access state
 * @returns `ok` when it is so; `violations` say who may do what, with a request as witness
 * @throws AccessError `InvalidPolicy`, `InvalidPattern`
 * @example
 * checkAccessNotGranted(readAccess('cdktf.out'), { actions: ['s3:DeleteObject*'], resources: ['arn:aws:s3:::backups/*'] }).ok; // true
 */
export function checkAccessNotGranted(
  source: DocumentInput | AccessState | AccessStateJson,
  access: ForbiddenAccess,
  options: GrantedOptions = {},
): CheckResult {
  return nothingGained(granted(source, options, restrictedTo(access.actions ?? [], access.resources ?? [])));
}
