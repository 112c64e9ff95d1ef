import type { AccessState, NamedPolicy } from './access-state';

/**
 * The ARN partition that states lie in, so that `bucket/key` means an ARN that their policies can speak of: that of the first S3 ARN
 * that a statement names, `aws` where none does.
 */
export function partitionOf(...states: readonly AccessState[]): string {
  for (const policy of policiesOf(states)) {
    for (const { resources = [], notResources = [] } of policy?.document?.statements ?? []) {
      for (const resource of [...resources, ...notResources]) {
        const [, partition] = /^arn:([a-z-]+):s3:/.exec(resource) ?? [];
        if (partition !== undefined) return partition;
      }
    }
  }
  return 'aws';
}

/** One after the other, since most states need but the first to be read. */
function* policiesOf(states: readonly AccessState[]): Iterable<NamedPolicy | undefined> {
  for (const { users, groups, roles, buckets } of states) {
    for (const { policy } of buckets.values()) yield policy;
    for (const holders of [users, groups, roles]) for (const { policies } of holders.values()) yield* policies;
  }
}
