import { isObject, objectOf, own } from './json';

/** Why a value that a source calls a secret is unknown. */
export const SENSITIVE = 'a sensitive value, which is not read; what depends on it is not certain';

/**
 * A value without what Terraform calls sensitive in it. Whatever is read may be printed, wherever a secret has got into: a name, a folder, a
 * condition.
 *
 * @param sensitive what of it is: `true` for all of it, or the same shape
 * @param token the token of what stands at a path, such as `tags.owner`
 */
export function concealed(value: unknown, sensitive: unknown, token: (path: string) => string, path = ''): unknown {
  if (value === undefined || value === null) return value;
  if (sensitive === true) return token(path);
  if (Array.isArray(value)) {
    const inner: readonly unknown[] = Array.isArray(sensitive) ? sensitive : [];
    return inner.length === 0 ? value : value.map((item: unknown, index) => concealed(item, inner[index], token, `${path}[${index}]`));
  }
  if (!isObject(value) || !isObject(sensitive)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => [key, concealed(item, own(sensitive, key), token, path === '' ? key : `${path}.${key}`)]));
}
