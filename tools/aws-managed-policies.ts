/*
 * Writes src/state/aws-managed/policies.generated.ts, what AWS's own managed policies say of S3, KMS, IAM and STS, from the data that moto
 * (Apache-2.0) carries: `npx projen aws-managed-policies PATH`, where PATH is moto/iam/aws_managed_policies.py of a moto that is installed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COVERED_SERVICES } from '../src/state/aws-managed/covered';

/** The file that this tool writes. */
export const MANAGED_POLICIES_FILE = join(__dirname, '..', 'src', 'state', 'aws-managed', 'policies.generated.ts');

/** Paths of policies that only AWS itself can attach. */
const NOT_ATTACHABLE = ['/aws-service-role/', '/root-task/'];

interface AwsStatement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: unknown;
}

interface AwsPolicy {
  readonly Path: string;
  readonly UpdateDate: string;
  readonly Document: { readonly Version: string; readonly Statement: AwsStatement | readonly AwsStatement[] };
}

/** Texts that are there once, and where. */
class Table {
  public readonly texts: string[] = [];
  private readonly places = new Map<string, number>();

  public place(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

const list = (value: string | readonly string[] | undefined): readonly string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : value);

/** Whether a pattern of actions can match one of a service that is covered. */
function isCovered(action: string): boolean {
  const service = action.split(':')[0].toLowerCase();
  return /[*?]/.test(service) || COVERED_SERVICES.some((covered) => new RegExp(`^${covered.replaceAll('*', '.*')}$`).test(service));
}

/** Actions without the service where it is that of the one before: `s3:GetObject PutObject kms:Decrypt`. */
function shortened(actions: readonly string[]): string {
  let last: string | undefined;
  return [...actions].sort().map((action) => {
    const [service, name] = action.split(':');
    const isSame = name !== undefined && service === last;
    last = service;
    return isSame ? name : action;
  }).join(' ');
}

/** The text of the generated file. */
export function renderManagedPolicies(policies: Readonly<Record<string, AwsPolicy>>): string {
  const [conditions, statements] = [new Table(), new Table()];
  const date = Object.values(policies).map(({ UpdateDate }) => UpdateDate.slice(0, 10)).sort().pop();
  const attachable = Object.entries(policies).filter(([, { Path }]) => !NOT_ATTACHABLE.includes(Path));
  const rows = attachable.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, policy]) => {
    const { Version, Statement } = policy.Document;
    if (Version !== '2012-10-17') throw new Error(`${name} has the version ${Version}`);
    const all: readonly AwsStatement[] = Array.isArray(Statement) ? Statement as readonly AwsStatement[] : [Statement as AwsStatement];
    const leftOut = new Set<string>();
    const kept = all.flatMap((statement) => {
      const actions = statement.NotAction === undefined ? list(statement.Action).filter(isCovered) : list(statement.NotAction);
      if (statement.NotAction === undefined && actions.length < list(statement.Action).length) leftOut.add(statement.Effect);
      if (actions.length === 0) return [];
      const kind = `${statement.Effect[0]}${statement.NotAction === undefined ? 'A' : 'N'}${statement.NotResource === undefined ? 'R' : 'N'}`;
      const resources = list(statement.NotResource ?? statement.Resource).join(' ');
      const condition = statement.Condition === undefined ? '' : String(conditions.place(JSON.stringify(statement.Condition)));
      return [statements.place([kind, shortened(actions), resources, condition].join('|'))];
    });
    return `${policy.Path.slice(1)}${name}${leftOut.has('Allow') ? '+' : ''}${leftOut.has('Deny') ? '-' : ''} ${kept.join(' ')}`.trim();
  });
  const lines = (texts: readonly string[]): string => texts.map((text) => `  '${text.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'')}',`).join('\n');
  return [
    '// Written by tools/aws-managed-policies.ts: run `npx projen aws-managed-policies`, do not edit.',
    '// Data: moto (Apache-2.0, see NOTICE), which has it from AWS.',
    `/** The day of the youngest of the policies, as YYYY-MM-DD. */\nexport const MANAGED_POLICIES_DATE = '${date ?? ''}';`,
    '/** Conditions, as JSON. A function, so that nothing of it is made before somebody asks. */',
    `export const conditions = (): readonly string[] => [\n${lines(conditions.texts)}\n];`,
    '/** `EFFECT ACTION RESOURCE|actions|resources|condition`: the first letter of the effect, then `N` where the element is NotAction or NotResource. */',
    `export const statements = (): readonly string[] => [\n${lines(statements.texts)}\n];`,
    '/** Path and name, `+` where it allows actions of other services, `-` where it denies some, and the statements. */',
    `export const policies = (): readonly string[] => [\n${lines(rows)}\n];`,
    '',
  ].join('\n');
}

function parsePython(path: string): Readonly<Record<string, AwsPolicy>> {
  const text = readFileSync(path, 'utf8');
  return JSON.parse(text.slice(text.indexOf('"""') + 3, text.lastIndexOf('"""'))) as Readonly<Record<string, AwsPolicy>>;
}

if (require.main === module) writeFileSync(MANAGED_POLICIES_FILE, renderManagedPolicies(parsePython(process.argv[2])));
