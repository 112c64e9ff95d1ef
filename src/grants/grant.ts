import type { Condition, Principals } from '../policy/document';
import { namedOnly } from '../shape/named-only';
import { finished, isFinished, isOfKind, KNOWN_TEXT, listOf, type Reader, SWITCH, TEXT, VALUE, wrongType } from '../shape/readers';
import { objectWith, reading, type Shape } from '../shape/shape';
import { ACCESS_POINT, type AccessPoint } from './access-point';

/**
 * One Allow statement of a grant, in full AWS language. Who gets it isn't said here: that is the grantee's business.
 */
export interface GrantStatement {
  /** Names the grant, and what of it this is: `ReadOnlyPrefixList`. Letters and digits only. */
  readonly sid: string;
  /** Actions without which the grant doesn't do its job. */
  readonly actions: readonly string[];
  /**
   * Actions that make the job easier, such as cleaning up after a broken upload. A platform that can't express one gets the grant without it.
   *
   * @default - none
   */
  readonly helpful?: readonly string[];
  /**
   * Whether the actions are all that there are of a kind: a platform that lacks some has nothing that they could be about, and they are left
   * out there.
   *
   * @default false
   */
  readonly all?: boolean;
  /** Resource ARN patterns. */
  readonly resources: readonly string[];
  /**
   * All of these must hold.
   *
   * @default - none
   */
  readonly conditions?: readonly Condition[];
}

/** A named intent that gives access: what a function such as {@link readOnlyPrefix} returns and what a plan lists. */
export interface Grant {
  /** Tells a grant from a guard. */
  readonly kind: 'grant';
  /** The name of the grant in UpperCamelCase, such as `ReadOnlyPrefix`. */
  readonly name: string;
  /**
   * Every bucket that it names, each a name or a placeholder, so that an engine can check at deploy what is known only then. Empty
   * where it names none: one for each user, or all.
   */
  readonly buckets: readonly string[];
  /** What it gives. */
  readonly statements: readonly GrantStatement[];
  /**
   * What it gives on the KMS key of its objects; part of identity policies only, since a bucket policy can't speak of a key.
   *
   * @default - nothing
   */
  readonly keyStatements?: readonly GrantStatement[];
  /**
   * Whether it promises that no version of an object is lost by it, beyond what its actions say.
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
  /**
   * Who gets it, where the grant says so itself, as {@link publicReadPrefix} does. It becomes part of the policy of its first bucket.
   *
   * @default - the grantee
   */
  readonly principals?: Principals;
  /**
   * The access point through which alone it holds; its statements name that in place of the bucket.
   *
   * @default - the bucket itself
   */
  readonly through?: AccessPoint;
}

/** A function from props to a grant or a guard. */
export type Intent<Props, Result> = (props: Props) => Result;

const TEXTS = listOf(TEXT);
const KNOWN_TEXTS = listOf(KNOWN_TEXT);
const CONDITION: Shape<Condition> = { operator: KNOWN_TEXT, key: KNOWN_TEXT, values: KNOWN_TEXTS };
const STATEMENT: Shape<GrantStatement> = {
  sid: KNOWN_TEXT,
  actions: KNOWN_TEXTS,
  helpful: KNOWN_TEXTS,
  all: SWITCH,
  resources: TEXTS,
  conditions: listOf(objectWith(CONDITION, 'operator', 'key', 'values')),
};
const STATEMENTS = listOf(objectWith(STATEMENT, 'sid', 'actions', 'resources'));
const GRANT_PARTS = objectWith<Grant>({
  kind: KNOWN_TEXT,
  name: KNOWN_TEXT,
  buckets: TEXTS,
  statements: STATEMENTS,
  keyStatements: STATEMENTS,
  principals: VALUE,
  keepsVersions: SWITCH,
  objectLock: SWITCH,
  through: ACCESS_POINT,
}, 'name', 'buckets', 'statements');

/** A grant that was written by hand: of what is known only at deploy time, its resources hold nothing but its buckets, which are checked there. */
const OWN_GRANT: Reader = (value, at) => {
  const grant = GRANT_PARTS(value, at) as Grant;
  for (const part of ['statements', 'keyStatements'] as const) {
    grant[part]?.forEach(({ resources }, index) => namedOnly(resources, grant.buckets, { ...at, where: `${at.where}.${part}[${index}].resources` }));
  }
  return grant;
};

/** Reads a grant in a list: one of this package is frozen, of one that was written by hand a copy is used. What is not a grant is left to the code that checks it. */
export const GRANT: Reader = (value, at) => {
  if (isFinished(value)) return value;
  return isOfKind(value, 'grant') ? finished(OWN_GRANT(value, at) as Grant) : VALUE(value, at);
};

/**
 * Reads one grant that a function is given by itself.
 *
 * @throws AccessError `InvalidPlan` where it is none
 */
export function checkedGrant(grant: unknown): Grant {
  return reading({ where: 'the grant', code: 'InvalidPlan' }, () => {
    if (isOfKind(grant, 'grant')) return GRANT(grant, { where: 'the grant', code: 'InvalidPlan' }) as Grant;
    throw wrongType({ where: 'the grant', code: 'InvalidPlan' }, grant, 'what functions such as readOnlyPrefix(…) return', 'give the grant itself');
  });
}
