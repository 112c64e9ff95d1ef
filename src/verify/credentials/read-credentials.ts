import { AccessError } from '../../errors';
import { entries, isObject, own } from '../../state/json';
import type { AccessKey } from '../wire/sigv4';

/** Keys by the names of their users. */
export type Credentials = ReadonlyMap<string, AccessKey>;

/**
 * Reads keys from a file: `{ USER: { accessKeyId, secretAccessKey } }`; what `terraform output -json` or `terraform show -json` prints; or the
 * state of Terraform itself. Outputs are matched to users by their names, and keys that Terraform made by whose they are.
 *
 * @param where what the text is called in errors; its content never is
 * @param users the names of the users that keys are looked for
 * @throws AccessError `InvalidCredentials` where it isn't one of these, or a name could be that of several users
 */
export function readCredentials(text: string, where: string, users: readonly string[]): Credentials {
  const json = parsed(text, where);
  const outputs = own(json, 'outputs') ?? own(own(json, 'values'), 'outputs') ?? (isOutputs(json) ? json : undefined);
  const found = outputs === undefined ? plainKeys(json, where) : new Map([...fromResources(json), ...fromOutputs(outputs, users)]);
  if (found.size > 0) return found;
  throw invalid(`${where} holds no access key`, 'give { "USER": { "accessKeyId": "…", "secretAccessKey": "…" } }, or outputs of Terraform that are called after the users');
}

/**
 * Reads keys from environment variables: `BUCKET_GRANTS_USER_ACCESS_KEY_ID` and `BUCKET_GRANTS_USER_SECRET_ACCESS_KEY`, where USER is the user's name
 * in capitals with `_` for whatever is neither a letter nor a digit.
 *
 * @throws AccessError `InvalidCredentials` where a name could be that of several users, or half of a key is absent
 */
export function credentialsFromEnvironment(env: Readonly<Record<string, string | undefined>>, users: readonly string[]): Credentials {
  const found = new Map<string, AccessKey>();
  const names = new Map<string, string>();
  for (const user of users) {
    const start = `BUCKET_GRANTS_${user.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
    const [id, secret] = [`${start}_ACCESS_KEY_ID`, `${start}_SECRET_ACCESS_KEY`];
    if (!env[id] && !env[secret]) continue;
    const other = names.get(start);
    if (other !== undefined) throw invalid(`${id} could be that of the user ${other} and of the user ${user}`, 'give these keys in a file');
    names.set(start, user);
    const key = keyOf(env[id], env[secret], env[`${start}_SESSION_TOKEN`]);
    if (key === undefined) throw invalid(`of ${id} and ${secret} only one is set`, 'set both');
    found.set(user, key);
  }
  return found;
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // the message of the parser shows what stands there, which may be a secret
    throw invalid(`${where} is not JSON`, 'give { "USER": { "accessKeyId": "…", "secretAccessKey": "…" } }, or what terraform output -json prints');
  }
}

function plainKeys(json: unknown, where: string): Credentials {
  if (!isObject(json)) throw invalid(`${where} is not an object`, 'give { "USER": { "accessKeyId": "…", "secretAccessKey": "…" } }');
  return new Map(Object.entries(json).map(([user, value]) => {
    const key = keyIn(value);
    if (key === undefined) throw invalid(`what ${where} has for ${user} is not an access key`, 'write "accessKeyId" and "secretAccessKey", each a text that is not empty');
    return [user, key];
  }));
}

/** What `terraform output -json` prints: each output with its type, its value, and whether it is sensitive. */
function isOutputs(json: unknown): boolean {
  const all = entries(json);
  return all.length > 0 && all.every(([, one]) => isObject(one) && 'value' in one && 'sensitive' in one);
}

function fromOutputs(outputs: unknown, users: readonly string[]): Credentials {
  const found = new Map<string, AccessKey>();
  const halves = new Map<string, { id?: string; secret?: string }>();
  for (const [name, output] of entries(outputs)) {
    const value = own(output, 'value');
    const key = keyIn(value);
    if (key !== undefined) add(found, userNamed(name, users), key);
    else if (typeof value === 'string') note(halves, name, value);
    else for (const [inner, one] of entries(value)) add(found, userNamed(inner, users), keyIn(one));
  }
  for (const [owner, { id, secret }] of halves) add(found, userNamed(owner, users), keyOf(id, secret));
  return found;
}

function note(halves: Map<string, { id?: string; secret?: string }>, name: string, value: string): void {
  const named = partNamed(name);
  if (named !== undefined) halves.set(named.owner, { ...halves.get(named.owner), [named.part]: value });
}

function add(found: Map<string, AccessKey>, user: string | undefined, key: AccessKey | undefined): void {
  if (user !== undefined && key !== undefined) found.set(user, key);
}

/** The user that a name means, whatever stands between its letters. */
function userNamed(name: string, users: readonly string[]): string | undefined {
  if (users.includes(name)) return name;
  const same = users.filter((user) => bare(user) === bare(name) || bare(name).replace(/(?:accesskey|credentials|key)$/, '') === bare(user));
  if (same.length > 1) throw invalid(`the output ${name} could be the key of ${same.join(' and of ')}`, 'call the output exactly as the user');
  return same[0];
}

/** Which attributes of the keys that providers make say what. */
const RESOURCES: Readonly<Record<string, readonly [user: string, id: string, secret: string]>> = {
  aws_iam_access_key: ['user', 'id', 'secret'],
  minio_iam_service_account: ['target_user', 'access_key', 'secret_key'],
  minio_iam_user: ['name', 'name', 'secret'],
};

/** Keys that a state holds as resources; of several keys of a user, the last. */
function fromResources(json: unknown): Credentials {
  const found = new Map<string, AccessKey>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const type = own(value, 'type');
    const attributes = typeof type === 'string' && Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
    if (attributes === undefined) {
      Object.values(value).forEach(visit);
      return;
    }
    const instances = own(value, 'instances');
    const all = Array.isArray(instances) ? instances.map((one) => own(one, 'attributes')) : [own(value, 'values')];
    for (const one of all) {
      const [user, id, secret] = attributes.map((name) => own(one, name));
      if (own(one, 'status') === 'Inactive' || typeof user !== 'string') continue;
      if (typeof id === 'string' && typeof secret === 'string') add(found, user, keyOf(id, secret));
    }
  };
  visit(own(json, 'resources') ?? own(own(json, 'values'), 'root_module'));
  return found;
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidCredentials', message, remedy });
}

/** What the parts of a key are called, in small letters and nothing but letters and digits. */
const ID = ['accesskeyid', 'accesskey', 'keyid', 'id'];
const SECRET = ['secretaccesskey', 'accesskeysecret', 'secretkey', 'secret'];
const TOKEN = ['sessiontoken', 'securitytoken'];

/** Letters and digits of a name, in small: `ci-uploader` and `CI_UPLOADER` are the same. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** A key that an object holds, by whichever of the usual names. */
function keyIn(value: unknown): AccessKey | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts = new Map(Object.entries(value).map(([name, part]) => [bare(name), part as unknown]));
  const pick = (names: readonly string[]): string | undefined => names.map((name) => parts.get(name)).find((part): part is string => typeof part === 'string' && part !== '');
  return keyOf(pick(ID), pick(SECRET), pick(TOKEN));
}

/** A key of its parts; undefined where one is absent. */
function keyOf(accessKeyId: string | undefined, secretAccessKey: string | undefined, sessionToken?: string): AccessKey | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** Splits a name such as `ci_uploader_secret_access_key` into whose it is, as {@link bare} writes it, and which part. */
function partNamed(name: string): { readonly owner: string; readonly part: 'id' | 'secret' } | undefined {
  const text = bare(name);
  // the longest endings first: `accesskeysecret` ends in `secret`, and `accesskeyid` in `id`
  for (const [part, endings] of [['secret', SECRET], ['id', ID]] as const) {
    const ending = endings.find((one) => text.endsWith(one) && text.length > one.length);
    if (ending !== undefined) return { owner: text.slice(0, -ending.length), part };
  }
  return undefined;
}
