import { listAllBuckets, perUserBucket, perUserHomeFolder } from '../../src';
import type { Asks } from './vendor-asks';

/** A statement of the document's policy, by its Sid. */
export interface RelayerStatement extends Asks {
  /** What is wrong with it there. */
  readonly wrong?: string;
}

/** The document's one policy, as grants of the group that its users are in. There a bucket is called as its user alone. */
export const GRANTS = [
  perUserBucket({ namePrefix: 'acme-', objectLock: true }),
  listAllBuckets({ allowLocations: true }),
  perUserHomeFolder({ bucket: 'shared', prefix: '', allowRootListing: true, othersMayRead: true, objectLock: true }),
];

const [dana, lee] = ['dana', 'lee'].map((user) => ({ user }));

/** What each statement is meant to give to `dana` and not to `lee`, who both are in the group. */
export const STATEMENTS: Readonly<Record<string, RelayerStatement>> = {
  AllowUsersOwnBucketAccess: {
    wrong: 'ListBucket on bucket/*, where no listing is but on platforms that take a bucket for a folder: here on the bucket',
    allowed: [[dana, 's3:PutObject', 'acme-dana/a'], [dana, 's3:GetObject', 'acme-dana/a'], [dana, 's3:DeleteObject', 'acme-dana/a'], [dana, 's3:ListBucket', 'acme-dana']],
    denied: [[lee, 's3:GetObject', 'acme-dana/a'], [lee, 's3:ListBucket', 'acme-dana']],
  },
  AllowGroupToSeeBucketListInTheConsole: {
    allowed: [[dana, 's3:ListAllMyBuckets', '*'], [dana, 's3:GetBucketLocation', 'somebody-elses']],
    denied: [[dana, 's3:ListBucket', 'somebody-elses']],
  },
  AllowRootLevelListingOfTheBucket: {
    allowed: [[dana, 's3:ListBucket', 'shared', { 's3:prefix': '', 's3:delimiter': '/' }]],
    denied: [[dana, 's3:GetBucketPolicy', 'shared']],
  },
  AllowListBucketOfASpecificUserPrefix: {
    allowed: [[dana, 's3:ListBucket', 'shared', { 's3:prefix': 'dana/' }]],
    denied: [[dana, 's3:ListBucketMultipartUploads', 'shared']],
  },
  AllowReadAccessToOtherSharedFolders: {
    wrong: 'ListBucket on shared/*, where no listing is but on platforms that take a bucket for a folder: here on the bucket',
    allowed: [[dana, 's3:GetObject', 'shared/lee/a'], [dana, 's3:ListBucket', 'shared', { 's3:prefix': 'lee/' }]],
    denied: [[dana, 's3:PutObject', 'shared/lee/a'], [dana, 's3:DeleteObject', 'shared/lee/a']],
  },
  AllowUserSpecificActionsOnlyInTheSpecificUserPrefix: {
    allowed: [[dana, 's3:PutObject', 'shared/dana/a'], [dana, 's3:DeleteObject', 'shared/dana/a']],
    denied: [[lee, 's3:PutObject', 'shared/dana/a'], [lee, 's3:DeleteObject', 'shared/dana/a']],
  },
};
