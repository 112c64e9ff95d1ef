import { checkBucketName } from '../s3/names';
import type { AccessConditions } from './access-conditions';
import { renderConditions } from './access-conditions';
import type { Grant, GrantStatement } from './grant';

/** Props that every grant on a bucket has. */
export interface BucketGrantProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /**
   * When the grant holds: address ranges, a time window, HTTPS and so on. All of them hold for everything that the grant gives.
   *
   * @default - always
   */
  readonly when?: AccessConditions;
}

/** Makes a grant of its statements; the conditions of the grant go on every one of them. */
export function makeGrant(name: string, { bucket, when }: BucketGrantProps, statements: () => readonly GrantStatement[]): Grant {
  checkBucketName(bucket);
  const added = renderConditions(when);
  const conditioned = (statement: GrantStatement) => (added.length === 0 ? statement : { ...statement, conditions: [...statement.conditions ?? [], ...added] });
  return { kind: 'grant', name, bucket, statements: statements().map(conditioned) };
}
