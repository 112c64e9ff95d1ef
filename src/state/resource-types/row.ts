import type { Holder } from '../resource-roles';

/** A resource type that bears on access and isn't read: what a state that has one says of it, and which answers it could change. */
export interface UnreadType {
  /** What of it bears on access, as a sentence without its full stop. */
  readonly reason: string;
  /**
   * Whether it can only give access, or only take it away.
   *
   * @default - both
   */
  readonly effect?: 'allow' | 'deny';
  /**
   * Services whose actions it could change.
   *
   * @default - all
   */
  readonly services?: readonly string[];
  /**
   * The attribute that names its bucket, by name or ARN.
   *
   * @default - it may be about any bucket
   */
  readonly bucket?: string;
  /**
   * The attribute that names whose access it is, or the principals themselves, as {@link UnknownScope.principals}.
   *
   * @default - it may be anybody's
   */
  readonly principals?: Holder | readonly string[];
  /**
   * The attributes by which it bears: a resource that sets none of them, or only to a value that is harmless, doesn't.
   *
   * @default - it bears whatever it sets
   */
  readonly by?: readonly BearingAttribute[];
  /**
   * Whether it is read by the rules of AWS, and on other platforms isn't.
   *
   * @default false
   */
  readonly isReadOnAws?: boolean;
}

/** An attribute by which a resource bears on access. */
export interface BearingAttribute {
  readonly attribute: string;
  /**
   * Where the attribute holds blocks, the attribute of each that counts.
   *
   * @default - the attribute's own value counts
   */
  readonly within?: string;
  /**
   * Values that bear on nothing.
   *
   * @default - none
   */
  readonly harmless?: readonly unknown[];
  /**
   * Whether a resource bears on access where it isn't set, too.
   *
   * @default false
   */
  readonly unset?: boolean;
}

/** The types of one family of resources, by what they mean for access; those that `resource-roles.ts` has are read. */
export interface ResourceFamily {
  /** What people call it. */
  readonly title: string;
  /** What the names of its types begin with, `data.` aside: a type that begins so and has no row is one that this version doesn't know. */
  readonly prefixes: readonly string[];
  /** Types that are read beside those of `resource-roles.ts`. */
  readonly read?: readonly string[];
  /** Types that bear on access and aren't read. */
  readonly unread: Readonly<Record<string, UnreadType>>;
  /** Attributes that bear on access and aren't read, of types that are. */
  readonly unreadAttributes?: Readonly<Record<string, UnreadType>>;
  /** Types that give and take no access to S3. */
  readonly none: readonly string[];
}
