import { memberName } from '../plan/check-plan';
import { controlPlaneOf } from '../plan/control-planes';
import type { RenderedAccess } from '../plan/rendered-access';
import { code, markdownText } from '../report/escape/markdown';
import type { PolicyFile } from './policy-file';

/** The file of the steps, beside the folders that the other commands read. */
export const STEPS_FILE = 'STEPS.md';

/** What is done by hand where a platform has a console and no API that is confirmed, in Markdown; undefined elsewhere. */
export function consoleSteps(rendered: RenderedAccess, files: readonly PolicyFile[]): string | undefined {
  const { platform, users, groups, existing } = rendered;
  const { title, limits } = platform;
  if (controlPlaneOf(platform).unreachable === undefined) return undefined;
  const owners = [
    ...users.map(({ name, policies }) => ({ kind: 'user', name, policies })),
    ...groups.map(({ name, policies }) => ({ kind: 'group', name, policies })),
    ...existing.map(({ principal: { kind, name }, policies }) => ({ kind, name, policies })),
  ];
  const joined = [
    ...groups.map(({ name, members, membership }) => ({ name, members, more: membership === 'additive' })),
    ...existing.filter(({ members }) => members.length > 0).map(({ principal: { name }, members }) => ({ name, members, more: true })),
  ];
  return page(title, [
    {
      title: 'Policies',
      hint: `On the page Policies make a manual policy for each file: its name is that of the file, its text is all of the file. It may have ${limits.managedSize} bytes, white space included.`,
      steps: files.map(({ name, path, gets, json }) => `${code(name)}: paste ${code(path)} (${Buffer.byteLength(fileText(json, limits.managedSize))} bytes), for ${markdownText(gets)}`),
    },
    {
      title: 'Users and keys',
      hint: "On the page Users make each user. The user's name is its access key. Choose a secret key of at least 8 characters for it, keep it where its client finds it, and nowhere else.",
      steps: users.map(({ name, accessKeys }) => `access key ${code(name)}${accessKeys.map(({ generation }) => `, generation ${code(generation)}`).join('')}`),
    },
    {
      title: 'Groups',
      hint: "On the page Groups make each group that isn't there, and put its members in it. Take everybody else out, unless it says that they stay.",
      steps: joined.map(({ name, members, more }) => `${code(name)} with ${members.map(memberName).map(code).join(', ') || 'nobody'}${more ? '; anyone who is in it already stays' : ''}`),
    },
    {
      title: 'Attach',
      hint: "Apply each policy to the user or group that it is for. Take away a policy of an earlier render that isn't in this list, and delete it when nobody has it.",
      steps: owners.flatMap(({ kind, name, policies }) => policies.map((policy) => `${code(policy.name)} to the ${kind} ${code(name)}`)),
    },
    {
      title: 'What the platform gives along',
      hint: 'Nothing is to be done about these; tick them off when you know them.',
      steps: owners.flatMap(({ kind, name, policies }) => policies.flatMap(({ diagnostics }) => diagnostics.map((note) => `${kind} ${code(name)}: ${markdownText(note)}`))),
    },
  ]);
}

/** A part of the page: left out where there is nothing to do. */
interface Section {
  readonly title: string;
  readonly hint: string;
  readonly steps: readonly string[];
}

function page(platform: string, sections: readonly Section[]): string {
  const parts = sections.filter(({ steps }) => steps.length > 0)
    .map(({ title, hint, steps }, index) => [`## ${index + 1}. ${title}`, '', hint, '', ...steps.map((step) => `- [ ] ${step}`)].join('\n'));
  const begin = `# Steps in the console of ${platform}\n\nEverything is in the IAM tab. The order matters: a policy must be there before it is attached.`;
  return `${[begin, ...parts].join('\n\n')}\n`;
}

/** A policy as its file holds it: indented for readers, or without white space where that counts and would be too much. */
export function fileText(json: string, mostBytes = Infinity): string {
  const indented = `${JSON.stringify(JSON.parse(json), null, 2)}\n`;
  return Buffer.byteLength(indented) <= mostBytes ? indented : json;
}
