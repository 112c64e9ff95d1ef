import { readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { isPlanText } from '../plan/file/read-yaml';
import { deltaGlider } from '../platforms/delta-glider/delta-glider';
import { listOf, TEXT } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';
import { readTemplates, templateReader } from '../state/cloudformation/read-templates';
import { entries, isObject, type JsonObject, own } from '../state/json';
import { onPlatform } from '../state/on-platform';
import { isPolicyFolder, POLICY_FOLDER, readPolicyFiles } from '../state/policy-folder';
import { environmentOf, parseSource, readAccess, readJson } from '../state/read-access';
import { readConfigs, readConfiguration } from '../state/read-config';
import { READ_OPTIONS } from '../state/read-options';
import { isProxyConfig, readProxyFile } from '../state/read-proxy';
import { isSinglePolicy, readSinglePolicy } from '../state/single-policy';
import type { ReadAccessOptions } from '../state/source';
import { configurationOf, isPlan } from './beside-plan';
import { cdkStacks, isCdkManifest } from './cdk-files';
import { type ConfigFolderOptions, isConfigFolder, readConfigFolder } from './config-folder';
import { asked, textOf, unreadable } from './file-system';
import { hasNestedStacks, withNested } from './nested-files';
import { hasPlanFiles, isPattern, readPlan } from './read-plan';

/** How a file or a folder is read. */
export interface ReadFileOptions extends ReadAccessOptions {
  /**
   * The folder of the configuration that a Terraform plan was made of.
   *
   * @default - the folder that the plan lies in, where it holds that configuration
   */
  readonly source?: string;
  /**
   * Files with values of variables (`*.tfvars`, `*.tfvars.json`), in the folder of the configuration.
   *
   * @default - `terraform.tfvars` and `*.auto.tfvars`, as Terraform reads them
   */
  readonly variableFiles?: readonly string[];
}

const OPTIONS: Shape<ReadFileOptions> = { ...READ_OPTIONS, source: TEXT, variableFiles: listOf(TEXT) };

const STACK_FILE = 'cdk.tf.json';
const PROXY_FILE = 'access.yaml';

/**
 * Reads who may do what from a file or a folder: a file of any form that `readAccess` reads; a synthesized app (`cdktf.out`, all its
 * stacks as one state) or one stack's folder in it; one policy, as a document or as AWS's commands print it; a synthesized app of the CDK (`cdk.out`) or a template of CloudFormation, in JSON or YAML; a folder of Terraform configuration (`.tf`, `.tf.json`, `.tofu`) with its modules; the `access.yaml` of a DeltaGlider Proxy; a plan file, or a folder or pattern of those of one plan; or a folder of policy files,
 * `users/NAME/POLICY.json`, `groups/NAME/POLICY.json` with `groups/NAME/members.json`, `roles/NAME/POLICY.json` and
 * `buckets/BUCKET.json`, where `boundary.json` is a user's or role's permissions boundary.
 *
 * @param path the file or folder
 * @param given how it is read
 * @throws AccessError `UnreadableSource` when there is nothing at the path, or nothing that can be read; `InvalidOption`
 * @example const state = readAccessFile('cdktf.out');
 */
export function readAccessFile(path: string, given: ReadFileOptions = {}): AccessState {
  if (typeof path !== 'string' || path.includes('\0')) throw unreadable(`the path is ${shown(path)}`, 'name a file or a folder');
  const options = readShape<ReadFileOptions>(OPTIONS, given, { what: 'readAccessFile', called: 'options', example: "{ account: '111122223333' }" });
  if (isPattern(path)) return readAccess(readPlan(path, environmentOf(options)), options);
  const found = asked(path, () => statSync(path, { throwIfNoEntry: false }));
  if (found === undefined) throw unreadable(`there is nothing at ${path}`, 'name a file or a folder that exists');
  if (!found.isDirectory()) return readFile(path, options);
  const inside = asked(path, () => readdirSync(path));
  if (inside.includes('manifest.json')) {
    const isCdk = isCdkManifest(json(join(path, 'manifest.json')));
    return onPlatform(isCdk ? readTemplates(cdkStacks(path, json), options) : readConfigs(manifestStacks(path), options), options.platform);
  }
  if (inside.includes(STACK_FILE)) return readJson(json(join(path, STACK_FILE)), options);
  if (inside.includes('stacks')) throw unreadable(`${path} has stacks and no manifest.json, which a failed synth leaves: they may be of another time`, 'synthesize again, or name one stack\'s folder in it');
  if (isConfigFolder(inside)) return onPlatform(readConfiguration(readConfigFolder(path, valuesOf(options)), options), options.platform);
  if (hasPlanFiles(path)) return readAccess(readPlan(path, environmentOf(options)), options);
  // what is rendered for a proxy lies beside the file that it takes
  const platform = options.platform ?? (inside.includes(PROXY_FILE) ? deltaGlider() : undefined);
  if (isPolicyFolder(inside)) return onPlatform(readPolicyFiles(filesIn(path, ''), options), platform);
  throw unreadable(
    `the folder ${path} is neither a synthesized app (manifest.json of cdktf, cdktn or the CDK, ${STACK_FILE}), nor Terraform configuration (*.tf), nor files of a plan (accessPlan: 1), nor a policy folder (users, groups, roles, buckets)`,
    `synthesize first, name the file itself, or write policies as ${POLICY_FOLDER}`,
  );
}

function readFile(path: string, options: ReadFileOptions): AccessState {
  const text = textOf(path);
  if (isPlanText(text)) return readAccess(readPlan(path, environmentOf(options)), options);
  if (isProxyConfig(text)) return onPlatform(readProxyFile(text, path, options), options.platform);
  const source = json(path, text);
  if (templateReader.recognises(source) && hasNestedStacks(source)) return onPlatform(readTemplates(new Map([['', withNested(path, { json: source })]]), options), options.platform);
  if (isSinglePolicy(source)) return onPlatform(readSinglePolicy(source, options, basename(path).replace(/\.json$/, '')), options.platform);
  const configuration = options.configuration ?? (isPlan(source) ? configurationOf(path, source, options.source, valuesOf(options)) : undefined);
  return readJson(source, configuration === undefined ? options : { ...options, configuration });
}

function valuesOf({ variableFiles }: ReadFileOptions): ConfigFolderOptions {
  return variableFiles === undefined ? {} : { valuesFiles: variableFiles };
}

function json(path: string, text = textOf(path)): JsonObject {
  const value = parseSource(text, path);
  if (!isObject(value)) throw unreadable(`${path} holds no JSON object`, 'give a file as the tool wrote it');
  return value;
}

/** The stacks of a manifest, as cdktf and cdktn write it. */
function manifestStacks(folder: string): ReadonlyMap<string, JsonObject> {
  const stacks = own(json(join(folder, 'manifest.json')), 'stacks');
  if (!isObject(stacks)) throw unreadable(`the manifest in ${folder} names no stacks`, 'synthesize again, or name the file itself');
  return new Map(entries(stacks).map(([name, stack]) => {
    const path = own(stack, 'synthesizedStackPath');
    const file = typeof path === 'string' ? join(folder, path) : '';
    const inFolder = relative(folder, file);
    if (file === '' || inFolder.startsWith('..') || isAbsolute(inFolder)) throw unreadable(`the manifest in ${folder} names no file of its own for the stack ${name}`, 'synthesize again');
    return [name, json(file)];
  }));
}

/** The JSON files and the folders below a folder, sorted, so that the state is the same on every machine. */
function filesIn(root: string, below: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const folder = join(root, below);
  for (const entry of asked(folder, () => readdirSync(folder, { withFileTypes: true })).sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${below}${entry.name}`;
    // files beside the folders are texts for people, and what other tools need
    if (entry.name.startsWith('.') || (below === '' && !entry.isDirectory())) continue;
    if (entry.isDirectory()) {
      files.set(`${path}/`, '');
      for (const [inner, text] of filesIn(root, `${path}/`)) files.set(inner, text);
    } else {
      files.set(path, textOf(join(root, path)));
    }
  }
  return files;
}
