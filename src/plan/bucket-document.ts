import { AccessError } from '../errors';
import type { Guard } from '../guards/guard';
import { checkCharacters, conform } from '../platforms/conform';
import type { Platform } from '../platforms/platform';
import type { PolicyDocument, Statement } from '../policy/document';
import { policyJson } from '../policy/json';
import { bucketPolicySize } from '../policy/size';
import { checkBucketName } from '../s3/names';
import { checkGuard } from './check-guard';
import { numbered } from './identity-document';

/** The policy of one bucket, ready for the platform. */
export interface BucketDocument {
  /** The bucket, which may be a deploy-time value. */
  readonly bucket: string;
  /** The names of the guards in it. */
  readonly guards: readonly string[];
  readonly document: PolicyDocument;
  /** The document as canonical JSON. */
  readonly json: string;
  /** Bytes, with every deploy-time bucket at its longest. */
  readonly size: number;
}

/**
 * Merges all guards on a bucket into its one policy. What comes out doesn't depend on the order in which they were declared: equal
 * statements become one, and the rest is sorted.
 *
 * @throws AccessError `HttpsOnHttpEndpoint`, `WrongGuardTarget`, `BucketPolicyTooLarge`, `InvalidBucketName`
 */
export function bucketDocument(bucket: string, guards: readonly Guard[], platform: Platform): BucketDocument {
  checkBucketName(bucket);
  for (const guard of guards) checkGuard(guard, 'bucket', `bucket ${bucket}`, platform);
  const statements = guards.flatMap((guard) => guard.statements({ bucket }).map((statement): Statement => ({ principals: '*', ...statement, effect: 'Deny' })));
  const document = conform({ version: '2012-10-17', statements: numbered(sorted(statements)) }, platform);
  const json = policyJson(document);
  const size = bucketPolicySize(json);
  checkCharacters(json, `policy of bucket ${bucket}`);
  checkSize(bucket, size, platform);
  return { bucket, guards: [...new Set(guards.map(({ name }) => name))].sort(), document, json, size };
}

function sorted(statements: readonly Statement[]): readonly Statement[] {
  const byText = new Map(statements.map((statement) => [policyJson({ version: '2012-10-17', statements: [statement] }), statement]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement);
}

function checkSize(bucket: string, size: number, { limits, title }: Platform): void {
  if (size <= limits.bucketPolicySize) return;
  throw new AccessError({
    code: 'BucketPolicyTooLarge',
    message: `the policy of bucket ${bucket} has ${size} bytes; ${title} allows ${limits.bucketPolicySize}`,
    remedy: 'use fewer or shorter guards on this bucket, or split the data over several buckets',
  });
}
