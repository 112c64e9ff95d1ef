import type { Platform } from '../platforms/platform';
import type { RenderedAccessKey } from './access-keys';
import type { RenderedBoundary } from './boundary';
import type { BucketDocument } from './bucket-document';
import type { GroupMembership } from './membership';
import type { OtherAccountPolicy } from './other-account-policies';
import type { PlacedDocument } from './placement';
import type { ExistingPrincipal, ExistingUser } from './principals';

/** An identity policy with its name. */
export interface RenderedPolicy extends PlacedDocument {
  /** The name on the platform. */
  readonly name: string;
}

/** A user to make. */
export interface RenderedUser {
  /** The name on the platform. */
  readonly name: string;
  /** What bucket policies name it by, where that isn't its ARN. */
  readonly principal?: string;
  /** Its access keys, oldest first. */
  readonly accessKeys: readonly RenderedAccessKey[];
  /** Its policies. */
  readonly policies: readonly RenderedPolicy[];
  /** The most that it may ever do; absent where that isn't said. */
  readonly boundary?: RenderedBoundary;
}

/** A role to make. */
export interface RenderedRole {
  /** The name on the platform. */
  readonly name: string;
  /** Its trust policy as canonical JSON. */
  readonly trust: string;
  /** Seconds; absent where that isn't said. */
  readonly maxSessionDuration?: number;
  /** Its policies. */
  readonly policies: readonly RenderedPolicy[];
  /** The most that it may ever do; absent where that isn't said. */
  readonly boundary?: RenderedBoundary;
}

/** A group to make. */
export interface RenderedGroup {
  /** The name on the platform. */
  readonly name: string;
  /** Its members: users of the plan by name, and existing users. */
  readonly members: ReadonlyArray<string | ExistingUser>;
  /** Whether they are all there are. */
  readonly membership: GroupMembership;
  /** Its policies. */
  readonly policies: readonly RenderedPolicy[];
}

/** Policies to add to somebody who exists already. */
export interface RenderedAddition {
  /** Who gets them. */
  readonly principal: ExistingPrincipal;
  /** Users to put in it, where it is a group. */
  readonly members: ReadonlyArray<string | ExistingUser>;
  /** The policies to add. */
  readonly policies: readonly RenderedPolicy[];
}

/** Everything that a plan amounts to, without an engine: resources, documents, names and sizes. */
export interface RenderedAccess {
  /** Tells rendered access from other inputs. */
  readonly kind: 'rendered';
  /** The platform of the plan. */
  readonly platform: Platform;
  /** Users to make. */
  readonly users: readonly RenderedUser[];
  /** Groups to make. */
  readonly groups: readonly RenderedGroup[];
  /** Roles to make. */
  readonly roles: readonly RenderedRole[];
  /** Policies for those who exist already. */
  readonly existing: readonly RenderedAddition[];
  /** Bucket policies. */
  readonly buckets: readonly BucketDocument[];
  /** What the administrators of other accounts must attach, for the grants to them to hold. No engine makes it. */
  readonly otherAccountPolicies: readonly OtherAccountPolicy[];
  /** What the platform takes as files, where it does: `access.yaml` for DeltaGlider Proxy. */
  readonly files?: readonly RenderedFile[];
}

/** A file that a platform takes. */
export interface RenderedFile {
  /** Its path, below wherever it is written. */
  readonly path: string;
  /** All that is in it. */
  readonly text: string;
}
