import type { AccessState, BucketAccess, GroupAccess, NamedPolicy, RoleAccess, UnknownAccess, UserAccess } from './access-state';
import type { PrincipalKind } from './resource-roles';
import type { Unknowns } from './unknown';

/** A user, group or role while its pieces are collected from the source. */
export interface DraftPrincipal {
  name: string;
  arn?: string;
  tags?: Readonly<Record<string, string>>;
  boundary?: NamedPolicy;
  readonly policies: NamedPolicy[];
  readonly groups: Set<DraftPrincipal>;
  /** ARNs of its managed policies: one that two resources attach is attached once. */
  readonly attached: Set<string>;
  /** Whether a resource of the source makes it. */
  readonly declared: boolean;
}

/** A bucket while its pieces are collected. */
export interface DraftBucket {
  name: string;
  account?: string;
  policy?: NamedPolicy;
  /** Where the policy was set by a resource of its own. */
  policyResource?: string;
  /** Whether a resource of the source makes it. */
  readonly declared: boolean;
}

/** Things that go by a name, and by the place of the resource that makes them. */
class Book<T> {
  public readonly drafts = new Set<T>();
  private readonly known = new Map<string, T>();
  private readonly places = new Map<string, T>();

  /** The draft that has this name or is made at this place, made when there is none; it goes by both from now on. */
  public open(text: string | undefined, place: string | undefined, make: () => T): T {
    let draft = text === undefined ? undefined : this.known.get(text);
    if (draft === undefined && place !== undefined) draft = this.places.get(place);
    if (draft === undefined) this.drafts.add(draft = make());
    if (text !== undefined && !this.known.has(text)) this.known.set(text, draft);
    if (place !== undefined) this.places.set(place, draft);
    return draft;
  }
}

/** An access state while it is being read. Whoever is only referred to is made too: a policy on an existing user bears on that user. */
export class StateDraft {
  public account?: string;
  private readonly unknowns: UnknownAccess[] = [];
  private readonly principals: Readonly<Record<PrincipalKind, Book<DraftPrincipal>>> = { user: new Book(), group: new Book(), role: new Book() };
  private readonly buckets = new Book<DraftBucket>();

  public constructor(private readonly marks: Unknowns) {}

  /**
   * The principal of a name.
   *
   * @param text the name, or the mark of the resource that makes the principal
   * @param declared the place of that resource, when it is the one that asks: the name as long as the real one isn't known
   */
  public principal(kind: PrincipalKind, text: string | undefined, declared?: string): DraftPrincipal {
    return this.principals[kind].open(text, declared ?? this.placeOf(text), () => (
      { name: this.nameOf(text, declared), policies: [], groups: new Set(), attached: new Set(), declared: declared !== undefined }
    ));
  }

  /** The bucket of a name; as for {@link StateDraft.principal}. */
  public bucket(text: string | undefined, declared?: string): DraftBucket {
    return this.buckets.open(text, declared ?? this.placeOf(text), () => ({ name: this.nameOf(text, declared), declared: declared !== undefined }));
  }

  /** Reports something that the source doesn't tell. */
  public unknown(where: string, reason: string): void {
    this.unknowns.push({ where, reason });
  }

  /**
   * The finished state, in the order of the source.
   *
   * @param readAll reads the documents that nobody has looked at, whose unknowns are not reported yet
   */
  public finish(readAll: () => void): AccessState {
    const { unknowns } = this;
    const users = byName(this.principals.user.drafts);
    const groups = byName(this.principals.group.drafts);
    const groupNames = new Map([...groups].map(([name, draft]) => [draft, name]));
    return {
      ...(this.account === undefined ? {} : { account: this.account }),
      users: mapValues(users, (draft, name): UserAccess => ({ ...common(draft, name), groups: [...draft.groups].map((member) => groupNames.get(member) ?? member.name) })),
      groups: mapValues(groups, (draft, name): GroupAccess => ({ name, policies: draft.policies })),
      roles: mapValues(byName(this.principals.role.drafts), common),
      buckets: mapValues(byName(this.buckets.drafts), bucket),
      get unknowns() {
        readAll();
        return unknowns;
      },
    };
  }

  private nameOf(text: string | undefined, declared: string | undefined): string {
    if (text !== undefined && this.marks.isKnown(text)) return text;
    return declared ?? this.marks.whole(text ?? '')?.label ?? this.marks.show(text ?? '');
  }

  /** The place that a mark stands for: marks of resources are labelled with it. */
  private placeOf(text: string | undefined): string | undefined {
    return text === undefined ? undefined : this.marks.whole(text)?.label;
  }
}

function common(draft: DraftPrincipal, name: string): RoleAccess {
  return {
    name,
    ...(draft.arn === undefined ? {} : { arn: draft.arn }),
    policies: draft.policies,
    ...(draft.boundary === undefined ? {} : { boundary: draft.boundary }),
    ...(draft.tags === undefined ? {} : { tags: draft.tags }),
  };
}

function bucket({ account, policy }: DraftBucket, name: string): BucketAccess {
  return { name, ...(account === undefined ? {} : { account }), ...(policy === undefined ? {} : { policy }) };
}

/** Two drafts can only share a name when one of them is an address that is also somebody's real name. */
function byName<T extends { readonly name: string }>(drafts: Iterable<T>): Map<string, T> {
  const named = new Map<string, T>();
  for (const draft of drafts) {
    let name = draft.name;
    while (named.has(name)) name = `${name} (another)`;
    named.set(name, draft);
  }
  return named;
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, change: (value: T, key: string) => U): Map<string, U> {
  return new Map([...map].map(([key, value]) => [key, change(value, key)]));
}
