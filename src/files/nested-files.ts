import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AccessError } from '../errors';
import type { StackTemplate } from '../state/cloudformation/read-templates';
import { at, entries, isObject, type JsonObject, own } from '../state/json';
import { parseSource } from '../state/read-access';
import { boundaryFolder, FileBoundary } from './file-boundary';

/** The type of a stack in a stack. */
export const STACK = 'AWS::CloudFormation::Stack';

/** Nobody puts stacks into stacks much deeper, nor so many of them. */
const DEEPEST = 20;
const MOST = 500;

/** Whether a template makes stacks whose templates may lie beside it. */
export function hasNestedStacks(json: JsonObject): boolean {
  return entries(own(json, 'Resources')).some(([, body]) => localPath(body) !== undefined);
}

/**
 * A template with those of the stacks that it makes, as far as they lie beside it: where the CDK wrote them, or where a relative path leads
 * that `aws cloudformation package` would upload. The others are left to the reader, which names them.
 *
 * @param path the file of the template
 * @param folder nothing is read outside of it. @default - the Git repository that the file lies in
 */
export function withNested(path: string, stack: StackTemplate, folder = boundaryFolder(resolve(dirname(path)))): StackTemplate {
  if (!hasNestedStacks(stack.json)) return stack;
  const inside = new FileBoundary(realpathSync(folder));
  let count = 0;
  const follow = (file: string, outer: StackTemplate, depth: number): StackTemplate => {
    const nested = new Map(entries(own(outer.json, 'Resources')).flatMap(([id, body]): readonly (readonly [string, StackTemplate])[] => {
      const local = localPath(body);
      if (local === undefined || depth > DEEPEST || count >= MOST) return [];
      const inner = join(dirname(file), local);
      const json = templateIn(inner, inside);
      if (json === undefined) return [];
      count += 1;
      return [[id, follow(inner, { json, ...(outer.region !== undefined && { region: outer.region }) }, depth + 1)]];
    }));
    return nested.size === 0 ? outer : { ...outer, nested };
  };
  return follow(path, stack, 0);
}

/** Where the template of a stack lies, where that is on this machine. */
function localPath(body: unknown): string | undefined {
  if (own(body, 'Type') !== STACK) return undefined;
  const asset: unknown = at(body, 'Metadata', 'aws:asset:path');
  if (typeof asset === 'string' && at(body, 'Metadata', 'aws:asset:property') === 'TemplateURL') return asset;
  const url: unknown = at(body, 'Properties', 'TemplateURL');
  return typeof url === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(url) && !url.includes('{{resolve:') ? url : undefined;
}

function templateIn(path: string, inside: FileBoundary): JsonObject | undefined {
  const text = inside.text(path);
  if (text === undefined) return undefined;
  try {
    const json = parseSource(text, path);
    return isObject(json) && isObject(own(json, 'Resources')) ? json : undefined;
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}
