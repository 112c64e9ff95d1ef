import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import { parseArn } from '../policy/arn';
import { shown } from '../s3/names';

/**
 * Checks that an ARN which the caller wrote is of the platform's partition. Unlike our own ARNs it isn't moved there: the same account id
 * in another partition is somebody else.
 *
 * @throws AccessError `OtherPartition`
 */
export function checkPartition(what: string, arn: string, { partition, title }: Platform): void {
  const given = parseArn(arn)?.partition;
  if (given === partition) return;
  throw new AccessError({
    code: 'OtherPartition',
    message: `${what} ${shown(arn)} is of the partition ${given}, and ${title} here is of ${partition}: nothing of one is known in the other`,
    remedy: `name one of the partition ${partition}, or set the partition of the platform`,
  });
}
