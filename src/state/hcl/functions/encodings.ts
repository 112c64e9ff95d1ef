import { trimEnd } from '../../../policy/pattern/braces';
import { isObject, objectOf } from '../../json';
import { FAILED, type Fn } from './function';
import { LARGEST_TEXT } from './limits';

/** Functions that write and read documents and files. */
export const ENCODINGS: Readonly<Record<string, Fn>> = {
  jsonencode: ([value]) => (weighs(value) ? JSON.stringify(sorted(value)) : undefined),
  jsondecode: ([text]) => {
    if (typeof text !== 'string') return FAILED;
    try {
      return plain(JSON.parse(text));
    } catch {
      return FAILED;
    }
  },
  file: ([path], { file }) => (typeof path === 'string' ? file?.(path) : undefined),
  templatefile: ([path, variables], { file, isKnown, template }) => {
    const source = typeof path === 'string' && isKnown(path) ? file?.(path) : undefined;
    return source === undefined || !isObject(variables) ? undefined : template(source, variables);
  },
  basename: ([path]) => (typeof path === 'string' ? trimEnd(path, '/').split('/').at(-1) : undefined),
};

/** Whether a value is small enough to be written out: shared parts count every time. */
function weighs(value: unknown): boolean {
  let left = LARGEST_TEXT;
  const walk = (item: unknown): void => {
    left -= typeof item === 'string' ? item.length + 1 : 1;
    if (left > 0 && typeof item === 'object' && item !== null) for (const inner of Object.values(item)) if (left > 0) walk(inner);
  };
  walk(value);
  return left > 0;
}

/** Terraform's maps are in the order of their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return objectOf(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/** What was parsed, in objects that nothing can be inherited from. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isObject(value) ? objectOf(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}
