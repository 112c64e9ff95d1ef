import { AccessError } from '../errors';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY, policyText, policyVariable, USER_NAME, type PolicyVariable } from '../policy/text';
import { DELETE, LIST, READ } from '../s3/action-sets';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { THROUGH, type ThroughProps } from './access-point';
import type { Grant, GrantStatement, Intent } from './grant';
import { listBelow } from './listing';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { uploadStatements, type UploadProps, UPLOAD_PROPS } from './upload';

/** Props of {@link perUserHomeFolder}. */
export interface PerUserHomeFolderProps extends ObjectGrantProps, ThroughProps, UploadProps {
  /**
   * The folder, or folders, that hold the home folders. Each ends in `/`; `''` is the root of the bucket.
   *
   * @default ''
   */
  readonly prefix?: Prefixes;
  /**
   * Whether every grantee may also read and list all of `prefix`, the other home folders included (never the public). Needs `prefix`
   * written out; `prefix: ''` then opens the whole bucket to reading.
   *
   * @default false
   */
  readonly othersMayRead?: boolean;
  /**
   * Whether the folders on the way to the home folder may be listed one level at a time, as consoles and file browsers do. It shows the
   * names of the other home folders, not what is in them.
   *
   * @default false
   */
  readonly allowRootListing?: boolean;
  /**
   * Which value of the grantee names its folder. A role has no user name, so a role needs a principal tag:
   * `policyVariable('aws:PrincipalTag/team')`. Anyone who may set that tag chooses the folder.
   *
   * @default USER_NAME
   */
  readonly identity?: PolicyVariable;
}

const PROPS: Shape<PerUserHomeFolderProps> = {
  ...OBJECT_GRANT,
  ...THROUGH,
  ...UPLOAD_PROPS,
  prefix: VALUE,
  othersMayRead: VALUE,
  allowRootListing: VALUE,
  identity: VALUE,
};

// @construct new PerUserHomeFolder('homes', { bucket: 'shared', prefix: 'home/', grantee: engineering, othersMayRead: true });
/**
 * Gives each grantee a folder of its own, named after its user name: it reads, writes, deletes and lists below
 * `<prefix>$\{aws:username\}/` and nowhere else. For IAM users, and for groups of them.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `HomeFolderNeedsPrefix`, `InvalidHomeFolderIdentity`, `InvalidPolicyVariable`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_home-directory-console.html
 * @example
 * perUserHomeFolder({ bucket: 'shared', prefix: 'home/', othersMayRead: true });
 */
export const perUserHomeFolder: Intent<PerUserHomeFolderProps, Grant> = withProps('PerUserHomeFolder', PROPS, (props) => makeGrant('PerUserHomeFolder', props, () => {
  const { bucket, prefix, othersMayRead = false, allowRootListing = false, identity = USER_NAME } = props;
  const parents = prefixList(prefix === undefined ? '' : prefix);
  checkChoice('othersMayRead', othersMayRead, [false, true]);
  checkChoice('allowRootListing', allowRootListing, [false, true]);
  if (othersMayRead && prefix === undefined) {
    throw new AccessError({
      code: 'HomeFolderNeedsPrefix',
      message: 'othersMayRead opens all of prefix to reading, and no prefix was given',
      remedy: "write the prefix out, such as prefix: 'home/'; prefix: '' if the whole bucket is meant",
    });
  }
  const name = homeIdentity(identity);
  const homes = parents.map((parent) => [parent, name, '/']);
  return [
    ...uploadStatements('PerUserHomeFolder', homes.map((home) => objectArn(bucket, ...home, ANY)), props, [...READ, ...DELETE]),
    listBelow('PerUserHomeFolderList', bucket, homes, LIST),
    ...(othersMayRead ? readAll(bucket, parents) : []),
    ...(allowRootListing ? [listOnTheWay(bucket, parents)] : []),
  ];
}));

/** The variable made anew from its key: one that was put together by hand could hold a brace or a wildcard. */
function homeIdentity(identity: PolicyVariable): PolicyVariable {
  const { variable: key, defaultValue, ...others }: Partial<PolicyVariable> = identity ?? {};
  const isOne = typeof key === 'string' && /^aws:(username$|principaltag\/.)/i.test(key);
  // nor another name, such as a misspelt default
  if (isOne && defaultValue === undefined && Object.keys(others).length === 0) return policyVariable(key);
  throw new AccessError({
    code: 'InvalidHomeFolderIdentity',
    message: `identity ${shown(identity)} doesn't name one folder for each grantee; allowed: aws:username and aws:PrincipalTag/…, without a default, which all grantees would share`,
    remedy: "leave identity out, or use policyVariable('aws:PrincipalTag/team')",
  });
}

function readAll(bucket: string, parents: readonly string[]): readonly GrantStatement[] {
  return [
    { sid: 'PerUserHomeFolderReadAll', actions: READ, resources: parents.map((parent) => objectArn(bucket, parent, ANY)) },
    listBelow('PerUserHomeFolderListAll', bucket, parents.map((parent) => [parent]), LIST),
  ];
}

/** One level at a time (`s3:delimiter` is `/`) at exactly the folders on the way: for `a/b/` these are the root, `a/` and `a/b/`. */
function listOnTheWay(bucket: string, parents: readonly string[]): GrantStatement {
  const onTheWay = new Set(parents.flatMap((parent) => {
    const folders = parent.split('/').slice(0, -1);
    return ['', ...folders.map((_, depth) => `${folders.slice(0, depth + 1).join('/')}/`)];
  }));
  return {
    sid: 'PerUserHomeFolderRootList',
    actions: LIST,
    resources: [bucketArn(bucket)],
    conditions: [
      { operator: 'StringEquals', key: 's3:delimiter', values: ['/'] },
      { operator: 'StringEquals', key: 's3:prefix', values: [...onTheWay].map((folder) => policyText(folder)) },
    ],
  };
}
