import { AccessError } from '../errors';
import type { Guard } from '../guards/guard';
import { checkCharacters, conform } from '../platforms/conform';
import type { IntentStatement } from '../platforms/dialect';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import type { PolicyDocument, Statement } from '../policy/document';
import { policyJson, policyObject } from '../policy/json';
import { bucketPolicySize } from '../policy/size';
import { checkBucketName, shown } from '../s3/names';
import { publicityOfDocument } from '../s3/public-access';
import { accessPointDocuments, delegation, isThrough, type AccessPointDocument, type ThroughGrant } from './access-points';
import { bucketOf, grantedTogether, type BucketGrant } from './bucket-grant';
import { checkGuard, elsewhere } from './check-guard';
import { controlPlaneOf } from './control-planes';
import type { CustomStatements } from './custom-statements';
import { checkMeaning, checkOwnBucket, type KeptStatement, type KeptStatements } from './existing-statements';
import { numbered } from './grant-statements';
import type { PlacedStatements } from './placed-statements';

/** What a bucket policy is made of. */
export type BucketIntent = Guard | BucketGrant | ThroughGrant | PlacedStatements | KeptStatements | CustomStatements;

/** What a bucket policy keeps of the one that was there before. */
export interface KeptPolicy {
  /** How many statements. */
  readonly statements: number;
  /** The Sids of those that have one, as they stand in the policy now. */
  readonly sids: readonly string[];
  /**
   * The bucket that they, and statements written by hand, name, where the policy's own is known only at deploy time and must turn out to be this one.
   *
   * @default - it was compared already
   */
  readonly bucket?: string;
}

/** The policy of one bucket, ready for the platform. */
export interface BucketDocument {
  /** The bucket, which may be a deploy-time value. */
  readonly bucket: string;
  /** The names of the guards in it. */
  readonly guards: readonly string[];
  /** The names of the grants in it. */
  readonly grants: readonly string[];
  /** What it keeps of a policy that was there before. */
  readonly keeps: KeptPolicy;
  /**
   * How many statements of it were written by hand.
   *
   * @default - none
   */
  readonly customStatements?: number;
  /** Whether it gives something to everyone, which nothing may while public access is blocked. */
  readonly isPublic: boolean;
  /** The document. */
  readonly document: PolicyDocument;
  /** The document as canonical JSON. */
  readonly json: string;
  /** Bytes, with every deploy-time bucket at its longest. */
  readonly size: number;
  /** The access points that are made for grants on it, which the policy lets in. */
  readonly accessPoints: readonly AccessPointDocument[];
  /** What was left out because it is merely helpful and the platform can't express it: one sentence each, and on AWS none. */
  readonly diagnostics: readonly string[];
}

/**
 * Merges all guards on a bucket, the grants to those outside its account, and the statements that were there before into its one policy.
 * What comes out doesn't depend on the order in which they were declared: equal statements become one, and the rest is sorted.
 *
 * @throws AccessError `HttpsOnHttpEndpoint`, `WrongGuardTarget`, `BucketPolicyTooLarge`, `InvalidBucketName`, `OtherBucket`, `OtherPartition`, `InvalidExistingStatements`
 */
export function bucketDocument(bucket: string, intents: readonly BucketIntent[], platform: Platform): BucketDocument {
  checkBucketName(bucket);
  const guards = intents.filter((intent) => intent.kind === 'guard');
  const given = intents.filter((intent) => intent.kind === 'bucketGrant' || intent.kind === 'through');
  for (const grant of given) checkItsBucket(bucket, grant);
  const grants = given.filter((intent) => intent.kind === 'bucketGrant').filter(({ grant }) => !isThrough(grant));
  const placed = intents.filter((intent) => intent.kind === 'placed');
  const kept = keptOnce(intents.flatMap((intent) => (intent.kind === 'kept' ? intent.statements : [])));
  const custom = intents.flatMap((intent) => (intent.kind === 'custom' ? intent.statements : []));
  const said = kept.map(({ statement }) => statement);
  const keptBucket = checkOwnBucket(bucket, [...said, ...custom], platform);
  checkMeaning(keptBucket ?? bucket, said, platform);
  if (kept.length > 0) checkFeature(platform, 'existingStatements', `what bucket ${bucket} has already`);
  const always = controlPlaneOf(platform).bucketStatements?.(bucket, platform) ?? [];
  const accessPoints = accessPointDocuments(bucket, given, platform);
  const ours = [...grantedTogether(grants, platform), ...delegation(bucket, given), ...placed.flatMap(({ statements }) => statements)];
  const statements = [...denied(bucket, guards, platform), ...ours, ...custom, ...always];
  const { document: made, diagnostics } = conform({ version: '2012-10-17', statements }, platform);
  const keeping = merged(kept, made.statements);
  const document: PolicyDocument = { version: '2012-10-17', statements: keeping.all.map(({ statement }) => statement) };
  const json = policyText(keeping.all);
  const size = bucketPolicySize(json);
  checkCharacters(json, `policy of bucket ${bucket}`, platform);
  checkSize(bucket, size, platform);
  return {
    bucket,
    guards: namesOf(guards),
    grants: namesOf([...grants.map(({ grant }) => grant), ...placed.map(({ grant }) => ({ name: grant }))]),
    keeps: { statements: kept.length, sids: keeping.sids, ...(keptBucket !== undefined && { bucket: keptBucket }) },
    ...(custom.length > 0 && { customStatements: custom.length }),
    isPublic: publicityOfDocument(document) === 'public',
    document,
    json,
    size,
    accessPoints,
    diagnostics: [...placed.flatMap((one) => one.diagnostics), ...diagnostics],
  };
}

function denied(bucket: string, guards: readonly Guard[], platform: Platform): readonly IntentStatement[] {
  for (const guard of guards) checkGuard(guard, 'bucket', `bucket ${bucket}`, platform);
  return guards.flatMap((guard) => guard.statements({ bucket, ...elsewhere(platform) }).map((statement): IntentStatement => ({ principals: '*', ...statement, effect: 'Deny' })));
}

function checkItsBucket(bucket: string, granted: BucketGrant | ThroughGrant): void {
  if (bucketOf(granted) === bucket) return;
  throw new AccessError({
    code: 'OtherBucket',
    message: `grant ${granted.grant.name} is on bucket ${shown(bucketOf(granted))}, and would go to the policy of ${shown(bucket)}`,
    remedy: 'put it into the policy of its own bucket',
  });
}

const textOf = (statement: Statement) => policyJson({ version: '2012-10-17', statements: [statement] });
const meaningOf = ({ sid: _sid, ...statement }: Statement) => textOf(statement);

/** A statement of the policy, with what it was given as where it is kept. */
type Written = Pick<KeptStatement, 'statement'> & Partial<KeptStatement>;

/** What is kept goes unchanged, its Sids come first, and what it says already isn't said again. */
function merged(kept: readonly KeptStatement[], made: readonly Statement[]): { readonly all: readonly Written[]; readonly sids: readonly string[] } {
  const before = kept.map(({ statement }) => statement);
  const said = new Set(before.map(meaningOf));
  const added = withoutDoubles(made).filter((statement) => !said.has(meaningOf(statement)));
  const keeping = numbered(before);
  const sids = keeping.flatMap(({ sid }) => (sid === undefined ? [] : [sid]));
  const final: readonly Written[] = [
    ...keeping.map((statement, index) => {
      const { given } = kept[index];
      return { statement, given: statement === before[index] ? given : { ...given, Sid: statement.sid } };
    }),
    ...numbered(added, new Set(sids)).map((statement) => ({ statement })),
  ];
  // in the order of what they were before they got a number, so that a tenth statement of a name doesn't come before the second
  const all = sortedBy([...before, ...added].map((statement, index) => [textOf(statement), final[index]]));
  return { all, sids: [...sids].sort() };
}

/** The policy as canonical JSON, and what is kept as it was given. */
function policyText(statements: readonly Written[]): string {
  const made = policyObject({ version: '2012-10-17', statements: statements.map(({ statement }) => statement) });
  return JSON.stringify({ ...made, Statement: made.Statement.map((statement, index) => statements[index].given ?? statement) });
}

/** Of what is kept twice, one, whichever was declared first. */
function keptOnce(kept: readonly KeptStatement[]): readonly KeptStatement[] {
  const ordered = [...kept].sort((one, other) => (JSON.stringify(one.given) < JSON.stringify(other.given) ? -1 : 1));
  return sortedBy([...new Map(ordered.map((one) => [textOf(one.statement), one]))]);
}

function withoutDoubles(statements: readonly Statement[]): readonly Statement[] {
  return sortedBy([...new Map(statements.map((statement) => [textOf(statement), statement]))]);
}

function sortedBy<One>(entries: ReadonlyArray<readonly [text: string, one: One]>): readonly One[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function namesOf(named: ReadonlyArray<{ readonly name: string }>): readonly string[] {
  return [...new Set(named.map(({ name }) => name))].sort();
}

function checkSize(bucket: string, size: number, { limits, title, features }: Platform): void {
  if (size <= limits.bucketPolicySize) return;
  throw new AccessError({
    code: 'BucketPolicyTooLarge',
    message: `the policy of bucket ${bucket} has ${size} bytes; ${title} allows ${limits.bucketPolicySize}`,
    remedy: `${features.includes('accessPoints') ? 'deliver grants through access points, which have policies of their own (through: { accessPoint, region, account } in the props of a grant), ' : ''}use fewer or shorter guards and grants on this bucket, or split the data over several buckets`,
  });
}
