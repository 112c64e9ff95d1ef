import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { LIST, TAGGING } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, Intent } from './grant';
import { listingStatements, type Listing } from './listing';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { uploadStatements, type UploadProps, UPLOAD_PROPS } from './upload';

/** Props of {@link writeOnlyUploader}. */
export interface WriteOnlyUploaderProps extends ObjectGrantProps, ThroughProps, UploadProps {
  /** The folder, or folders, to upload to. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * What may be listed (`s3:ListBucket`): `'prefix'` the keys below the prefix, `'bucket'` all keys of the bucket. Clients that look
   * before they upload (`aws s3 sync`, rclone) need `'prefix'`.
   *
   * @default false
   */
  readonly listing?: Listing;
  /**
   * Whether it may set tags on objects (`s3:PutObjectTagging`), also while uploading.
   *
   * @default false
   */
  readonly allowTagging?: boolean;
}

const PROPS: Shape<WriteOnlyUploaderProps> = { ...OBJECT_GRANT, ...THROUGH, ...UPLOAD_PROPS, prefix: VALUE, listing: VALUE, allowTagging: VALUE };

// @construct Uploads below a prefix and does nothing else there.
// @construct A CI system whose jobs have OIDC tokens needs no long-lived key: give it to a `StorageRole`.
// @construct const ci = new WriteOnlyUploader('ci-uploader', { bucket: 'releases', prefix: 'firmware/' });
// @construct ci.accessKey.secret; // sensitive
// @construct(pulumi) const ci = new WriteOnlyUploader('ci-uploader', { bucket: releases.id, prefix: 'firmware/' });
// @construct(pulumi) export const secret = ci.accessKey.secret;
/**
 * Uploads below a prefix and does nothing else there: `s3:PutObject`, and, as a help, `s3:AbortMultipartUpload` and
 * `s3:ListMultipartUploadParts`. It can't read, delete, or set an ACL, a retention, a legal hold or (without `allowTagging`) tags.
 *
 * Two things that surprise: without `listing`, HEAD of any key answers 403 and never 404, so a client can't ask whether a key is there;
 * and an upload to an existing key overwrites it, unless `allowOverwrite: false` (in a bucket with versioning the old version stays).
 *
 * A CI system whose jobs have OIDC tokens (GitHub Actions, GitLab and others) needs no long-lived key: give the grant to a `StorageRole`
 * that trusts them, see `githubActionsRole` and `oidcRole`. The key of a user is for what has no such token.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 * @example
 * writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' });
 */
export const writeOnlyUploader: Intent<WriteOnlyUploaderProps, Grant> = withProps('WriteOnlyUploader', PROPS, (props) => makeGrant('WriteOnlyUploader', props, () => {
  const { bucket, listing = false, allowTagging = false } = props;
  const prefixes = prefixList(props.prefix);
  checkChoice('allowTagging', allowTagging, [false, true]);
  return [
    ...uploadStatements('WriteOnlyUploader', prefixes.map((prefix) => objectArn(bucket, prefix, ANY)), props, allowTagging ? TAGGING : []),
    ...listingStatements('WriteOnlyUploaderList', bucket, prefixes, listing, LIST),
  ];
}));
