import type { AccessState, RoleAccess, UnknownAccess } from './access-state';
import { awsManagedPolicyNamed, isAwsManaged } from './aws-managed';
import { entries, type JsonObject, own } from './json';
import type { NamedPolicy, PolicyType } from './named-policy';
import { BUCKET_KEYS, LIMIT_KEYS, plainBucket, plainLimit, plainResource, type ReadDocument, RESOURCE_KEYS } from './plain-resources';
import { expect, onlyKeys, publicAccessBlock, text, texts } from './plain-shape';
import { PolicyReader } from './read-policy';
import { rememberUnknowns } from './scoped-unknowns';
import type { SourceReader } from './source';
import { Unknowns } from './unknown';

const KEYS: ReadonlySet<string> = new Set(['account', 'users', 'groups', 'roles', 'buckets', 'resources', 'limits', 'publicAccessBlock']);

const PRINCIPAL = ['arn', 'boundary', 'policies', 'tags'];
/** What may stand below each section. A slip there would be access that nobody hears of. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  users: [...PRINCIPAL, 'groups'],
  groups: ['policies'],
  roles: [...PRINCIPAL, 'trust'],
  buckets: BUCKET_KEYS,
  resources: RESOURCE_KEYS,
  limits: LIMIT_KEYS,
};

/** Reads an access state that was written by hand, as `AccessStateJson`. */
export const plainStateReader: SourceReader = {
  name: 'an access state { account?, users?, groups?, roles?, buckets?, resources?, limits?, publicAccessBlock? }',
  recognises: (json) => Object.keys(json).every((key) => KEYS.has(key)),
  read: (json, options) => new PlainState(options.account).read(json),
};

class PlainState {
  private readonly found: UnknownAccess[] = [];
  private readonly policies = new PolicyReader(new Unknowns(), (unknown) => this.found.push(unknown));

  public constructor(private readonly account: string | undefined) {}

  public read(json: JsonObject): AccessState {
    const account = this.account ?? text(own(json, 'account'), 'account');
    const block = publicAccessBlock(own(json, 'publicAccessBlock'), 'publicAccessBlock');
    const document: ReadDocument = (name, value, where, policyType) => this.policy(name, value, where, policyType);
    const { found, policies } = this;
    // what is written by hand has nothing that isn't read
    return rememberUnknowns({
      ...(account === undefined ? {} : { account }),
      users: this.section(json, 'users', (name, user, where) => ({ ...this.principal('user', name, user, where), groups: texts(own(user, 'groups'), `${where}.groups`) })),
      groups: this.section(json, 'groups', (name, group, where) => ({ name, policies: this.list('group', name, own(group, 'policies'), `${where}.policies`) })),
      roles: this.section(json, 'roles', (name, role, where) => {
        const trust = own(role, 'trust');
        const principal = this.principal('role', name, role, where);
        return trust === undefined ? principal : { ...principal, trust: this.policy(`trust policy of role ${name}`, trust, `${where}.trust`, 'trust') };
      }),
      buckets: this.section(json, 'buckets', (name, bucket, where) => plainBucket(name, bucket, where, document)),
      ...(own(json, 'resources') !== undefined && { resources: this.section(json, 'resources', (arn, resource, where) => plainResource(arn, resource, where, document)) }),
      ...(own(json, 'limits') !== undefined && { limits: [...this.section(json, 'limits', (name, limit, where) => plainLimit(name, limit, where, document)).values()] }),
      ...(block !== undefined && { publicAccessBlock: block }),
      get unknowns() {
        policies.finish();
        return found;
      },
    }, []);
  }

  private section<T>(json: JsonObject, key: string, make: (name: string, value: unknown, where: string) => T): ReadonlyMap<string, T> {
    const section = own(json, key);
    expect(section === undefined || typeof section === 'object' && section !== null && !Array.isArray(section), key, 'an object from names to what they have', section);
    return new Map(entries(section).map(([name, value]) => {
      const where = `${key}.${name}`;
      onlyKeys(value, where, BELOW[key]);
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

  /** A managed policy of AWS's own, by its ARN in place of a document. */
  private awsManaged(lead: string, arn: string, where: string): NamedPolicy {
    const policy = awsManagedPolicyNamed(arn, `${lead}, managed policy`);
    if (policy.document === undefined) this.found.push({ where, reason: `${arn} is not among AWS's policies that the package knows, so its document is not known` });
    return policy;
  }

  private policy(name: string, value: unknown, where: string, policyType: PolicyType): NamedPolicy {
    if (policyType === 'identity' && typeof value === 'string' && isAwsManaged(value)) return this.awsManaged(name, value, where);
    return this.policies.named(name, { policyType, where: () => where, value: () => value });
  }
}
