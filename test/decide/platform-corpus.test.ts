import { decide } from '../../src/decide';
import { aws } from '../../src/platforms';
import type { Evaluation } from '../../src/platforms/evaluation';
import { CEPH_EVALUATION, MINIO_EVALUATION } from '../platforms/evaluations';
import { variant } from '../platforms/variant';
import { CorpusCase, corpus, corpusIsThere, documentOf, stateOf } from './corpus';

const SECONDS = 'the suite gives aws:TokenIssueTime in milliseconds; a date is ISO 8601 or counts seconds.';
/** SeaweedFS lets anyone who may PutObject do all that belongs to an upload in parts; some of these names are operations and no actions of AWS. */
const PARTS = [
  'CreateMultipartUpload', 'UploadPart', 'UploadPartCopy', 'CompleteMultipartUpload', 'AbortMultipartUpload', 'ListMultipartUploadParts', 'ListBucketMultipartUploads',
].map((name) => `s3:${name}`);
const INHERITED = 'SeaweedFS takes the encryption of a part from where its upload began, which no request tells.';

interface Suite {
  readonly platform: string;
  /** As data: what the suite's platform judges otherwise. */
  readonly evaluation: Evaluation;
  readonly cases: number;
  /** By id, each with why it isn't followed. */
  readonly exclusions: Readonly<Record<string, string>>;
  /** What the suite leaves to the server that calls what it tests. */
  readonly asServer?: (one: CorpusCase) => CorpusCase;
}

/** The suite asks bucket policies by themselves; the server asks them for requests without a signature, and for no other. */
function unsigned(one: CorpusCase): CorpusCase {
  return one.policies.some(({ kind }) => kind === 'bucket') ? { ...one, request: { ...one.request, principal: 'anonymous' } } : one;
}

function all(ids: readonly number[], suite: string, why: string): Readonly<Record<string, string>> {
  return Object.fromEntries(ids.map((id) => [`${suite}-${String(id).padStart(4, '0')}`, why]));
}

const SUITES: Readonly<Record<string, Suite>> = {
  'minio-pkg.json': {
    platform: 'MinIO',
    evaluation: MINIO_EVALUATION,
    cases: 306,
    asServer: unsigned,
    exclusions: all([34, 35, 38, 40, 41, 43, 47], 'minio-pkg', 'asks as the owner of the server, whom no policy bounds: an access state has none, and the server never asks a bucket policy for it.'),
  },
  'ceph-rgw.json': { platform: 'Ceph RGW', evaluation: CEPH_EVALUATION, cases: 120, exclusions: {} },
  'scality-arsenal.json': {
    platform: 'Scality Arsenal',
    // the evaluation of AWS: nothing that the suite decides otherwise is confirmed for a server
    evaluation: {},
    cases: 121,
    exclusions: {
      'scality-arsenal-0019': 'reads ${} as the text itself; AWS calls an empty variable an error.',
      ...all([39, 51, 85], 'scality-arsenal', "a condition that AWS refuses or says nothing of: whether it holds can't be determined."),
      'scality-arsenal-0053': SECONDS,
      'scality-arsenal-0056': SECONDS,
      'scality-arsenal-0086': 'BinaryNotEquals is not an operator of AWS, and the package has no Scality profile: it only may hold.',
    },
  },
  'seaweedfs.json': {
    platform: 'SeaweedFS',
    evaluation: { alsoGrants: { 's3:putobject': PARTS } },
    cases: 76,
    exclusions: {
      ...all([58, 59, 61], 'seaweedfs', INHERITED),
      'seaweedfs-0044': 'fills in a variable in NotPrincipal; AWS takes none there.',
      'seaweedfs-0050': 'NotPrincipal with Deny leaves out a user whose account it does not list; of that AWS says that it might be denied.',
      'seaweedfs-0052': 'NotPrincipal with Deny leaves out a user whose account it does not list; of that AWS says that it might be denied.',
      'seaweedfs-0071': 'fills in a variable in Action; AWS takes none there.',
      'seaweedfs-0075': 'leaves aws:username out of a request of a user, where the server always has it.',
      'seaweedfs-0076': 'matches resources in any case of letters and has StringLikeIgnoreCase, of which only one of its two engines knows.',
    },
  },
};

/** `BinaryEquals` compares bytes: as base64 on both sides, whatever a suite writes. */
function encoded(one: CorpusCase): CorpusCase['request']['context'] {
  const conditions = one.policies.flatMap(({ document }) => documentOf(document).statements.flatMap((statement) => statement.conditions ?? []));
  const keys = new Set(conditions.filter(({ operator }) => operator.endsWith('BinaryEquals')).map(({ key }) => key));
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const write = (value: string | string[]) => (Array.isArray(value) ? value.map(base64) : base64(value));
  return Object.fromEntries(Object.entries(one.request.context).map(([key, value]) => [key, keys.has(key) ? write(value) : value]));
}

function decided(one: CorpusCase, evaluation: Evaluation | undefined) {
  const { state, principal } = stateOf(one);
  const { action, resource } = one.request;
  return decide({ ...state, platform: variant(aws(), { name: 'other', title: 'Other', evaluation }) }, { principal, action, resource, context: encoded(one) });
}

function disagreement({ evaluation, asServer }: Suite, one: CorpusCase): string | undefined {
  const decision = decided(asServer?.(one) ?? one, evaluation);
  const agrees = one.expected === 'deny' ? decision.effect === 'explicitDeny' || decision.effect === 'implicitDeny' : decision.effect === one.expected;
  return agrees ? undefined : `${one.id}: expected ${one.expected}, decided ${decision.effect}. ${decision.reason}`;
}

const where = corpusIsThere ? describe : describe.skip;

where(`the corpus of other platforms' suites, by their own rules${corpusIsThere ? '' : ' (skipped: ../shared/corpus is not beside the repository)'}`, () => {
  const report: string[] = [];
  afterAll(() => process.stdout.write(`${report.join('\n')}\n`));

  test.each(Object.entries(SUITES))('%s', (file, suite) => {
    const cases = corpus(file);
    const wrong = cases.map((one) => [one, disagreement(suite, one)] as const).filter(([, text]) => text !== undefined);
    report.push(`${suite.platform.padEnd(16)} ${cases.length - wrong.length}/${cases.length} agree by its own rules`);
    expect(cases.length).toBe(suite.cases);
    expect(wrong.filter(([{ id }]) => !(id in suite.exclusions)).map(([, text]) => text)).toEqual([]);
    // every exclusion is still needed
    expect(Object.keys(suite.exclusions).filter((id) => !wrong.some(([one]) => one.id === id))).toEqual([]);
  });

  test.each([['minio-pkg.json', 14], ['ceph-rgw.json', 3]])('%s decides at least %i cases otherwise than AWS', (file, least) => {
    const { evaluation, exclusions, asServer } = SUITES[file];
    const byItsOwn = (one: CorpusCase) => decided(asServer?.(one) ?? one, evaluation).effect;
    const differ = corpus(file).filter((one) => !(one.id in exclusions) && decided(one, undefined).effect !== byItsOwn(one));
    expect(differ.length).toBeGreaterThanOrEqual(least);
  });
});
