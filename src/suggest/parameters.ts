import { AccessError } from '../errors';
import { CONDITIONS, renderConditions, type AccessConditions } from '../grants/access-conditions';
import type { Condition, Statement } from '../policy/document';
import { inBraces, splitBraces } from '../policy/pattern/braces';
import { s3Path } from '../policy/s3-arn';

/** What statements say that a grant or guard may be about. */
export interface Hints {
  /**
   * The bucket that is looked at.
   *
   * @default - none: what is looked at is about no bucket, or about one for each user
   */
  readonly bucket?: string;
  /** All buckets that the policy names. */
  readonly buckets: readonly string[];
  /** The buckets whose folders are looked at. */
  readonly folders: readonly string[];
  /** The statements that may be about it. */
  readonly statements: readonly Statement[];
}

/** A prop of grants and guards: how its values are found in the text of statements. */
export interface Parameter {
  /** A value that is allowed everywhere, to see what a grant does with the prop. */
  readonly sample: unknown;
  /** The values that statements suggest. */
  readonly values: (hints: Hints) => readonly unknown[];
}

const conditionsOf = ({ statements }: Pick<Hints, 'statements'>): readonly Condition[] => statements.flatMap(({ conditions = [] }) => conditions);
const resourcesOf = ({ statements }: Pick<Hints, 'statements'>): readonly string[] => (
  statements.flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources])
);

/** The lists of values that conditions have for keys. */
function listsAt(hints: Hints, ...keys: readonly string[]): ReadonlyArray<readonly string[]> {
  return distinct(conditionsOf(hints).filter(({ key }) => keys.includes(key.toLowerCase())).map(({ values }) => values));
}

const valuesAt = (hints: Hints, ...keys: readonly string[]): readonly string[] => [...new Set(listsAt(hints, ...keys).flat())];
const oneOrMore = <T>(list: readonly T[]): readonly unknown[] => (list.length === 0 ? [] : [list.length === 1 ? list[0] : list]);

/** A parameter that takes one text or several, all that a pattern finds in some texts. */
function found(sample: string, pattern: RegExp, texts: (hints: Hints) => readonly string[]): Parameter {
  return { sample, values: (hints) => oneOrMore([...new Set(texts(hints).flatMap((text) => pattern.exec(text)?.[1] ?? []))]) };
}

const sources = (hints: Hints) => valuesAt(hints, 'aws:sourcearn');

/** A parameter that is what stands behind some text in the ARNs of sources. */
const behind = (sample: string, text: string): Parameter => ({
  sample, values: (hints) => oneOrMore([...new Set(sources(hints).flatMap((arn) => arn.split(text)[1] ?? []))]),
});

/** A parameter that is a list in a condition. */
const listAt = (sample: string, ...keys: readonly string[]): Parameter => ({ sample: [sample], values: (hints) => listsAt(hints, ...keys) });

/** The whole numbers that a condition has for a key, in another unit. */
const numbersAt = (hints: Hints, scale: number, key: string): readonly number[] => (
  valuesAt(hints, key).map((text) => Number(text) / scale).filter((number) => Number.isInteger(number))
);

/** A parameter that is a moment in a condition. */
const moment = (sample: string): Parameter => ({ sample, values: (hints) => valuesAt(hints, 'aws:currenttime') });

/** A parameter that is one of a few words. */
const choice = (...words: ReadonlyArray<string | boolean>): readonly unknown[] => words;

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const kmsKey: Parameter = {
  sample: KEY_ARN,
  values: (hints) => [...new Set([...resourcesOf(hints), ...valuesAt(hints, 's3:x-amz-server-side-encryption-aws-kms-key-id')])]
    .filter((text) => /^arn:[a-z-]+:kms:[^*]*$/.test(text)),
};
const principals: Parameter = { sample: ['arn:aws:iam::111122223333:role/admin'], values: (hints) => listsAt(hints, 'aws:principalarn') };

/**
 * Where the value of a prop stands in a policy, by the name of the prop: props of one name mean the same in every grant and guard. A prop
 * without a row, here and in {@link CHOICES}, is one that is true or false.
 */
export const PARAMETERS: Readonly<Record<string, Parameter>> = {
  bucket: { sample: 'aws-waf-logs-sample', values: ({ bucket }) => (bucket === undefined ? [] : [bucket]) },
  destination: { sample: 'sample-destination', values: ({ bucket, buckets }) => buckets.filter((one) => one !== bucket) },
  prefix: { sample: 'sample/', values: (hints) => prefixesIn(hints).flatMap(oneOrMore) },
  namePrefix: { sample: 'sample-', values: (hints) => namesAround(hints).map(([before]) => before).filter((text) => text !== '') },
  nameSuffix: { sample: '-sample', values: (hints) => namesAround(hints).map(([, after]) => after).filter((text) => text !== '') },
  kmsKey,
  destinationKmsKey: { ...kmsKey, sample: KEY_ARN.replace('eu-west-1', 'eu-central-1') },
  when: { sample: { https: true }, values: ({ statements }) => distinct(statements.flatMap(({ conditions = [] }) => whenOf(conditions) ?? [])) },
  tag: found('team', /^s3:ExistingObjectTag\/(.+)$/i, (hints) => conditionsOf(hints).map(({ key }) => key)),
  principalTag: found('team', /^\$\{aws:PrincipalTag\/([^}]+)\}$/i, (hints) => conditionsOf(hints).flatMap(({ values }) => values)),
  identity: {
    sample: { variable: 'aws:PrincipalTag/team' },
    values: (hints) => [...new Set(resourcesOf(hints).flatMap(inBraces))].filter((name) => /^[a-z]/i.test(name)).map((variable) => ({ variable })),
  },
  within: { sample: { path: '/sample/', boundary: 'arn:aws:iam::111122223333:policy/sample' }, values: limitsIn },
  ipRanges: listAt('203.0.113.0/24', 'aws:sourceip'),
  vpcEndpoints: listAt('vpce-0123456789abcdef0', 'aws:sourcevpce'),
  except: principals,
  principals,
  exceptAcls: listAt('private', 's3:x-amz-acl'),
  acl: { sample: 'private', values: (hints) => listsAt(hints, 's3:x-amz-acl').flatMap(oneOrMore) },
  minimumDays: { sample: 30, values: (hints) => numbersAt(hints, 1, 's3:object-lock-remaining-retention-days') },
  maximumSeconds: { sample: 600, values: (hints) => [...numbersAt(hints, 1000, 's3:signatureage'), ...numbersAt(hints, 1, 'aws:multifactorauthage')] },
  notBefore: moment('2026-12-01T00:00:00Z'),
  notAfter: moment('2026-12-31T00:00:00Z'),
  sourceAccount: found('111122223333', /^(?:arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*-]*:)?(\d{12})(?::|$)/, (hints) => [...valuesAt(hints, 'aws:sourceaccount'), ...sources(hints)]),
  sourceBucket: found('sample-source', /^(.+)$/, (hints) => sources(hints).flatMap((arn) => s3Path(arn) ?? [])),
  sourceRegion: found('eu-central-1', /^arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+):/, sources),
  trail: behind('sample', ':trail/'),
  organization: found('o-exampleorgid', /AWSLogs\/(o-[a-z0-9]+)\//, resourcesOf),
  dashboard: behind('sample', ':storage-lens/'),
  distribution: behind('EDFDVBD6EXAMPLE', ':distribution/'),
};

/** Props that are one of a few words, whatever a policy says. */
export const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  listing: choice(false, 'prefix', 'bucket'),
  permission: choice('READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'),
  manifest: choice('generated', 'supplied'),
  mode: choice('GOVERNANCE', 'COMPLIANCE'),
  encryption: choice('SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'not-SSE-C'),
  minimumTlsVersion: choice('1.2', '1.3'),
};

/** Each of some values once. */
export function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** The buckets that statements name, without patterns. */
export function bucketsIn(statements: readonly Statement[]): readonly string[] {
  const names = resourcesOf({ statements }).flatMap((resource) => s3Path(resource)?.split('/', 1)[0] ?? []);
  return [...new Set(names)].filter((name) => !/[*?$]/.test(name));
}

/** What is literal in policy text before its first wildcard or variable, up to a slash. */
function folderIn(text: string): string {
  let literal = '';
  for (const [index, piece] of splitBraces(text).entries()) {
    if (index % 2 === 1) {
      if (!['*', '?', '$'].includes(piece)) break;
      literal += piece;
      continue;
    }
    const wildcard = piece.search(/[*?]/);
    literal += wildcard < 0 ? piece : piece.slice(0, wildcard);
    if (wildcard >= 0) break;
  }
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

/** Folders of the bucket: together as a statement names them, and each by itself, with those that it lies in. */
function prefixesIn({ folders, statements }: Hints): ReadonlyArray<readonly string[]> {
  const lists = statements.flatMap(({ resources = [], notResources = [], conditions = [] }) => {
    const keys = [...resources, ...notResources].flatMap((resource) => {
      const [name, ...key] = s3Path(resource)?.split('/') ?? [];
      return folders.includes(name) && key.length > 0 ? [key.join('/')] : [];
    });
    const listed = conditions.filter(({ key }) => key.toLowerCase() === 's3:prefix').map(({ values }) => values);
    return [keys, ...listed].filter((list) => list.length > 0).map((list) => [...new Set(list.map(folderIn))]);
  });
  const single = new Set(lists.flat().flatMap((folder) => [folder, ...foldersAbove(folder)]));
  return distinct([...lists, [''], ...[...single].map((folder) => [folder])]);
}

function foldersAbove(folder: string): readonly string[] {
  const steps = folder.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index).map((step) => `${step}/`).join(''));
}

/** What stands around the user's name in the names of buckets. */
function namesAround(hints: Hints): ReadonlyArray<readonly [before: string, after: string]> {
  return distinct(resourcesOf(hints).flatMap((resource) => {
    const [before, , after, more] = splitBraces(s3Path(resource)?.split('/', 1)[0] ?? '');
    return after === undefined || more !== undefined ? [] : [[before, after] as const];
  }));
}

/** The path and the boundary that administrators of IAM are held to. */
function limitsIn(hints: Hints): readonly unknown[] {
  const boundaries = valuesAt(hints, 'iam:permissionsboundary');
  const paths = [...new Set(resourcesOf(hints).flatMap((resource) => /^arn:[a-z-]+:iam::\*:user(\/.+\/)\*$/.exec(resource)?.[1] ?? []))];
  return paths.flatMap((path) => boundaries.map((boundary) => ({ path, boundary })));
}

/** The `when` of a grant whose statements have these conditions: those that it can say, and nothing of the others. */
function whenOf(conditions: readonly Condition[]): AccessConditions | undefined {
  const said = conditions.flatMap((condition) => Object.keys(CONDITIONS).flatMap((name) => {
    const value = valuesFor(condition).find((one) => isRenderedAs({ [name]: one }, condition));
    return value === undefined ? [] : [[name, value] as const];
  }));
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

const valuesFor = ({ values }: Condition): readonly unknown[] => [
  values, values[0], true, values.map((value) => value.replace(/\*$/, '').replace(/\$\{([*?$])\}/g, '$1')),
];

function isRenderedAs(when: AccessConditions, { operator, key, values }: Condition): boolean {
  try {
    const [rendered] = renderConditions(when);
    return rendered?.operator === operator && rendered.key.toLowerCase() === key.toLowerCase() && rendered.values.length === values.length
      && rendered.values.every((value) => values.includes(value));
  } catch (error) {
    if (error instanceof AccessError) return false;
    throw error;
  }
}
