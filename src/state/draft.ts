import {
  type AccessKeyAccess, type AccessState, type BucketAccess, type GroupAccess, type RoleAccess, UNKNOWN_TEXT, type UnknownAccess, type UserAccess,
} from './access-state';
import { Book, byName, type Maker, mapValues } from './book';
import { maybeHeld, maybeHeldByRole } from './maybe-held';
import type { NamedPolicy } from './named-policy';
import type { AccessLimit, ResourceAccess } from './resource-access';
import type { AccessKeyRole, PrincipalKind } from './resource-roles';
import { rememberUnknowns } from './scoped-unknowns';
import type { SourceResource } from './source';
import type { Unknowns } from './unknown';

/** A resource with a policy of its own while its pieces are collected. */
export type DraftResource = { -readonly [K in keyof ResourceAccess]: ResourceAccess[K] };

/** A limit while its pieces are collected. */
export type DraftLimit = { -readonly [K in keyof AccessLimit]: AccessLimit[K] };

/** A user, group or role while its pieces are collected from the source. */
export interface DraftPrincipal {
  name: string;
  arn?: string;
  tags?: Readonly<Record<string, string>>;
  boundary?: NamedPolicy;
  /** Of a role: its trust policy. */
  trust?: NamedPolicy;
  readonly policies: NamedPolicy[];
  groups?: Set<DraftPrincipal>;
  /** ARNs of its managed policies: one that two resources attach is attached once. */
  attached?: Set<string>;
  /** Whether a resource of the source makes it. */
  readonly declared: boolean;
  /** Whether nobody knows who it is: its name isn't known, and no resource of the source makes it. */
  readonly isUnnamed: boolean;
  /** Of a group, where it isn't known who its members are; of a user, where its groups aren't. */
  open?: string;
}

/** A bucket while its pieces are collected. */
export interface DraftBucket {
  name: string;
  account?: string;
  owner?: string;
  policy?: NamedPolicy;
  acl?: BucketAccess['acl'];
  objectOwnership?: BucketAccess['objectOwnership'];
  publicAccessBlock?: BucketAccess['publicAccessBlock'];
  /** Where the policy was set by a resource of its own. */
  policyResource?: string;
  /** Whether a resource of the source makes it. */
  readonly declared: boolean;
  /** The name as far as it is known, where it isn't known in full. */
  unknownName?: string;
}

/** An access state while it is being read. Anyone who is only referred to is made too: a policy on an existing user bears on that user. */
export class StateDraft {
  public account?: string;
  /** Access keys give no access, so they are only looked at when somebody asks for them. */
  public readonly accessKeys: (readonly [SourceResource, AccessKeyRole])[] = [];
  /** Block Public Access of the account. */
  public publicAccessBlock?: AccessState['publicAccessBlock'];
  private readonly resources = new Map<string, DraftResource>();
  private readonly resourceLocations = new Map<string, DraftResource>();
  private readonly limits: DraftLimit[] = [];
  private readonly limitLocations = new Map<string, DraftLimit>();
  private readonly unknowns: UnknownAccess[] = [];
  private readonly principals: Readonly<Record<PrincipalKind, Book<DraftPrincipal>>> = { user: new Book(), group: new Book(), role: new Book() };
  private readonly buckets = new Book<DraftBucket>();

  public constructor(private readonly tokens: Unknowns) {}

  /**
   * The principal of a name.
   *
   * @param text the name, or the token of the resource that makes the principal
   * @param maker that resource, when it is the one that asks: the principal is called by its location as long as the name isn't known
   */
  public principal(kind: PrincipalKind, text: string | undefined, maker?: Maker): DraftPrincipal {
    const isUnnamed = maker === undefined && text !== undefined && !this.tokens.isKnown(text);
    const make = (): DraftPrincipal => ({ name: this.nameOf(text, maker), policies: [], declared: maker !== undefined, isUnnamed });
    return this.principals[kind].open(text, this.locationOf(text, maker), make, maker);
  }

  /** A user that others name by an id of its own. */
  public alsoCalled(id: string, user: DraftPrincipal): void {
    this.principals.user.alias(id, user);
  }

  /** The bucket of a name; as for {@link StateDraft.principal}. */
  public bucket(text: string | undefined, maker?: Maker): DraftBucket {
    const unknownName = text === undefined ? UNKNOWN_TEXT : this.tokens.isKnown(text) ? undefined : this.tokens.settle(text);
    const make = (): DraftBucket => (
      { name: this.nameOf(text, maker), declared: maker !== undefined, ...(unknownName !== undefined && { unknownName }) }
    );
    return this.buckets.open(text, this.locationOf(text, maker), make, maker);
  }

  /**
   * Says what a bucket is called whose name wasn't known.
   *
   * @returns the bucket of that name, which may be one that was spoken of already
   */
  public settleName(bucket: DraftBucket, text: string, name: string): DraftBucket {
    const known = this.buckets.find(name, undefined);
    if (known !== undefined && known.declared && bucket.declared) return bucket;
    const [kept, gone] = known !== undefined && known.declared ? [known, bucket] : [bucket, known];
    if (gone !== undefined) {
      this.buckets.drop(gone);
      kept.policy ??= gone.policy;
      kept.policyResource ??= gone.policyResource;
    }
    kept.name = name;
    delete kept.unknownName;
    for (const one of [name, text]) this.buckets.alias(one, kept);
    return kept;
  }

  /** The resource of an ARN, made when there is none. @param locations what others name it by: where the resource that makes it stands, its id */
  public resource(arn: string, make: () => DraftResource, ...locations: readonly string[]): DraftResource {
    const draft = this.resources.get(arn) ?? make();
    this.resources.set(arn, draft);
    for (const location of locations) this.resourceLocations.set(location, draft);
    return draft;
  }

  /** Whether there is a resource of this ARN. */
  public holds(arn: string): boolean {
    return this.resources.has(arn);
  }

  /** Makes a limit known. @param locations what others name it by */
  public limit(limit: DraftLimit, ...locations: readonly string[]): void {
    this.limits.push(limit);
    for (const location of locations) this.limitLocations.set(location, limit);
  }

  /** The limit that others name so. */
  public limitAt(location: string): DraftLimit | undefined {
    return this.limitLocations.get(location);
  }

  /** The resource that a resource of the source makes, by where that stands. */
  public resourceAt(location: string): DraftResource | undefined {
    return this.resourceLocations.get(location);
  }

  /** Reports something that the source doesn't tell. */
  public unknown(where: string, reason: string): void {
    this.unknowns.push({ where, reason });
  }

  /** Reports something of which it is known which answers it could change. */
  public note(unknown: UnknownAccess): void {
    this.unknowns.push(unknown);
  }

  /**
   * The finished state, in the order of the source.
   *
   * @param readAll reads the documents that nobody has looked at, whose unknowns are not reported yet
   */
  public finish(readAll: () => void): AccessState {
    const { unknowns } = this;
    const accessKeys = () => (this.accessKeys.length === 0 ? undefined : this.accessKeys.map(([key, role]) => this.accessKey(key, role)));
    const groups = byName(this.principals.group.drafts);
    const groupNames = new Map([...groups].map(([name, draft]) => [draft, name]));
    const groupsOf = ({ groups: joined }: DraftPrincipal): readonly string[] =>
      joined === undefined ? [] : [...joined].map((group) => groupNames.get(group) ?? group.name);
    const held = maybeHeld(this.principals.user.drafts, this.principals.group.drafts);
    const userOf = (draft: DraftPrincipal, name: string): UserAccess => {
      const more = held(draft);
      return Object.assign(common(draft, name), { groups: groupsOf(draft) }, more.length > 0 && { policies: [...draft.policies, ...more] });
    };
    const heldByRole = maybeHeldByRole(this.principals.role.drafts);
    const roleOf = (draft: DraftPrincipal, name: string): RoleAccess => {
      const more = heldByRole(draft);
      return Object.assign(common(draft, name), more.length > 0 && { policies: [...draft.policies, ...more] });
    };
    return rememberUnknowns({
      ...(this.account === undefined ? {} : { account: this.account }),
      users: mapValues(byName(this.principals.user.drafts), userOf),
      groups: mapValues(groups, (draft, name): GroupAccess => ({ name, policies: draft.policies })),
      roles: mapValues(byName(this.principals.role.drafts), roleOf),
      buckets: bucketsOf(this.buckets.drafts),
      ...(this.resources.size === 0 ? {} : { resources: this.resources }),
      ...(this.limits.length === 0 ? {} : { limits: this.limits.map(attached) }),
      ...(this.publicAccessBlock === undefined ? {} : { publicAccessBlock: this.publicAccessBlock }),
      get accessKeys() {
        return accessKeys();
      },
      get unknowns() {
        readAll();
        return unknowns;
      },
    }, unknowns);
  }

  private accessKey(key: SourceResource, { user: attribute, suspended }: AccessKeyRole): AccessKeyAccess {
    const text = key.get(attribute);
    const name = typeof text === 'string' ? text : '';
    const user = this.principals.user.find(name, this.locationOf(name, undefined))?.name ?? this.tokens.show(name);
    const telling = suspended.find(([flag]) => key.get(flag) !== undefined && key.get(flag) !== null);
    return { user, name: key.where, status: telling !== undefined && key.get(telling[0]) === telling[1] ? 'Inactive' : 'Active' };
  }

  private nameOf(text: string | undefined, maker: Maker | undefined): string {
    if (text !== undefined && this.tokens.isKnown(text)) return text;
    return maker?.where ?? this.tokens.whole(text ?? '')?.label ?? this.tokens.show(text ?? '');
  }

  /** The location that a token stands for: tokens of resources are labelled with it. */
  private locationOf(text: string | undefined, maker: Maker | undefined): string | undefined {
    if (text === undefined) return maker?.where;
    return this.tokens.isKnown(text) ? undefined : this.tokens.whole(text)?.label;
  }
}

function common({ arn, policies, boundary, tags, trust }: DraftPrincipal, name: string): RoleAccess {
  const access: { -readonly [K in keyof RoleAccess]: RoleAccess[K] } = { name, policies };
  if (arn !== undefined) access.arn = arn;
  if (boundary !== undefined) access.boundary = boundary;
  if (tags !== undefined) access.tags = tags;
  if (trust !== undefined) access.trust = trust;
  return access;
}

/** Where the source attaches a policy to nothing, it isn't known what it is attached to. */
function attached({ targets = [], ...limit }: DraftLimit): AccessLimit {
  return { ...limit, targets: targets.length === 0 ? [UNKNOWN_TEXT] : [...new Set(targets)] };
}

function bucketsOf(drafts: readonly DraftBucket[]): ReadonlyMap<string, BucketAccess> {
  const named = byName(drafts);
  const declared = new Set([...named].flatMap(([name, { declared: isDeclared }]) => (isDeclared ? [name] : [])));
  return mapValues(named, ({ account, owner, policy, acl, objectOwnership, publicAccessBlock, unknownName, declared: isDeclared }, name) => ({
    name,
    ...(account === undefined ? {} : { account }),
    ...(owner === undefined ? {} : { owner }),
    ...(policy === undefined ? {} : { policy }),
    ...(acl === undefined ? {} : { acl }),
    ...(objectOwnership === undefined ? {} : { objectOwnership }),
    ...(publicAccessBlock === undefined ? {} : { publicAccessBlock }),
    // two resources that make buckets make two buckets
    ...(unknownName === undefined ? {} : { unnamed: { text: unknownName, isNot: isDeclared ? declared : NONE } }),
  }));
}

const NONE: ReadonlySet<string> = new Set();
