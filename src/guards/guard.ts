import type { Condition, Principals } from '../policy/document';
import { namedOnly } from '../shape/named-only';
import { finished, isFinished, isOfKind, KNOWN_TEXT, listOf, type Reader, TEXT, VALUE, type Where, wrongType } from '../shape/readers';
import { objectWith, reading, type Shape } from '../shape/shape';

/** A bucket as what a guard protects: the guard becomes part of the bucket's policy. */
export interface GuardedBucket {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Short name of the platform, where it isn't AWS. */
  readonly platform?: string;
  /** Never together with a bucket. */
  readonly principal?: undefined;
}

/** A principal that a guard restrains: the guard becomes part of an identity policy, and holds for every bucket. */
export interface GuardedPrincipal {
  /** Never together with a principal. */
  readonly bucket?: undefined;
  /** What it is. */
  readonly principal: 'user' | 'group' | 'role';
  /** Short name of the platform, where it isn't AWS. */
  readonly platform?: string;
}

/** What a guard is put on. */
export type GuardTarget = GuardedBucket | GuardedPrincipal;

/** A kind of target. */
export type GuardTargetKind = 'bucket' | GuardedPrincipal['principal'];

/** One Deny statement of a guard, in full AWS language: `actions` or `notActions`, and `resources` or `notResources`. */
export interface GuardStatement {
  /** Names the guard, and what of it this is: `EnforceHttpsTls`. Letters and digits only. */
  readonly sid: string;
  /**
   * The principal that it denies. In an identity policy that is anyone who has the policy, and nothing is said here.
   *
   * @default '*'
   */
  readonly principals?: Principals;
  /** What it denies. */
  readonly actions?: readonly string[];
  /** What it doesn't deny, everything else it does. */
  readonly notActions?: readonly string[];
  /** On what. */
  readonly resources?: readonly string[];
  /** On what it doesn't deny it, on everything else it does. */
  readonly notResources?: readonly string[];
  /** When: all of these must hold. */
  readonly conditions: readonly Condition[];
}

/** A named intent that takes access away: what a function such as {@link enforceHttps} returns and what a bucket of a plan lists. */
export interface Guard {
  /** Tells a guard from a grant. */
  readonly kind: 'guard';
  /** The name of the guard in UpperCamelCase, such as `EnforceHttps`. */
  readonly name: string;
  /** What it denies on a target. */
  readonly statements: (target: GuardTarget) => readonly GuardStatement[];
  /**
   * What it may be put on.
   *
   * @default - a bucket, a user, a group, a role
   */
  readonly targets?: readonly GuardTargetKind[];
  /**
   * True where the guard denies every request over plain HTTP, so that a platform reached by `http://` can't have it.
   *
   * @default false
   */
  readonly requiresHttps?: boolean;
  /**
   * Whether it promises that no version of an object is lost, also by what it doesn't deny.
   *
   * @default false
   */
  readonly keepsVersions?: boolean;
  /**
   * Whether its props state that the bucket has object lock, without which some platforms can't keep versions.
   *
   * @default false
   */
  readonly objectLock?: boolean;
}

const DENIES: Reader = (value, at) => {
  if (typeof value !== 'function') throw wrongType(at, value, 'a function of the target', 'write what it denies there');
  return value;
};
const GUARD_PARTS = objectWith<Guard>({
  kind: KNOWN_TEXT, name: KNOWN_TEXT, statements: DENIES, targets: VALUE, requiresHttps: VALUE, keepsVersions: VALUE, objectLock: VALUE,
}, 'name', 'statements');

const TEXTS = listOf(TEXT);
const KNOWN_TEXTS = listOf(KNOWN_TEXT);
const CONDITION: Shape<Condition> = { operator: KNOWN_TEXT, key: KNOWN_TEXT, values: TEXTS };
const STATEMENTS = listOf(objectWith<GuardStatement>({
  sid: KNOWN_TEXT,
  principals: VALUE,
  actions: KNOWN_TEXTS,
  notActions: KNOWN_TEXTS,
  resources: TEXTS,
  notResources: TEXTS,
  conditions: listOf(objectWith(CONDITION, 'operator', 'key', 'values')),
}, 'sid', 'conditions'));

/** A guard that was written by hand. Its statements are made for each target, so they are checked when they are. */
const OWN_GUARD: Reader = (value, at) => {
  const guard = GUARD_PARTS(value, at) as Guard;
  const where = { where: `guard ${guard.name}`, code: 'InvalidPlan' as const };
  const statements = (target: GuardTarget) => reading(where, () => checkedStatements(guard.statements(target), target, where));
  return finished(Object.freeze<Guard>({ ...guard, statements }));
};

/** What a guard denies, of which nothing is known only at deploy time but the bucket that it is on. */
function checkedStatements(given: unknown, { bucket }: GuardTarget, at: Where): readonly GuardStatement[] {
  const statements = STATEMENTS(given, at) as readonly GuardStatement[];
  const buckets = bucket === undefined ? [] : [bucket];
  for (const { sid, resources = [], notResources = [], conditions } of statements) {
    for (const texts of [resources, notResources, ...conditions.map(({ values }) => values)]) namedOnly(texts, buckets, { ...at, where: `${at.where}: ${sid}` });
  }
  return statements;
}

/** Reads a guard in a list: one of this package is frozen, of one that was written by hand a copy is used. What is not a guard is left to the code that checks it. */
export const GUARD: Reader = (value, at) => {
  if (isFinished(value)) return value;
  return isOfKind(value, 'guard') ? OWN_GUARD(value, at) : VALUE(value, at);
};
