import { AccessError } from '../errors';
import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { UPLOAD } from '../s3/action-sets';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, Intent } from './grant';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { createConditions, type UploadProps, UPLOAD_PROPS } from './upload';

/** How firm a retention is: `GOVERNANCE` can be bypassed by anyone who may, `COMPLIANCE` by nobody, the root user included. */
export type RetentionMode = 'GOVERNANCE' | 'COMPLIANCE';

/** Props of {@link retentionUploader}. */
export interface RetentionUploaderProps extends ObjectGrantProps, ThroughProps, UploadProps {
  /** The folder, or folders, to upload to. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /** The least retention of an object, in whole days from its upload: 1 to 36,500. */
  readonly minimumDays: number;
  /** The mode that each object must have. */
  readonly mode: RetentionMode;
}

const PROPS: Shape<RetentionUploaderProps> = { ...OBJECT_GRANT, ...THROUGH, ...UPLOAD_PROPS, prefix: VALUE, minimumDays: VALUE, mode: VALUE };

const RETENTION = ['s3:PutObjectRetention'];

// @construct Uploads objects that are locked at least so long.
// @construct new RetentionUploader('evidence', { bucket: 'evidence', prefix: 'cases/', minimumDays: 365, mode: 'COMPLIANCE' });
/**
 * Uploads below a prefix, each object locked at least so long and in this mode; an upload that doesn't say so itself is denied, even where
 * the bucket has a default retention. Object lock must be on. It may also lengthen the retention of what is there below the prefix; it
 * can't shorten one, bypass it, read or delete.
 *
 * The request must carry `x-amz-object-lock-mode` and `x-amz-object-lock-retain-until-date`. Of an upload in parts only the first request
 * can carry them, so uploads in parts are denied: clients must send each object, of up to 5 GB, in one request. Give the date some slack:
 * the days are counted when the request arrives.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidRetention`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 * @example
 * retentionUploader({ bucket: 'evidence', prefix: 'cases/', minimumDays: 365, mode: 'COMPLIANCE' });
 */
export const retentionUploader: Intent<RetentionUploaderProps, Grant> = withProps('RetentionUploader', PROPS, (props) => makeGrant('RetentionUploader', props, () => {
  const { bucket, minimumDays, mode, allowOverwrite = true } = props;
  const resources = prefixList(props.prefix).map((prefix) => objectArn(bucket, prefix, ANY));
  checkChoice('mode', mode, ['GOVERNANCE', 'COMPLIANCE']);
  checkChoice('allowOverwrite', allowOverwrite, [false, true]);
  checkDays(minimumDays);
  const locked = [
    { operator: 'NumericGreaterThanEquals', key: 's3:object-lock-remaining-retention-days', values: [String(minimumDays)] },
    { operator: 'StringEquals', key: 's3:object-lock-mode', values: [mode] },
  ];
  if (allowOverwrite) return [{ sid: 'RetentionUploader', actions: [...UPLOAD, ...RETENTION], resources, conditions: locked }];
  return [
    { sid: 'RetentionUploader', actions: RETENTION, resources, conditions: locked },
    { sid: 'RetentionUploaderNew', actions: UPLOAD, resources, conditions: [...locked, ...createConditions(allowOverwrite)] },
  ];
}));

/** The longest retention that S3 takes: a hundred years. */
const LONGEST = 36_500;

function checkDays(days: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= LONGEST) return;
  throw new AccessError({
    code: 'InvalidRetention',
    message: `minimumDays is ${shown(days)}; allowed: a whole number of days from 1 to ${LONGEST}`,
    remedy: 'write minimumDays: 365',
  });
}
