import type { Condition } from '../policy/document';
import { UPLOAD, UPLOAD_HELPFUL } from '../s3/action-sets';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { GrantStatement } from './grant';
import { OBJECT_LOCK, type ObjectLockProps } from './object-lock';
import { checkChoice } from './props';

/** Props of every grant that uploads. */
export interface UploadProps extends ObjectLockProps {
  /**
   * Whether an upload may replace an object. `false` demands the header `If-None-Match: *` of whatever creates an object, so S3 refuses it
   * where the key exists (412). It breaks every client that doesn't send the header (403), and most don't unless they are configured to. An upload in
   * parts carries it in the request that completes it. A copy needs it, too, and not every endpoint takes it there (501). The header
   * needs Signature Version 4 or HTTPS. It asks about the current version only: what was deleted may be uploaded anew.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
   */
  readonly allowOverwrite?: boolean;
}

/** The shape of {@link UploadProps}. */
export const UPLOAD_PROPS: Shape<UploadProps> = { ...OBJECT_LOCK, allowOverwrite: VALUE };

/** The request carries `If-None-Match`, for which S3 takes `*` only: the key must not exist. */
const ONLY_NEW: Condition = { operator: 'Null', key: 's3:if-none-match', values: ['false'] };

/** The request creates no object: it begins an upload in parts, or sends a part. These can't carry the header. */
const CREATES_NOTHING: Condition = { operator: 'Bool', key: 's3:ObjectCreationOperation', values: ['false'] };

/** The conditions of an upload that creates its object in one request. */
export function createConditions(overwrite: boolean): readonly Condition[] {
  return overwrite ? [] : [ONLY_NEW];
}

/**
 * Uploads, in one statement with whatever else is given on the same objects; in three where nothing may be overwritten: only the upload
 * itself has a condition, which the others couldn't meet.
 *
 * @throws AccessError `InvalidOption`
 */
export function uploadStatements(
  sid: string, resources: readonly string[], { allowOverwrite = true }: UploadProps, others: readonly string[] = [],
): readonly GrantStatement[] {
  checkChoice('allowOverwrite', allowOverwrite, [false, true]);
  if (allowOverwrite) return [{ sid, actions: [...UPLOAD, ...others], helpful: UPLOAD_HELPFUL, resources }];
  return [
    // Required here: a statement of nothing but helpful actions could come out empty.
    { sid, actions: [...others, ...UPLOAD_HELPFUL], resources },
    { sid: `${sid}New`, actions: UPLOAD, resources, conditions: [ONLY_NEW] },
    { sid: `${sid}Parts`, actions: UPLOAD, resources, conditions: [CREATES_NOTHING] },
  ];
}
