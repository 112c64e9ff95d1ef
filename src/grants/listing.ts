import type { Condition } from '../policy/document';
import { bucketArn } from '../policy/s3-arn';
import { ANY, policyText, type TextPart } from '../policy/text';
import type { GrantStatement } from './grant';
import { checkChoice } from './props';

/** What a grant lets list: nothing, the keys below its prefix, or all keys of the bucket. */
export type Listing = false | 'prefix' | 'bucket';

/**
 * The statement of the option `listing`, if any.
 *
 * @throws AccessError `InvalidOption`
 */
export function listingStatements(
  sid: string, bucket: string, prefixes: readonly string[], listing: Listing, actions: readonly string[],
): readonly GrantStatement[] {
  checkChoice('listing', listing, [false, 'prefix', 'bucket']);
  return listing === false ? [] : [listBelow(sid, bucket, listing === 'bucket' ? [['']] : prefixes.map((prefix) => [prefix]), actions)];
}

/**
 * Listing limited to keys below folders, by `s3:prefix`. The pattern `p/*` matches `p/` itself and all below, never a sibling such as
 * `p2/`. An empty prefix means the whole bucket and has no condition: a client that lists it may leave `s3:prefix` out, and a
 * condition on an absent key would deny.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function listBelow(
  sid: string, bucket: string, folders: ReadonlyArray<readonly TextPart[]>, actions: readonly string[],
): GrantStatement {
  return { sid, actions, resources: [bucketArn(bucket)], conditions: belowFolders(folders) };
}

function belowFolders(folders: ReadonlyArray<readonly TextPart[]>): readonly Condition[] | undefined {
  if (folders.some((folder) => folder.every((part) => part === ''))) return undefined;
  return [{ operator: 'StringLike', key: 's3:prefix', values: folders.map((folder) => policyText(...folder, ANY)) }];
}
