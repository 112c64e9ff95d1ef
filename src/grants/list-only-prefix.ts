import { LIST, LIST_VERSIONS } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, Intent } from './grant';
import { listBelow } from './listing';
import { BUCKET_GRANT, type BucketGrantProps, makeGrant } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';

/** Props of {@link listOnlyPrefix}. */
export interface ListOnlyPrefixProps extends BucketGrantProps, ThroughProps {
  /** The folder, or folders, to list. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * Whether old versions are listed too (`s3:ListBucketVersions`), and with them the keys of what was deleted.
   *
   * @default false
   */
  readonly allowVersions?: boolean;
}

const PROPS: Shape<ListOnlyPrefixProps> = { ...BUCKET_GRANT, ...THROUGH, prefix: VALUE, allowVersions: VALUE };

// @construct new ListOnlyPrefix('catalogue', { bucket: 'archive', prefix: 'documents/', grantee: engineering });
/**
 * Lists keys below a prefix and reads none of them: `s3:ListBucket` for listings whose `s3:prefix` lies below it. A listing tells keys,
 * sizes, times and ETags; HEAD on an object is reading and is denied.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 * @example
 * listOnlyPrefix({ bucket: 'archive', prefix: 'documents/' });
 */
export const listOnlyPrefix: Intent<ListOnlyPrefixProps, Grant> = withProps('ListOnlyPrefix', PROPS, (props) => makeGrant('ListOnlyPrefix', props, () => {
  const { bucket, allowVersions = false } = props;
  const prefixes = prefixList(props.prefix);
  checkChoice('allowVersions', allowVersions, [false, true]);
  return [listBelow('ListOnlyPrefix', bucket, prefixes.map((prefix) => [prefix]), [...LIST, ...(allowVersions ? LIST_VERSIONS : [])])];
}));
