import type { IntentStatement } from '../../platforms/dialect';
import type { SelectelSettings } from '../../platforms/platform';
import { bucketArn, objectArn } from '../../policy/s3-arn';
import { ANY } from '../../policy/text';

/** What every bucket policy holds where it locks out everyone that it doesn't name: those who manage the bucket, this package's next deployment included. */
export function managerStatements(bucket: string, { managers }: SelectelSettings): readonly IntentStatement[] {
  return [{
    sid: 'Managers', effect: 'Allow', principals: { AWS: managers }, actions: ['s3:*'], resources: [bucketArn(bucket), objectArn(bucket, ANY)],
  }];
}
