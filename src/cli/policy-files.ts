import { join, sep } from 'node:path';
import type { AccessPointDocument } from '../plan/access-points';
import { controlPlaneOf } from '../plan/control-planes';
import { describeExternal } from '../plan/external-grantees';
import { namesIn } from '../plan/identity-document';
import type { OtherAccountPolicy } from '../plan/other-account-policies';
import type { RenderedAccess } from '../plan/rendered-access';
import type { PolicyDocument } from '../policy/document';
import { policyJson, policyObject } from '../policy/json';
import { consoleSteps, fileText, STEPS_FILE } from './console-steps';
import type { PolicyFile } from './policy-file';
import { writeFolder } from './write-folder';

/** Every document of rendered access as a file. */
export function policyFiles(rendered: RenderedAccess): readonly PolicyFile[] {
  const { platform, users, groups, roles, existing, buckets, otherAccountPolicies } = rendered;
  // where there are rules instead of policies, what they amount to: the other commands read it, and the rules are in the platform's own file
  const { bucketAccess, planForm } = controlPlaneOf(platform);
  const policyText = ({ json, document }: { readonly json: string; readonly document: PolicyDocument }) => (
    planForm === 'file' ? policyJson(document) : json
  );
  const owners = [
    ...users.map(({ name, policies }) => ({ kind: 'user', name, policies, extra: '' })),
    ...groups.map(({ name, members, policies }) => ({ kind: 'group', name, policies, extra: ` (${memberNames(members).join(', ')})` })),
    ...roles.map(({ name, policies }) => ({ kind: 'role', name, policies, extra: '' })),
    ...existing.map(({ principal: { kind, name }, policies }) => ({ kind, name, policies, extra: ', who exists already' })),
  ];
  return [
    ...owners.flatMap(({ kind, name, policies, extra }) => policies.map((policy): PolicyFile => ({
      path: join(`${kind}s`, name, `${policy.name}.json`),
      gets: `${kind} ${name}${extra}`,
      kind: policy.rules ? 'rules' : policy.placement === 'inline' ? 'inline policy' : 'managed policy',
      name: policy.name,
      intents: namesIn(policy),
      size: policy.size,
      json: policyText(policy),
    }))),
    ...principalFiles(rendered),
    ...buckets.filter(({ document }) => document.statements.length > 0).map(({ bucket, keeps, size, customStatements, ...text }): PolicyFile => ({
      path: join('buckets', `${bucket}.json`),
      gets: `bucket ${bucket}`,
      kind: bucketAccess,
      name: bucketAccess,
      intents: [...namesIn({ ...text, customStatements }), ...(keeps.statements > 0 ? [`${keeps.statements} kept`] : [])],
      size,
      json: policyText(text),
    })),
    ...buckets.flatMap(({ bucket, accessPoints }) => accessPoints.map((point) => accessPointFile(bucket, point))),
    ...otherAccountPolicies.map((policy, index) => otherAccountFile(policy, otherAccountPolicies.slice(0, index))),
  ];
}

/** An access point to make: its bucket, and the policy to give it, where it has one. */
function accessPointFile(bucket: string, { arn, accessPoint, region, vpc, grants, policy }: AccessPointDocument): PolicyFile {
  const given = policy && policyObject(policy.document);
  const json = JSON.stringify({ arn, bucket, vpc, policy: given });
  return {
    path: join('access-points', region, `${accessPoint}.json`),
    gets: `bucket ${bucket}, by another name`,
    kind: 'access point',
    name: accessPoint,
    intents: grants,
    size: policy?.size ?? 0,
    json,
  };
}

/** For the administrators of another account: beside the folders that the other commands read, since it is not access to this account. */
function otherAccountFile({ grantee, grants, size, json }: OtherAccountPolicy, earlier: readonly OtherAccountPolicy[]): PolicyFile {
  const nameOf = (other: OtherAccountPolicy['grantee']) => (other.kind === 'account' ? 'access' : `${other.kind}-${other.name}`);
  const before = earlier.filter((other) => other.grantee.account === grantee.account && nameOf(other.grantee) === nameOf(grantee)).length;
  const name = before === 0 ? nameOf(grantee) : `${nameOf(grantee)}-${before + 1}`;
  return { path: join('other-accounts', grantee.account, `${name}.json`), gets: describeExternal(grantee), kind: 'policy of another account', name, intents: grants, size, json };
}

/**
 * Writes the documents, indented for readers, below a folder, and the members of each group beside them: the folder of policy files that
 * the other commands read. Where everything is done by hand in a console, the steps are written, too.
 */
export function writePolicyFiles(rendered: RenderedAccess, files: readonly PolicyFile[], folder: string): void {
  const { unit, managedSize } = rendered.platform.limits;
  const steps = consoleSteps(rendered, files);
  writeFolder(folder, {
    folders: [...rendered.users.map(({ name }) => join('users', name)), ...rendered.roles.map(({ name }) => join('roles', name))],
    texts: new Map([
      ...files.map(({ path, json }) => [path, fileText(json, unit === 'bytes' ? managedSize : undefined)] as const),
      ...(rendered.files ?? []).map(({ path, text }) => [path, text] as const),
      ...(steps === undefined ? [] : [[STEPS_FILE, steps] as const]),
      ...groupMembers(rendered).map(([name, members]) => [join('groups', name, 'members.json'), `${JSON.stringify(members, null, 2)}\n`] as const),
    ]),
  });
}

/** Every file and folder that {@link writePolicyFiles} writes, below the output folder. */
export function writtenPaths(rendered: RenderedAccess, files: readonly PolicyFile[]): ReadonlySet<string> {
  const written = [
    ...[...files, ...rendered.files ?? []].map(({ path }) => path),
    ...rendered.users.map(({ name }) => join('users', name)),
    ...rendered.roles.map(({ name }) => join('roles', name)),
    ...groupMembers(rendered).map(([name]) => join('groups', name, 'members.json')),
  ];
  return new Set(written.flatMap((path) => path.split(sep).map((_, index, steps) => join(...steps.slice(0, index + 1)))));
}

function memberNames(members: RenderedAccess['groups'][number]['members']): readonly string[] {
  return members.map((member) => (typeof member === 'string' ? member : member.name));
}

/** The boundaries that a plan makes, where the other commands read them, and the trust policies of its roles, beside what they read. */
function principalFiles({ users, roles }: RenderedAccess): readonly PolicyFile[] {
  const bounded = [...users.map((user) => ({ kind: 'user', ...user })), ...roles.map((role) => ({ kind: 'role', ...role }))];
  return [
    ...bounded.flatMap(({ kind, name, boundary }): readonly PolicyFile[] => (boundary === undefined || 'arn' in boundary ? [] : [{
      path: join(`${kind}s`, name, 'boundary.json'),
      gets: `${kind} ${name}, at most`,
      kind: 'boundary',
      name: boundary.name,
      intents: boundary.grants,
      size: boundary.size,
      json: boundary.json,
    }])),
    ...roles.map(({ name, trust }): PolicyFile => ({
      path: join('role-trusts', `${name}.json`), gets: `role ${name}, who may take it`, kind: 'trust policy', name: 'trust policy', intents: [], size: trust.length, json: trust,
    })),
  ];
}

/** Everybody in a group of the plan, and those that it adds to groups that exist. */
function groupMembers({ groups, existing }: RenderedAccess): ReadonlyArray<readonly [group: string, members: readonly string[]]> {
  const joined = existing.filter(({ members }) => members.length > 0).map(({ principal, members }) => ({ name: principal.name, members }));
  return [...groups, ...joined].map(({ name, members }) => [name, members.map((member) => (typeof member === 'string' ? member : member.name))]);
}
