import { AccessError } from '../errors';
import { isDeployTime } from '../policy/deploy-time';
import { bucketArn } from '../policy/s3-arn';
import { ANY, policyText, USER_NAME } from '../policy/text';
import { DELETE, LIST, READ } from '../s3/action-sets';
import { brokenBucketNameRules, shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { ANY_GRANT, makeGrantOn, type AnyGrantProps } from './make-grant';
import { statedLock } from './object-lock';
import { UPLOAD_PROPS, uploadStatements, type UploadProps } from './upload';

/** What stands in a bucket's name before or after the name of its user; at least one of them. */
export type PerUserBucketName =
  | { readonly namePrefix: string; readonly nameSuffix?: string }
  | { readonly namePrefix?: string; readonly nameSuffix: string };

/**
 * Props of {@link perUserBucket}. The buckets are called `<namePrefix><user name><nameSuffix>`. `namePrefix` ends in `-` or `.`, and
 * `nameSuffix` begins so; they are to be texts that no other bucket of the account begins or ends with.
 */
export type PerUserBucketProps = AnyGrantProps & UploadProps & PerUserBucketName;

const PROPS: Shape<PerUserBucketProps> = { ...ANY_GRANT, ...UPLOAD_PROPS, namePrefix: VALUE, nameSuffix: VALUE };

// @construct Gives each grantee the bucket that is named after it.
// @construct new PerUserBucket('homes', { namePrefix: 'acme-home-', grantee: engineering });
/**
 * Gives each grantee the bucket that is named after it, such as `acme-home-$\{aws:username\}`: it reads, writes, deletes and lists there
 * and nowhere else. For IAM users, and for groups of them; a role has no user name. The buckets themselves are made elsewhere.
 *
 * A bare user name isn't allowed as the bucket's name: the user `releases` would get the bucket `releases`. Anyone who may name users chooses
 * which bucket they get, so no other bucket's name may begin or end with the text. A user name that no bucket may have, such as `Dana` or
 * `a_b`, gets nothing.
 *
 * @throws AccessError `InvalidBucketNameText`, `InvalidOption`, `InvalidCondition`, `DeployTimeValue`
 * @example
 * perUserBucket({ namePrefix: 'acme-home-' });
 */
export const perUserBucket: Intent<PerUserBucketProps, Grant> = withProps('PerUserBucket', PROPS, (props) => ({ ...perUser(props), ...statedLock(props.objectLock) }));

const perUser = (props: PerUserBucketProps) => makeGrantOn('PerUserBucket', [], props.when, () => {
  const { namePrefix = '', nameSuffix = '' } = props;
  checkNameText(namePrefix, nameSuffix);
  // each part is policy text: the name's letters mean themselves, the variable is the user's name
  const bucket = bucketArn(policyText(namePrefix, USER_NAME, nameSuffix));
  return [
    ...uploadStatements('PerUserBucket', [`${bucket}/${policyText(ANY)}`], props, [...READ, ...DELETE]),
    { sid: 'PerUserBucketList', actions: LIST, resources: [bucket] },
  ];
});

const TEXT_RULES: ReadonlyArray<readonly [broken: (prefix: string, suffix: string) => boolean, problem: string]> = [
  [(prefix, suffix) => typeof prefix !== 'string' || typeof suffix !== 'string', 'are texts'],
  [(prefix, suffix) => prefix + suffix === '', 'are at least one: a bare user name would open whatever bucket is called so'],
  [(prefix, suffix) => isDeployTime(prefix + suffix), 'are known before deploy'],
  [(prefix) => prefix !== '' && !/[-.]$/.test(prefix), 'part the user name off: namePrefix ends in - or . (home would also open homeland to the user land)'],
  [(_, suffix) => suffix !== '' && !/^[-.]/.test(suffix), 'part the user name off: nameSuffix begins with - or .'],
];

/** The rules of bucket names hold for the whole name, no matter who the user is; the shortest user stands in for it here. */
function checkNameText(prefix: string, suffix: string): void {
  const broken = TEXT_RULES.find(([isBroken]) => isBroken(prefix, suffix))?.[1];
  const rules = broken === undefined ? brokenBucketNameRules(`${prefix}u${suffix}`).map((rule) => `make a bucket name that ${rule}`) : [broken];
  if (rules.length === 0) return;
  throw new AccessError({
    code: 'InvalidBucketNameText',
    message: `namePrefix ${shown(prefix)} and nameSuffix ${shown(suffix)} don't name a bucket for each user: they ${rules.join(', and ')}`,
    remedy: "write what all these buckets and no others begin with, such as namePrefix: 'acme-home-'",
  });
}
