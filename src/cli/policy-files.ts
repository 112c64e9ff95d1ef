import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { RenderedAccess } from '../plan/render-access';

/** A rendered policy document, who gets it, and where its file goes. */
export interface PolicyFile {
  /** Path below the output folder. */
  readonly path: string;
  /** The grantee, or the bucket. */
  readonly gets: string;
  /** What kind of policy it is. */
  readonly kind: 'inline policy' | 'managed policy' | 'bucket policy';
  /** The name of the policy. */
  readonly name: string;
  /** What is in it. */
  readonly intents: readonly string[];
  /** Its size as the limit of its kind counts it. */
  readonly size: number;
  /** The canonical JSON. */
  readonly json: string;
}

/** Every document of rendered access as a file. */
export function policyFiles({ users, groups, roles, existing, buckets }: RenderedAccess): readonly PolicyFile[] {
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
      kind: policy.placement === 'inline' ? 'inline policy' : 'managed policy',
      name: policy.name,
      intents: [...policy.grants, ...policy.guards],
      size: policy.size,
      json: policy.json,
    }))),
    ...buckets.filter(({ document }) => document.statements.length > 0).map(({ bucket, guards, grants, keeps, size, json }): PolicyFile => ({
      path: join('buckets', `${bucket}.json`),
      gets: `bucket ${bucket}`,
      kind: 'bucket policy',
      name: 'bucket policy',
      intents: [...grants, ...guards, ...(keeps.statements > 0 ? [`${keeps.statements} kept`] : [])],
      size,
      json,
    })),
  ];
}

/**
 * Writes the documents, indented for readers, below a folder, and the members of each group beside them: the folder of policy files that
 * the other commands read.
 */
export function writePolicyFiles(rendered: RenderedAccess, files: readonly PolicyFile[], folder: string): void {
  for (const { name } of rendered.users) mkdirSync(join(folder, 'users', name), { recursive: true });
  for (const { path, json } of files) write(join(folder, path), JSON.parse(json));
  for (const { name, members } of rendered.groups) {
    write(join(folder, 'groups', name, 'members.json'), memberNames(members));
  }
}

/** Every file and folder that {@link writePolicyFiles} writes, below the output folder. */
export function writtenPaths(rendered: RenderedAccess, files: readonly PolicyFile[]): ReadonlySet<string> {
  const written = [
    ...files.map(({ path }) => path),
    ...rendered.users.map(({ name }) => join('users', name)),
    ...rendered.groups.map(({ name }) => join('groups', name, 'members.json')),
  ];
  return new Set(written.flatMap((path) => path.split(sep).map((_, index, steps) => join(...steps.slice(0, index + 1)))));
}

function memberNames(members: RenderedAccess['groups'][number]['members']): readonly string[] {
  return members.map((member) => (typeof member === 'string' ? member : member.name));
}

function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
