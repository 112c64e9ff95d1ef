import type { Grant } from '../grants/grant';
import type { Platform } from '../platforms/platform';
import type { PolicyDocument } from '../policy/document';
import type { AnotherAccount, ExternalGrantee, ExternalPrincipal } from './external-grantees';
import { packGrants } from './placement';

/**
 * An identity policy that the administrators of another account must attach for a grant to hold: across accounts both sides must allow a
 * request. It is handed back, and never made here.
 */
export interface OtherAccountPolicy {
  /** Who needs it; for a whole account, those in it who are meant. */
  readonly grantee: AnotherAccount | ExternalPrincipal;
  /** The document as canonical JSON. */
  readonly json: string;
  /** The document. */
  readonly document: PolicyDocument;
  /** The names of the grants in it. */
  readonly grants: readonly string[];
  /** Characters without white space. It fits a managed policy. */
  readonly size: number;
}

/**
 * The policies that an external grantee needs in its own account; none for everyone, who has no account, and for
 * the principals that a grant names itself.
 *
 * @throws AccessError `PolicyTooLarge`, `TooManyPolicies`
 */
export function otherAccountPolicies(
  grants: readonly Grant[], grantee: ExternalGrantee | undefined, platform: Platform,
): readonly OtherAccountPolicy[] {
  if (grantee === undefined || grantee.kind === 'everyone') return [];
  // for errors, which begin with what it is: "user of account 444455556666", "role deployer of account 444455556666"
  const kind = grantee.kind === 'account' ? 'user' : grantee.kind;
  const name = `${grantee.kind === 'account' ? '' : `${grantee.name} `}of account ${grantee.account}`;
  return packGrants(grants, { kind, name, existing: true }, platform)
    .map(({ json, document, grants: names, size }) => ({ grantee, json, document, grants: names, size }));
}
