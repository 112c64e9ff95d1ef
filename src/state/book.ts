/** The resource that makes something: only where it stands matters, and that seldom. */
export interface Maker {
  readonly where: string;
}

/** Things that go by a name, and by the place of the resource that makes them. */
export class Book<T> {
  public readonly drafts: T[] = [];
  private readonly names = new Map<string, T>();
  private readonly makers: (readonly [Maker, T])[] = [];
  private indexed = 0;
  private readonly locations = new Map<string, T>();

  /** The draft of a name or a location, made when there is none. */
  public open(name: string | undefined, location: string | undefined, make: () => T, maker?: Maker): T {
    let draft = name === undefined ? undefined : this.names.get(name);
    if (draft === undefined && location !== undefined) draft = this.madeAt(location);
    if (draft === undefined) this.drafts.push(draft = make());
    if (name !== undefined) this.names.set(name, draft);
    if (maker !== undefined) this.makers.push([maker, draft]);
    return draft;
  }

  /** Gives a draft one more name. */
  public alias(name: string, draft: T): void {
    this.names.set(name, draft);
  }

  /** Takes a draft away that turned out to be another one. */
  public drop(draft: T): void {
    this.drafts.splice(this.drafts.indexOf(draft), 1);
  }

  /** The draft of a name or a location, if there is one. */
  public find(name: string, location: string | undefined): T | undefined {
    return this.names.get(name) ?? (location === undefined ? undefined : this.madeAt(location));
  }

  /** Places are only looked up for names that aren't known, so they are written out when the first one is asked for. */
  private madeAt(location: string): T | undefined {
    for (; this.indexed < this.makers.length; this.indexed++) this.locations.set(this.makers[this.indexed][0].where, this.makers[this.indexed][1]);
    return this.locations.get(location);
  }
}

/** Two drafts can only share a name when one of them is an address that is also somebody's real name. */
export function byName<T extends { readonly name: string }>(drafts: Iterable<T>): Map<string, T> {
  const named = new Map<string, T>();
  for (const draft of drafts) {
    let name = draft.name;
    while (named.has(name)) name = `${name} (another)`;
    named.set(name, draft);
  }
  return named;
}

/** The same keys with other values. */
export function mapValues<T, U>(map: ReadonlyMap<string, T>, change: (value: T, key: string) => U): Map<string, U> {
  const changed = new Map<string, U>();
  for (const [key, value] of map) changed.set(key, change(value, key));
  return changed;
}
