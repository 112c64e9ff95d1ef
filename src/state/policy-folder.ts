import { AccessError } from '../errors';
import { shown } from '../shape/shown';
import type { AccessState, UnknownAccess } from './access-state';
import { nameInArn } from './arns';
import { assemble } from './assemble';
import { isAwsManaged } from './aws-managed';
import { fingerprint } from './fingerprint';
import { isObject } from './json';
import type { NamedPolicy } from './named-policy';
import { parseSource } from './read-access';
import { PolicyReader } from './read-policy';
import type { AccessLimit } from './resource-access';
import { type ReadAccessOptions, resourceIn, type SourceResource } from './source';
import { Unknowns } from './unknown';

/** The folders of a policy folder, and what the two special files in them are called. */
const HOLDERS = new Map([['users', 'user'], ['groups', 'group'], ['roles', 'role']]);
const BOUNDARY = 'boundary.json';
const MEMBERS = 'members.json';
const ATTACHED = 'attached.json';
const POLICIES = 'policies';

/** The folder of access points. */
const POINTS = 'access-points';

/** The folder of trust policies: who may take which role. */
const TRUSTS = 'role-trusts';

/** The folder of what another account has to attach to its own principals: nothing of this account. */
const ELSEWHERE = 'other-accounts';

/** How a policy folder is laid out, for messages. */
export const POLICY_FOLDER = 'users/NAME/POLICY.json, groups/NAME/POLICY.json, roles/NAME/POLICY.json, role-trusts/NAME.json, buckets/BUCKET.json, access-points/REGION/NAME.json, policies/NAME.json, users/NAME/attached.json (also of groups and roles), scp/POLICY.json and rcp/POLICY.json';

/** Whether a folder with these entries is a policy folder. */
export function isPolicyFolder(entries: readonly string[]): boolean {
  return entries.some((entry) => HOLDERS.has(entry) || LIMIT_FOLDERS.has(entry) || entry === 'buckets' || entry === POLICIES || entry === POINTS);
}

/**
 * Reads a folder of policy files:
 *
 * ```text
 * users/NAME/POLICY.json    an identity policy of a user; a folder without files is a user without policies
 * users/NAME/boundary.json  the user's permissions boundary
 * groups/NAME/POLICY.json   an identity policy of a group
 * groups/NAME/members.json  a JSON list of user names
 * roles/NAME/POLICY.json    an identity policy of a role; boundary.json as for users
 * role-trusts/NAME.json     the trust policy of a role
 * buckets/BUCKET.json       a bucket policy
 * policies/NAME.json        a managed policy
 * access-points/REGION/NAME.json  an access point: { arn, bucket, vpc?, policy? }
 * users/NAME/attached.json  a JSON list of the managed policies that are attached: names of files in policies/, or ARNs; also of groups and roles
 * scp/POLICY.json           a service control policy of the organization, on the account
 * rcp/POLICY.json           a resource control policy, likewise
 * ```
 *
 * @param files text by path, relative to the folder, with `/` between its parts; a folder is a path that ends in `/`
 * @throws AccessError `UnreadableSource` when a file has no location in the layout, or a file of members or of attached policies is not a list of names
 */
export function readPolicyFiles(files: ReadonlyMap<string, string>, options: ReadAccessOptions): AccessState {
  const tokens = new Unknowns();
  const make = resourceIn(tokens);
  const notes: UnknownAccess[] = [];
  const limits: (readonly [folder: string, path: string, text: string])[] = [];
  const resources = [...files].flatMap(([path, text]): readonly SourceResource[] => {
    const [folder, name, file, ...rest] = path.split('/');
    const kind = HOLDERS.get(folder);
    if (name !== undefined && folder === ELSEWHERE) return [];
    if (folder === TRUSTS && name === '') return [];
    if (folder === TRUSTS && file === undefined && name.endsWith('.json')) {
      return [make(path, 'aws_iam_role', { name: name.slice(0, -'.json'.length), assume_role_policy: text })];
    }
    if (name !== undefined && !isPolicyFolder([folder])) {
      notes.push(unread(folder, files));
      return [];
    }
    if (path.endsWith('/') && name === '') return [];
    if (LIMIT_FOLDERS.has(folder) && file === undefined && name.endsWith('.json')) {
      limits.push([folder, path, text]);
      return [];
    }
    if (folder === 'buckets' && file === undefined && name.endsWith('.json')) {
      return [make(path, 'aws_s3_bucket_policy', { bucket: name.slice(0, -'.json'.length), policy: text })];
    }
    if (folder === POLICIES && file === undefined && name.endsWith('.json')) {
      return [make(path, 'aws_iam_policy', { name: name.slice(0, -'.json'.length), arn: path, policy: text })];
    }
    if (folder === POINTS && file?.endsWith('.json') === true && rest.length === 0) return [make(path, 'aws_s3_access_point', accessPoint(text, path))];
    if (kind === undefined || file === undefined || rest.length > 0) throw misplaced(path);
    if (file === '') return [make(path.slice(0, -1), `aws_iam_${kind}`, { name })];
    if (kind === 'group' && file === MEMBERS) return [make(path, 'aws_iam_group_membership', { group: name, users: namesIn(text, path, 'user names') })];
    if (file === ATTACHED) {
      const arns = namesIn(text, path, 'names or ARNs of managed policies').map((one) => attached(one, path, files));
      return [make(path, `aws_iam_${kind}_policy_attachments_exclusive`, { [`${kind}_name`]: name, policy_arns: arns })];
    }
    if (!file.endsWith('.json')) throw misplaced(path);
    if (kind !== 'group' && file === BOUNDARY) {
      return [make(path, 'aws_iam_policy', { name: 'boundary', arn: path, policy: text }), make(`${folder}/${name}`, `aws_iam_${kind}`, { name, permissions_boundary: path })];
    }
    return [make(path, `aws_iam_${kind}_policy`, { [kind]: name, name: file.slice(0, -'.json'.length), policy: text })];
  });
  const policies = new PolicyReader(tokens, (unknown) => notes.push(unknown));
  const read = limits.map(([folder, path, text]) => {
    const policyType = folder === 'scp' ? 'identity' : 'resource';
    return limitIn(folder, policies.named(path, { policyType, where: () => path, value: () => text }));
  });
  policies.finish();
  return withLimits(assemble(resources, tokens, options, [...new Map(notes.map((note) => [note.where, note])).values()]), read);
}

/** A folder beside the others that isn't one of them: it may hold policies of any kind. */
function unread(folder: string, files: ReadonlyMap<string, string>): UnknownAccess {
  const inside = [...files].filter(([path]) => path.startsWith(`${folder}/`));
  return {
    where: `${folder}/`,
    reason: `the folder is none of a policy folder, which holds ${POLICY_FOLDER}: what is in it is not read, and may give or take access`,
    scope: {},
    fingerprint: fingerprint(JSON.stringify(inside)),
  };
}

function namesIn(text: string, path: string, what: string): readonly string[] {
  const names = parseSource(text, path);
  if (Array.isArray(names) && names.every((name): name is string => typeof name === 'string')) return names;
  const example = path.endsWith(MEMBERS) ? '["dana", "lee"]' : '["read-releases", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]';
  throw new AccessError({ code: 'UnreadableSource', message: `${path} must be a JSON list of ${what}`, remedy: `write ${example}` });
}

/** An access point as a resource of AWS's provider has it. */
function accessPoint(text: string, path: string): Readonly<Record<string, unknown>> {
  const point = parseSource(text, path);
  const read = isObject(point) ? point : {};
  const { arn, bucket, vpc, policy } = read;
  const isWhole = typeof arn === 'string' && typeof bucket === 'string' && (vpc === undefined || typeof vpc === 'string') && Object.keys(read).every((key) => POINT_KEYS.includes(key));
  if (!isWhole) {
    throw new AccessError({
      code: 'UnreadableSource',
      message: `${path} must be a JSON object with ${POINT_KEYS.join(', ')}, of which the first two are there`,
      remedy: 'write { "arn": "arn:aws:s3:eu-central-1:111122223333:accesspoint/partner", "bucket": "releases", "policy": { … } }',
    });
  }
  return { arn, bucket, ...(vpc !== undefined && { vpc_configuration: [{ vpc_id: vpc }] }), ...(policy !== undefined && { policy }) };
}

/** What the file of an access point holds. */
const POINT_KEYS: readonly string[] = ['arn', 'bucket', 'vpc', 'policy'];

/** The file of a managed policy, where it is one of the folder's; else its ARN, which AWS's own are known by. */
function attached(name: string, path: string, files: ReadonlyMap<string, string>): string {
  const file = `${POLICIES}/${nameInArn(name) ?? name}.json`;
  if (files.has(file) && !isAwsManaged(name)) return file;
  if (name.startsWith('arn:')) return name;
  throw new AccessError({ code: 'UnreadableSource', message: `${path} names the managed policy ${shown(name)}, and there is no ${file}`, remedy: 'add the file, or write the ARN of a policy of AWS' });
}

function misplaced(path: string): AccessError {
  return new AccessError({
    code: 'UnreadableSource',
    message: `${path} has no place in a policy folder, which holds ${POLICY_FOLDER}`,
    remedy: 'move or remove the file',
  });
}

/** The folders of policies that limit access, whatever else gives it, and what they are. */
const LIMIT_FOLDERS: ReadonlyMap<string, { readonly kind: AccessLimit['kind']; readonly title: string }> = new Map([
  ['scp', { kind: 'scp', title: 'service control policy' }],
  ['rcp', { kind: 'rcp', title: 'resource control policy' }],
]);

/** A state with policies of its organization; unchanged without any. */
function withLimits(state: AccessState, limits: readonly AccessLimit[]): AccessState {
  if (limits.length === 0) return state;
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(state), limits: { value: limits, enumerable: true } }) as AccessState;
}

/** A policy of an organization as a file has it; it limits the state's own account. */
function limitIn(folder: string, policy: NamedPolicy): AccessLimit {
  return { kind: LIMIT_FOLDERS.get(folder)?.kind ?? 'scp', policy };
}
