import { type Governed, governedBucket, governedResource, governedRole } from '../../decide/resource/governed';
import type { Lacking } from '../../decide/resource/governed-index';
import type { AccessState } from '../../state/access-state';
import type { ResourceAccess } from '../../state/resource-access';
import { type Glob, literalGlob, run } from '../domain/glob';
import type { Clause } from './cube';
import { policyKey } from './statement-key';
import { readArn, type TextSyntax } from './text-pattern';

const AS_WRITTEN: TextSyntax = { version: '2012-10-17', wildcards: true, variables: false, fold: false, fixed: new Map(), unknowns: '' };
const TRUST = 'trust of role ';

/** The resources of a state that policies of their own govern: buckets by name, others by ARN, roles as what somebody may become. */
export class GovernedResources {
  private readonly known = new Map<string, Governed | undefined>();
  private readonly globs = new Map<string, readonly Glob[]>();

  public constructor(private readonly state: AccessState) {}

  /** What all that isn't a bucket goes by. */
  public others(): readonly string[] {
    const { resources, roles, platform } = this.state;
    if (platform?.evaluation !== undefined) return [];
    return [...resources?.keys() ?? [], ...[...roles.values()].filter(({ trust }) => trust !== undefined).map(({ name }) => `${TRUST}${name}`)];
  }

  /** A resource; undefined where the state doesn't hold it. */
  public get(key: string): Governed | undefined {
    if (!this.known.has(key)) this.known.set(key, this.make(key));
    return this.known.get(key);
  }

  /** Whether a role is there, and nobody tells who may become it. */
  public hasUnknownTrust(key: string): boolean {
    return key.startsWith(TRUST) && this.state.roles.has(key.slice(TRUST.length)) && this.get(key) === undefined;
  }

  /**
   * Takes what only the other state has for the same without a policy: nobody may become a role that isn't there, and what a new resource gives is what
   * its policy gives.
   */
  public lack(key: string, other: GovernedResources): Lacking {
    const there = other.get(key);
    if (there === undefined || this.get(key) !== undefined) return {};
    if (key.startsWith(TRUST)) {
      this.known.set(key, { ...there, policies: [] });
      return { role: key.slice(TRUST.length) };
    }
    const { policy: _, grants: __, ...rest } = other.state.resources?.get(key) ?? {};
    if (!('arn' in rest)) return {};
    const resource = rest as ResourceAccess;
    this.known.set(key, governedResource(this.state, resource));
    return { resource };
  }

  private make(key: string): Governed | undefined {
    const bucket = this.state.buckets.get(key);
    if (bucket !== undefined) return governedBucket(this.state, bucket);
    if (this.state.platform?.evaluation !== undefined) return undefined;
    const resource = this.state.resources?.get(key);
    if (resource !== undefined) return governedResource(this.state, resource);
    const role = key.startsWith(TRUST) ? this.state.roles.get(key.slice(TRUST.length)) : undefined;
    return role && governedRole(role, this.state.account);
  }

  /** What covers a resource and all that lies in it. */
  public globsOf(key: string): readonly Glob[] {
    const known = this.globs.get(key);
    if (known !== undefined) return known;
    const globs = (this.get(key)?.patterns ?? []).flatMap((pattern): readonly Glob[] => {
      const read = readArn(pattern, AS_WRITTEN);
      return read === undefined ? [] : [read.glob];
    });
    this.globs.set(key, globs);
    return globs;
  }

  /** All that is known of a resource, as text: equal for equal access. */
  public keyOf(key: string, unknowns: string): string {
    const governed = this.get(key);
    if (governed === undefined) return 'none';
    const { account = this.state.account ?? '', policies, gated, behind, elsewhere, origin, open, patterns } = governed;
    const said = policies.map(({ policy, may }) => `${policyKey(policy, unknowns)} ${may ?? ''}`);
    const bucket = this.state.buckets.get(key);
    return [account, ...said, ...(bucket !== undefined ? [bucket.unnamed?.text ?? ''] : [gated, behind, elsewhere, origin, open, patterns].map((one) => JSON.stringify(one) ?? ''))].join('\n');
  }
}

/** The clause on actions that the policies of a resource speak of; none where they speak of all. */
export function actionsOf({ actions }: Governed): readonly Clause[] {
  return actions === undefined ? [] : [{ globs: [[...literalGlob(actions.slice(0, -1)), run()]], negated: false }];
}

const SERVICES: ReadonlyMap<string, string> = new Map([[TRUST, 'iam']]);

/** The service that the ARN of a resource that isn't a bucket names; undefined for a bucket. */
export function serviceOf(key: string): string | undefined {
  for (const [beginning, service] of SERVICES) if (key.startsWith(beginning)) return service;
  return key.startsWith('arn:') ? key.split(':')[2] : key.endsWith('--x-s3') ? 's3express' : undefined;
}
