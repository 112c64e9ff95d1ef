import type { IntentStatement } from '../../platforms/dialect';
import type { Platform } from '../../platforms/platform';
import { bucketArn, objectArn } from '../../policy/s3-arn';
import { ANY } from '../../policy/text';

/** What every bucket policy holds where it locks out everyone that it doesn't name: those who manage the bucket, this package's next deployment included. */
export function managerStatements(bucket: string, { selectel }: Platform): readonly IntentStatement[] {
  if (selectel === undefined) return [];
  return [{
    sid: 'Managers', effect: 'Allow', principals: { AWS: selectel.managers }, actions: ['s3:*'], resources: [bucketArn(bucket), objectArn(bucket, ANY)],
  }];
}
