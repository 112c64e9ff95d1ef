import { startsAsInAws } from '../policy/s3-arn';
import type { AccessState } from './access-state';
import type { NamedPolicy } from './named-policy';

/**
 * The ARN partition that states lie in, so that `bucket/key` means an ARN that their policies can speak of: that of the first S3 ARN
 * that a statement names, `aws` where none does.
 */
export function partitionOf(...states: readonly AccessState[]): string {
  for (const { users, groups, roles, buckets } of states) {
    // one after the other, since most states need but the first policy to be read
    for (const { policy } of buckets.values()) {
      const partition = policy && partitionIn(policy);
      if (partition !== undefined) return partition;
    }
    for (const holders of [users, groups, roles]) {
      for (const { policies } of holders.values()) {
        for (const policy of policies) {
          const partition = partitionIn(policy);
          if (partition !== undefined) return partition;
        }
      }
    }
  }
  return 'aws';
}

function partitionIn({ document }: NamedPolicy): string | undefined {
  for (const { resources = [], notResources = [] } of document?.statements ?? []) {
    for (const list of [resources, notResources]) {
      for (const resource of list) {
        const partition = startsAsInAws(resource) ? 'aws' : /^arn:([a-z-]+):s3:/.exec(resource)?.[1];
        if (partition !== undefined) return partition;
      }
    }
  }
  return undefined;
}
