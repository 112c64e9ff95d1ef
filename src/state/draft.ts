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

/** Things that go by several texts: a name, and the mark of the resource that has it. */
class Book<T> {
  public readonly drafts = new Set<T>();
  private readonly known = new Map<string, T>();

  /** The draft that goes by any of these texts, made when there is none; it goes by all of them from now on. */
  public open(texts: readonly string[], make: () => T): T {
    const found = texts.find((text) => this.known.has(text));
    const draft = (found === undefined ? undefined : this.known.get(found)) ?? make();
    this.drafts.add(draft);
    for (const text of texts) if (!this.known.has(text)) this.known.set(text, draft);
    return draft;
  }
}

/** An access state while it is being read. Whoever is only referred to is made too: a policy on an existing user bears on that user. */
export class StateDraft {
  public account?: string;
  public readonly unknowns: UnknownAccess[] = [];
  private readonly principals: Readonly<Record<PrincipalKind, Book<DraftPrincipal>>> = { user: new Book(), group: new Book(), role: new Book() };
  private readonly buckets = new Book<DraftBucket>();

  public constructor(private readonly marks: Unknowns) {}

  /**
   * The principal that goes by any of these texts.
   *
   * @param declared its address, where the source makes it: its name as long as the real one isn't known
   */
  public principal(kind: PrincipalKind, texts: readonly string[], declared?: string): DraftPrincipal {
    const name = this.nameOf(texts[0], declared);
    return this.principals[kind].open(texts, () => ({ name, policies: [], groups: new Set<DraftPrincipal>(), attached: new Set<string>(), declared: declared !== undefined }));
  }

  /** The bucket that goes by any of these texts. */
  public bucket(texts: readonly string[], declared?: string): DraftBucket {
    const name = this.nameOf(texts[0], declared);
    return this.buckets.open(texts, () => ({ name, declared: declared !== undefined }));
  }

  /** Reports something that the source doesn't tell. */
  public unknown(where: string, reason: string): void {
    this.unknowns.push({ where, reason });
  }

  /** The finished state, in the order of the source. */
  public finish(): AccessState {
    const users = byName(this.principals.user.drafts);
    const groups = byName(this.principals.group.drafts);
    const groupNames = new Map([...groups].map(([name, draft]) => [draft, name]));
    return {
      ...(this.account === undefined ? {} : { account: this.account }),
      users: mapValues(users, (draft, name): UserAccess => ({ ...common(draft, name), groups: [...draft.groups].map((member) => groupNames.get(member) ?? member.name) })),
      groups: mapValues(groups, (draft, name): GroupAccess => ({ name, policies: draft.policies })),
      roles: mapValues(byName(this.principals.role.drafts), common),
      buckets: mapValues(byName(this.buckets.drafts), bucket),
      unknowns: this.unknowns,
    };
  }

  private nameOf(text: string, declared: string | undefined): string {
    if (this.marks.isKnown(text)) return text;
    return declared ?? this.marks.whole(text)?.label ?? this.marks.show(text);
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
