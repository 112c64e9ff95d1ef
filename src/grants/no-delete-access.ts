import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { UPLOAD, UPLOAD_HELPFUL } from '../s3/action-sets';
import { ACCESS_MANAGEMENT, bucketActionsBut, DESTROYING, OBJECT_TAGGING, objectActionsBut, REPLACING } from '../s3/bucket-actions';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { checkChoice } from './props';
import { uploadStatements, type UploadProps, UPLOAD_PROPS } from './upload';

/** Props of {@link noDeleteAccess}. */
export interface NoDeleteAccessProps extends ObjectGrantProps, UploadProps {
  /**
   * Whether tags may be set on objects. Where a lifecycle rule expires objects by tag, that deletes them.
   *
   * @default false
   */
  readonly allowTagging?: boolean;
}

const PROPS: Shape<NoDeleteAccessProps> = { ...OBJECT_GRANT, ...UPLOAD_PROPS, allowTagging: VALUE };

// @construct new NoDeleteAccess('ingest', { bucket: 'main-bucket' });
/**
 * Everything on one bucket and its objects but deletes, in whatever way: no object, version, tag or configuration is deleted; no lifecycle
 * rule is set that would delete; versioning, default object lock, legal holds and encryption stay as they are; no retention is bypassed;
 * nothing is replicated into the bucket; and who has access stays as it is, since a policy could give the deletes back.
 *
 * What remains: an upload replaces an object of the same key, for good where the bucket has no versioning. Turn versioning on, or set
 * `allowOverwrite: false`. An unfinished upload in parts may be given up. On MinIO an upload may also rewrite an old version in place, so there it
 * needs `objectLock: true`.
 *
 * The policy lists the actions that this version of the package knows, so an action that AWS adds later isn't given by itself.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @example
 * noDeleteAccess({ bucket: 'main-bucket' });
 */
export const noDeleteAccess: Intent<NoDeleteAccessProps, Grant> = withProps('NoDeleteAccess', PROPS, (props) => ({ ...noDelete(props), keepsVersions: true }));

const noDelete = (props: NoDeleteAccessProps) => makeGrant('NoDeleteAccess', props, () => {
  const { bucket, allowOverwrite = true, allowTagging = false } = props;
  checkChoice('allowTagging', allowTagging, [false, true]);
  const left = [ACCESS_MANAGEMENT, DESTROYING, allowTagging ? [] : OBJECT_TAGGING];
  const others = objectActionsBut(...left, UPLOAD, UPLOAD_HELPFUL, allowOverwrite ? [] : REPLACING);
  return [
    { sid: 'NoDeleteAccess', actions: bucketActionsBut(...left), all: true, resources: [bucketArn(bucket)] },
    ...uploadStatements('NoDeleteAccessObjects', [objectArn(bucket, ANY)], props, others).map((statement) => ({ ...statement, all: true })),
  ];
});
