import { AccessError } from '../errors';
import { parsePolicy } from '../policy/parse';
import type { AccessState, AccessStateJson, NamedPolicy } from '../state/access-state';

/** An access state from plain JSON. */
export function readAccessJson(json: AccessStateJson): AccessState {
  const tags = <T extends { readonly arn?: string; readonly tags?: Readonly<Record<string, string>> }>(one: T): Pick<T, 'arn' | 'tags'> => ({ arn: one.arn, tags: one.tags });
  return {
    account: json.account,
    users: mapOf(json.users, (name, one) => ({
      name,
      ...tags(one),
      policies: policies(`user ${name}`, one.policies),
      groups: one.groups ?? [],
      boundary: one.boundary === undefined ? undefined : policy(`user ${name}, boundary`, one.boundary, 'identity'),
    })),
    groups: mapOf(json.groups, (name, one) => ({ name, policies: policies(`group ${name}`, one.policies) })),
    roles: mapOf(json.roles, (name, one) => ({
      name,
      ...tags(one),
      policies: policies(`role ${name}`, one.policies),
      boundary: one.boundary === undefined ? undefined : policy(`role ${name}, boundary`, one.boundary, 'identity'),
    })),
    buckets: mapOf(json.buckets, (name, one) => ({
      name,
      account: one.account,
      policy: one.policy === undefined ? undefined : policy(`bucket ${name}, bucket policy`, one.policy, 'resource'),
    })),
    unknowns: [],
  };
}

function mapOf<T, R>(record: Readonly<Record<string, T>> | undefined, make: (name: string, value: T) => R): ReadonlyMap<string, R> {
  return new Map(Object.entries(record ?? {}).map(([name, value]) => [name, make(name, value)]));
}

function policies(holder: string, documents: readonly unknown[] | undefined): readonly NamedPolicy[] {
  return (documents ?? []).map((document, index) => policy(`${holder}, policy ${index + 1}`, document, 'identity'));
}

function policy(name: string, value: unknown, kind: 'identity' | 'resource'): NamedPolicy {
  const { document, problems } = parsePolicy(value as string | object, { kind });
  if (document !== undefined) return { name, document };
  const [problem] = problems.filter((one) => one.severity === 'error');
  throw new AccessError({ code: 'InvalidPolicy', message: `${name}: ${problem?.path ?? '$'}: ${problem?.message ?? 'no policy document'}`, remedy: 'write it as AWS does' });
}
