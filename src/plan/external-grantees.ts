import { AccessError } from '../errors';
import { PARTITIONS } from '../policy/arn';
import { shown } from '../s3/names';
import { mustBeKnown } from '../shape/readers';

/** Another AWS account: anyone in it that its own administrators let in. */
export interface AnotherAccount {
  /** Tells it from principals of this account. */
  readonly external: true;
  /** What it is. */
  readonly kind: 'account';
  /** Its twelve digits. */
  readonly account: string;
}

/** One user or role of another account. */
export interface ExternalPrincipal {
  /** Tells it from principals of this account. */
  readonly external: true;
  /** What it is. */
  readonly kind: 'user' | 'role';
  /** Its whole ARN. */
  readonly arn: string;
  /** The account that it belongs to. */
  readonly account: string;
  /** Its name, without a path. */
  readonly name: string;
}

/** Everyone in the world, with or without an AWS account. */
export interface Everyone {
  /** Tells it from principals of this account. */
  readonly external: true;
  /** What it is. */
  readonly kind: 'everyone';
}

/** A grantee that no policy of the bucket's own account reaches: what it is granted stands in the bucket policy. */
export type ExternalGrantee = AnotherAccount | ExternalPrincipal | Everyone;

const ACCOUNT = /^\d{12}$/;
const SEGMENT = '[A-Za-z0-9+=,.@_-]+';
const PRINCIPAL = new RegExp(`^arn:(${PARTITIONS.join('|')}):iam::(\\d{12}):(user|role)/((?:${SEGMENT}/)*)(${SEGMENT})$`);
/** The longest path is 512 characters, the longest name 64. */
const LONGEST_ARN = 640;

/**
 * Another account as a grantee. Nobody in it may do anything yet: its administrators pass the access on, by the identity policy that is
 * handed back as `otherAccountPolicy`. Without the bucket's side that policy gives nothing, and without that policy the bucket's side gives nothing.
 *
 * @param account the account's id, as text: a number would lose its leading zeros
 * @throws AccessError `InvalidPrincipal`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html
 * @example
 * accessPlan({ external: [{ grantee: anotherAccount('444455556666'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] }] });
 */
export function anotherAccount(account: string): AnotherAccount {
  mustBeKnown(account, { where: 'the account' });
  if (typeof account === 'string' && ACCOUNT.test(account)) return { external: true, kind: 'account', account };
  throw new AccessError({
    code: 'InvalidPrincipal',
    message: `account ${shown(account)} is not an account id; an account id is a string of twelve digits`,
    remedy: "write anotherAccount('444455556666'), with all its zeros and without hyphens; for one user or role of it write externalPrincipal(…)",
  });
}

/**
 * One user or role of another account as a grantee, by its ARN. In its own account it needs the identity policy that is handed back as
 * `otherAccountPolicy`, too.
 *
 * AWS keeps the id behind the ARN: when the user or role is deleted and made anew, the grant doesn't hold for the new one until it is
 * deployed again. A role must exist when the policy is written.
 *
 * @param arn the whole ARN of a user or role, with its path; no wildcards, and never `root`, which is the whole account
 * @throws AccessError `InvalidPrincipal`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @example
 * accessPlan({ external: [{ grantee: externalPrincipal('arn:aws:iam::444455556666:role/reader'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] }] });
 */
export function externalPrincipal(arn: string): ExternalPrincipal {
  mustBeKnown(arn, { where: 'the ARN of a user or role' });
  const [, , account, kind, , name] = (typeof arn === 'string' && arn.length <= LONGEST_ARN && PRINCIPAL.exec(arn)) || [];
  if (account !== undefined) return { external: true, kind: kind as 'user' | 'role', arn, account, name };
  const root = typeof arn === 'string' ? /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(arn) : null;
  throw new AccessError({
    code: 'InvalidPrincipal',
    message: `${shown(arn)} is not an ARN of a user or role${root ? ', but of a whole account' : ''}; allowed: arn:aws:iam::444455556666:user/name or arn:aws:iam::444455556666:role/name, without wildcards`,
    remedy: root ? `write anotherAccount('${root[1]}') if the whole account is meant` : 'give the whole ARN of one user or role; a whole account is anotherAccount(…); the sessions of a role come with the role',
  });
}

/**
 * Everyone as a grantee, with an account or without one. Grants that only read may be given to everyone, and no others: see
 * {@link publicReadPrefix}, which says it by its name.
 *
 * @example
 * accessPlan({ external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', listing: false })] }] });
 */
export function everyone(): Everyone {
  return { external: true, kind: 'everyone' };
}

/** Whether a value says that it is one of the three, whatever else is wrong with it. */
export function isExternal(value: unknown): value is ExternalGrantee {
  return typeof value === 'object' && value !== null && 'external' in value && value.external === true;
}

/**
 * Checks a grantee again, since one can be written by hand, and brings it to what its function returns.
 *
 * @throws AccessError `InvalidPrincipal`, `InvalidGrantee`
 */
export function checkExternal(grantee: ExternalGrantee): ExternalGrantee {
  const { kind, account, arn } = (grantee ?? {}) as { readonly kind?: string; readonly account?: string; readonly arn?: string };
  if (isExternal(grantee) && kind === 'account') return anotherAccount(account as string);
  if (isExternal(grantee) && (kind === 'user' || kind === 'role')) return externalPrincipal(arn as string);
  if (isExternal(grantee) && kind === 'everyone') return everyone();
  throw new AccessError({
    code: 'InvalidGrantee',
    message: `${shown(grantee)} is not an external grantee; allowed: anotherAccount(…), externalPrincipal(…), everyone()`,
    remedy: 'write one of the three; users, groups and roles of the own account are grantees by users, groups and existing',
  });
}

/**
 * The external grantees of one grant: those of a list, and none where the grant says itself who gets it.
 *
 * @throws AccessError `InvalidGrantee`
 */
export function externalList(grantee: ExternalGrantee | readonly ExternalGrantee[] | undefined): ReadonlyArray<ExternalGrantee | undefined> {
  if (!Array.isArray(grantee)) return [grantee as ExternalGrantee | undefined];
  const list = grantee as readonly ExternalGrantee[];
  if (list.length > 0) return list;
  throw new AccessError({ code: 'InvalidGrantee', message: 'grantee is an empty list, and nobody would get the grant', remedy: 'name at least one grantee, or leave the grant out' });
}

/** The grantee that a bucket policy names by a text in `AWS`; nothing where it is none of the three. */
export function granteeNamed(principal: string): ExternalGrantee | undefined {
  if (principal === '*') return everyone();
  const account = /^(?:arn:[a-z-]+:iam::(\d{12}):root|(\d{12}))$/.exec(principal);
  if (account !== null) return anotherAccount(account[1] ?? account[2]);
  return PRINCIPAL.test(principal) && principal.length <= LONGEST_ARN ? externalPrincipal(principal) : undefined;
}

/** A grantee for people: `account 444455556666`. */
export function describeExternal(grantee: ExternalGrantee): string {
  if (grantee.kind === 'everyone') return 'everyone';
  return grantee.kind === 'account' ? `account ${grantee.account}` : `${grantee.kind} ${grantee.name} of account ${grantee.account}`;
}
