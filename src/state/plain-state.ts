import { AccessError } from '../errors';
import type { AccessState, NamedPolicy, RoleAccess, UnknownAccess } from './access-state';
import { entries, type JsonObject, own } from './json';
import { PolicyReader, type PolicySide } from './read-policy';
import type { SourceReader } from './source';
import { Unknowns } from './unknown';

const KEYS: ReadonlySet<string> = new Set(['account', 'users', 'groups', 'roles', 'buckets']);

const PRINCIPAL = ['arn', 'boundary', 'policies', 'tags'];
/** What may stand below each section. A slip there would be an access that nobody is told of. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  users: [...PRINCIPAL, 'groups'], groups: ['policies'], roles: PRINCIPAL, buckets: ['account', 'policy'],
};

/** Reads an access state that was written by hand, as `AccessStateJson`. */
export const plainStateReader: SourceReader = {
  name: 'an access state { account?, users?, groups?, roles?, buckets? }',
  recognises: (json) => Object.keys(json).every((key) => KEYS.has(key)),
  read: (json, options) => new PlainState(options.account).read(json),
};

class PlainState {
  private readonly found: UnknownAccess[] = [];
  private readonly policies = new PolicyReader(new Unknowns(), (where, reason) => this.found.push({ where, reason }));

  public constructor(private readonly account: string | undefined) {}

  public read(json: JsonObject): AccessState {
    const account = this.account ?? text(own(json, 'account'), 'account');
    const { found, policies } = this;
    return {
      ...(account === undefined ? {} : { account }),
      users: this.section(json, 'users', (name, user, where) => ({ ...this.principal('user', name, user, where), groups: texts(own(user, 'groups'), `${where}.groups`) })),
      groups: this.section(json, 'groups', (name, group, where) => ({ name, policies: this.list('group', name, own(group, 'policies'), `${where}.policies`) })),
      roles: this.section(json, 'roles', (name, role, where) => this.principal('role', name, role, where)),
      buckets: this.section(json, 'buckets', (name, bucket, where) => {
        const policy = own(bucket, 'policy');
        const owner = text(own(bucket, 'account'), `${where}.account`);
        return {
          name,
          ...(owner === undefined ? {} : { account: owner }),
          ...(policy === undefined ? {} : { policy: this.policy(`bucket policy of ${name}`, policy, `${where}.policy`, 'resource') }),
        };
      }),
      get unknowns() {
        policies.finish();
        return found;
      },
    };
  }

  private section<T>(json: JsonObject, key: string, make: (name: string, value: unknown, where: string) => T): ReadonlyMap<string, T> {
    const section = own(json, key);
    expect(section === undefined || typeof section === 'object' && section !== null && !Array.isArray(section), key, 'an object from names to what they have', section);
    return new Map(entries(section).map(([name, value]) => {
      const where = `${key}.${name}`;
      expect(typeof value === 'object' && value !== null && !Array.isArray(value), where, 'an object', value);
      const slip = entries(value).find(([known]) => !BELOW[key].includes(known));
      expect(slip === undefined, where, `an object with no other keys than ${BELOW[key].join(', ')}`, slip?.[0]);
      return [name, make(name, value, where)];
    }));
  }

  private principal(kind: 'user' | 'role', name: string, value: unknown, where: string): RoleAccess {
    const arn = text(own(value, 'arn'), `${where}.arn`);
    const boundary = own(value, 'boundary');
    const tags = entries(own(value, 'tags')).map(([key, tag]) => [key, text(tag, `${where}.tags.${key}`) ?? ''] as const);
    return {
      name,
      ...(arn === undefined ? {} : { arn }),
      policies: this.list(kind, name, own(value, 'policies'), `${where}.policies`),
      ...(boundary === undefined ? {} : { boundary: this.policy(`${kind} ${name}, permissions boundary`, boundary, `${where}.boundary`, 'identity') }),
      ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
    };
  }

  private list(kind: string, name: string, value: unknown, where: string): readonly NamedPolicy[] {
    if (value === undefined) return [];
    expect(Array.isArray(value), where, 'a list of policy documents', value);
    return (value as readonly unknown[]).map((document, index) => this.policy(`${kind} ${name}, policy ${index + 1}`, document, `${where}[${index}]`, 'identity'));
  }

  private policy(name: string, value: unknown, where: string, side: PolicySide): NamedPolicy {
    return this.policies.named(name, { side, where: () => where, value: () => value });
  }
}

function text(value: unknown, where: string): string | undefined {
  expect(value === undefined || typeof value === 'string', where, 'a text', value);
  return value as string | undefined;
}

function texts(value: unknown, where: string): readonly string[] {
  expect(value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string')), where, 'a list of texts', value);
  return value === undefined ? [] : [...value as readonly string[]];
}

function expect(holds: boolean, where: string, wanted: string, found: unknown): void {
  if (holds) return;
  throw new AccessError({
    code: 'UnreadableSource',
    message: `${where} of the access state must be ${wanted}; found ${JSON.stringify(found)?.slice(0, 100) ?? typeof found}`,
    remedy: 'write the state as { account?, users: { NAME: { policies: [DOC], groups?: [NAME], boundary?: DOC } }, groups?: { NAME: { policies: [DOC] } }, roles?, buckets?: { NAME: { account?, policy?: DOC } } }',
  });
}
