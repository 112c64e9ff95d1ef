import { isAbsolute, join, relative } from 'node:path';
import type { StackTemplate } from '../state/cloudformation/read-templates';
import { at, entries, isObject, type JsonObject, own } from '../state/json';
import { unreadable } from './file-system';
import { withNested } from './nested-files';

/** The environment of a stack, where it is known: `aws://111122223333/eu-central-1`. */
const ENVIRONMENT = /^aws:\/\/([^/]*)\/([^/]*)$/;

/** Nobody puts stages into stages much deeper. */
const DEEPEST = 20;

/** Whether a manifest is one of an app of the CDK. */
export function isCdkManifest(manifest: JsonObject): boolean {
  return isObject(own(manifest, 'artifacts'));
}

/**
 * The stacks of a synthesized app of the CDK, those of its stages included.
 *
 * @param json reads a file
 * @throws AccessError `UnreadableSource` when it names no file of its own, or lies in several accounts, which one state can't
 */
export function cdkStacks(folder: string, json: (path: string) => JsonObject): ReadonlyMap<string, StackTemplate> {
  const stacks = new Map(stacksIn(folder, json, '', 0));
  if (stacks.size === 0) throw unreadable(`the manifest in ${folder} has no stacks`, 'synthesize again, or name a template itself');
  const accounts = new Map([...stacks].flatMap(([name, { account }]) => (account === undefined ? [] : [[account, name] as const])));
  if (accounts.size > 1) {
    const named = [...accounts].slice(0, 4).map(([account, name]) => `${name} in ${account}`).join(', ');
    throw unreadable(`the stacks in ${folder} are for ${accounts.size} accounts (${named}), and an access state is one account's`, 'name the template of one stack, such as cdk.out/NAME.template.json, and read each account by itself');
  }
  return stacks;
}

function stacksIn(folder: string, json: (path: string) => JsonObject, lead: string, depth: number): readonly (readonly [string, StackTemplate])[] {
  if (depth > DEEPEST) throw unreadable(`the manifest in ${folder} lies in more than ${DEEPEST} others`, 'synthesize again');
  return entries(own(json(join(folder, 'manifest.json')), 'artifacts')).flatMap(([id, artifact]) => {
    const type = own(artifact, 'type');
    if (type === 'cdk:cloud-assembly') return stacksIn(fileIn(folder, at(artifact, 'properties', 'directoryName'), id), json, `${lead}${id.replace(/^assembly-/, '')}.`, depth + 1);
    if (type !== 'aws:cloudformation:stack') return [];
    const [, account = '', region = ''] = ENVIRONMENT.exec(String(own(artifact, 'environment'))) ?? [];
    const file = fileIn(folder, at(artifact, 'properties', 'templateFile'), id);
    const stack = { json: json(file), ...(/^\d{12}$/.test(account) && { account }), ...(region !== '' && region !== 'unknown-region' && { region }) };
    return [[`${lead}${id}`, withNested(file, stack, folder)] as const];
  });
}

function fileIn(folder: string, name: unknown, id: string): string {
  const file = typeof name === 'string' ? join(folder, name) : '';
  const inFolder = relative(folder, file);
  if (file === '' || inFolder === '' || inFolder.startsWith('..') || isAbsolute(inFolder)) throw unreadable(`the manifest in ${folder} names no file of its own for ${id}`, 'synthesize again');
  return file;
}
