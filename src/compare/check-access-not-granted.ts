import type { AccessState, AccessStateJson } from '../state/access-state';
import { granted, type GrantedOptions, restrictedTo } from './granted';
import type { DocumentInput } from './read-document';
import type { Comparison } from './types';

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
 * @returns `none` when it is so; else `gained` says who may do what, with a request as witness
 * @throws AccessError `InvalidPolicy`, `InvalidPattern`
 * @example
 * checkAccessNotGranted(readAccess('cdktf.out'), { actions: ['s3:DeleteObject*'], resources: ['arn:aws:s3:::backups/*'] }).verdict; // 'none'
 */
export function checkAccessNotGranted(
  source: DocumentInput | AccessState | AccessStateJson,
  access: ForbiddenAccess,
  options: GrantedOptions = {},
): Comparison {
  return granted(source, options, restrictedTo(access.actions ?? [], access.resources ?? []));
}
