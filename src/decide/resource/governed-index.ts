import { parseArn } from '../../policy/arn';
import type { AccessState } from '../../state/access-state';
import type { ResourceAccess } from '../../state/resource-access';
import { resourceIn } from '../../state/resource-kinds';
import type { CompiledBucket } from '../compiled-principal';
import { compileResourcePolicies } from '../compiled-statement';
import { NO, YES } from '../truth';
import { DIRECTORY, type Governed, governedResource, governedRole, isResource } from './governed';

/** What was found for an ARN, and what it is remembered by. */
interface Found {
  readonly key: string;
  readonly bucket: CompiledBucket;
}

/** What a state certainly doesn't have: a role, or the policy of a resource. */
export interface Lacking {
  readonly role?: string;
  readonly resource?: ResourceAccess;
}

/** Finds the resource with policies of its own that a request is about; each is compiled when it is first asked about. */
export class GovernedIndex {
  private readonly compiled = new Map<string, Found>();
  private readonly noRoles: ReadonlySet<string>;
  private readonly resources: AccessState['resources'];

  /**
   * @param lacking what certainly isn't there
   * @param isLenient takes a resource whose region isn't known for the one that is asked about
   */
  public constructor(
    private readonly state: AccessState,
    private readonly bucket: (name: string) => CompiledBucket,
    lacking: readonly Lacking[] = [],
    private readonly isLenient = false,
  ) {
    this.noRoles = new Set(lacking.flatMap(({ role }) => role ?? []));
    const bare = lacking.flatMap(({ resource }) => (resource === undefined ? [] : [[resource.arn, resource] as const]));
    this.resources = bare.length === 0 ? state.resources : new Map([...state.resources ?? [], ...bare]);
  }

  /** The resource of an ARN; undefined where none is known and none is needed. */
  public find(arn: string, action: string): Found | undefined {
    const parts = parseArn(arn);
    if (parts === undefined) return undefined;
    const { service, account, resource } = parts;
    const name = service === 's3express' ? /^bucket\/([^/]+)/.exec(resource)?.[1] : undefined;
    if (name?.endsWith(DIRECTORY) === true && this.isOwner(name, account)) return { key: name, bucket: this.bucket(name) };
    const held = service === 'iam' ? this.role(arn, resource, account, action) : this.resource(arn);
    if (held !== undefined) return held;
    const { account: own } = this.state;
    // what is not an account is nobody's: an example, of which only the rest counts
    return own === undefined || account === own || !/^\d{12}$/.test(account) ? undefined : this.undescribed(`account ${account}`, account);
  }

  private isOwner(name: string, account: string): boolean {
    const bucket = this.state.buckets.get(name);
    const owner = bucket?.account ?? this.state.account;
    return bucket !== undefined && (owner === undefined || owner === account);
  }

  private resource(arn: string): Found | undefined {
    const { resources } = this;
    const asked = resources === undefined ? undefined : resourceIn(arn);
    if (resources === undefined || asked === undefined) return undefined;
    const exact = resources.get(asked.arn);
    if (exact !== undefined) return this.compile(asked.arn, () => governedResource(this.state, exact));
    for (const one of resources.values()) {
      const truth = one.kind === asked.kind ? isResource(one.arn, asked.arn, this.state.account) : NO;
      if (truth !== NO) return this.compile(`${truth} ${one.arn}`, () => withDoubt(governedResource(this.state, one), truth === YES || this.isLenient));
    }
    // a table of a table bucket that is held, too
    const bucket = asked.kind === 'table' ? resources.get(asked.arn.replace(/\/table\/[^/]*$/, '')) : undefined;
    return bucket && this.compile(bucket.arn, () => governedResource(this.state, bucket));
  }

  /** Who may become a role is said by its trust policy; where the source tells none, nobody knows. */
  private role(arn: string, resource: string, account: string, action: string): Found | undefined {
    if (!/^sts:/i.test(action) || !resource.startsWith('role/')) return undefined;
    const name = resource.slice(resource.lastIndexOf('/') + 1);
    const role = this.state.roles.get(name);
    const isOwn = account === this.state.account || this.state.account === undefined;
    if (isOwn && this.noRoles.has(name)) return this.compile(`no role ${name}`, () => ({ key: name, patterns: [], policies: [], gated: true }));
    const governed = role !== undefined && (role.arn === arn || isOwn) ? governedRole(role, this.state.account) : undefined;
    if (governed !== undefined) return this.compile(governed.key, () => governed);
    return isOwn ? this.undescribed(`role ${arn}`, undefined) : undefined;
  }

  private undescribed(what: string, account: string | undefined): Found {
    const key = `undescribed ${what}`;
    const policies = [{ policy: { name: `policies of ${what}` } }];
    const governed: Governed = { key, patterns: [], ...(account !== undefined && { account }), policies, gated: false };
    return this.compile(key, () => governed, true);
  }

  private compile(key: string, make: () => Governed, isUndescribed = false): Found {
    let found = this.compiled.get(key);
    if (found === undefined) {
      const governed = make();
      if (this.compiled.size >= MOST) this.compiled.clear();
      const statements = compileResourcePolicies(governed.policies, undefined);
      found = { key, bucket: { statements, governed, ...(isUndescribed && { isUndescribed }) } };
      this.compiled.set(key, found);
    }
    return found;
  }
}

const MOST = 10_000;

/** A resource that may be the one of a request: all that its policies say only may count. */
function withDoubt(governed: Governed, isCertain: boolean): Governed {
  if (isCertain) return governed;
  const may = `it isn't known whether the request is about ${governed.key}`;
  const mustAllow = governed.gated || governed.behind !== undefined;
  const policies = governed.policies.map((one) => ({ ...one, may: one.may ?? may }));
  return { ...governed, policies, ...(mustAllow && { open: governed.open ?? may }) };
}

