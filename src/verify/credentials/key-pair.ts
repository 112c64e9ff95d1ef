import type { AccessKey } from '../wire/sigv4';

/** What the parts of a key are called, in small letters and nothing but letters and digits. */
const ID = ['accesskeyid', 'accesskey', 'keyid', 'id'];
const SECRET = ['secretaccesskey', 'accesskeysecret', 'secretkey', 'secret'];
const TOKEN = ['sessiontoken', 'securitytoken'];

/** Letters and digits of a name, in small: `ci-uploader` and `CI_UPLOADER` are the same. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** A key that an object holds, by whichever of the usual names. */
export function keyIn(value: unknown): AccessKey | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts = new Map(Object.entries(value).map(([name, part]) => [bare(name), part as unknown]));
  const pick = (names: readonly string[]): string | undefined => names.map((name) => parts.get(name)).find((part): part is string => typeof part === 'string' && part !== '');
  return keyOf(pick(ID), pick(SECRET), pick(TOKEN));
}

/** A key of its parts; undefined where one is absent. */
export function keyOf(accessKeyId: string | undefined, secretAccessKey: string | undefined, sessionToken?: string): AccessKey | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** Splits a name such as `ci_uploader_secret_access_key` into whose it is, as {@link bare} writes it, and which part. */
export function partNamed(name: string): { readonly owner: string; readonly part: 'id' | 'secret' } | undefined {
  const text = bare(name);
  // the longest endings first: `accesskeysecret` ends in `secret`, and `accesskeyid` in `id`
  for (const [part, endings] of [['secret', SECRET], ['id', ID]] as const) {
    const ending = endings.find((one) => text.endsWith(one) && text.length > one.length);
    if (ending !== undefined) return { owner: text.slice(0, -ending.length), part };
  }
  return undefined;
}
