/**
 * How many entries each cache of the comparison may hold. Caches that live as long as a statement or a document are weak maps instead, and are
 * freed with it.
 */
export const CACHE_LIMITS = {
  /** Glob elements for single characters, by character. */
  characters: 1_000,
  /** Globs of ARN patterns without variables, by text. */
  arns: 5_000,
  /** Globs of a bucket and its objects, by the bucket's name. */
  buckets: 10_000,
  /** Forms of resources, by ARN partition. */
  partitions: 16,
  /** Minterms of strings, by the set of globs that they distinguish. */
  minterms: 500,
  /** Minterms of actions, by the set of globs that they distinguish. */
  actionMinterms: 500,
  /** Changed regions, by the problem that they solve. */
  regions: 1_000,
} as const;

/** A map that is emptied when it is full: simpler than evicting single entries, and as good where most look-ups come in runs. */
export class BoundedCache<K, V extends object> {
  private readonly entries = new Map<K, V>();

  /** @param limit the most entries, one of {@link CACHE_LIMITS} */
  public constructor(private readonly limit: number) {}

  /** What is known for a key, made where nothing is. */
  public get(key: K, make: () => V): V {
    return this.entries.get(key) ?? this.set(key, make());
  }

  /** What is known for a key. */
  public peek(key: K): V | undefined {
    return this.entries.get(key);
  }

  /** Keeps a value. */
  public set(key: K, value: V): V {
    if (this.entries.size >= this.limit) this.entries.clear();
    this.entries.set(key, value);
    return value;
  }
}
