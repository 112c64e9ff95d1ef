import * as grants from '../../grants';
import * as guards from '../../guards';
import { activeScale } from '../../platforms/active-scale/active-scale';
import { aws } from '../../platforms/aws/aws';
import { cephRgw } from '../../platforms/ceph-rgw/ceph-rgw';
import { customPlatform } from '../../platforms/custom/custom-platform';
import { deltaGlider } from '../../platforms/delta-glider/delta-glider';
import { minio } from '../../platforms/minio/minio';
import { relayer } from '../../platforms/relayer/relayer';
import { selectel } from '../../platforms/selectel/selectel';
import { isIntent } from '../../shape/intent';
import { anotherAccount, everyone, externalPrincipal } from '../external-grantees';
import { githubActionsRole } from '../github-actions-role';
import { oidcRole } from '../oidc-role';
import { accountRole, irsaRole, podIdentityRole, serviceRole } from '../principal-roles';
import { existingGroup, existingRole, existingUser } from '../principals';

/** A function that a plan file may call by its name. */
export type PlanFunction = (given: unknown) => unknown;

/** Functions by name, and what they return, in a word. */
export interface Functions {
  readonly what: string;
  readonly named: ReadonlyMap<string, PlanFunction>;
}

function functions(what: string, named: Readonly<Record<string, unknown>>): Functions {
  return { what, named: new Map(Object.entries(named).filter((entry): entry is [string, PlanFunction] => typeof entry[1] === 'function')) };
}

/** Those of a room that make grants or guards. */
const intents = (room: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(room).filter(([, one]) => isIntent(one)));

/** What makes grants. */
export const GRANTS = functions('a grant', intents(grants));
/** What makes guards. */
export const GUARDS = functions('a guard', intents(guards));
/** What makes platforms. */
export const PLATFORMS = functions('a platform', { aws, activeScale, cephRgw, customPlatform, deltaGlider, minio, relayer, selectel });
/** Who may take a role. */
export const TRUSTS = functions('who may take a role', { githubActionsRole, oidcRole, serviceRole, podIdentityRole, irsaRole, accountRole });
/** Somebody who exists in the account already. */
export const EXISTING = functions('somebody who exists already', { existingUser, existingGroup, existingRole });
/** A user who exists already. */
export const EXISTING_USERS = functions('a user who exists already', { existingUser });
/** Somebody outside the account. */
export const EXTERNAL = functions('somebody outside the account', { anotherAccount, externalPrincipal, everyone });
/** Another account, or somebody in it. */
export const OTHER_ACCOUNTS = functions('another account or somebody in it', { anotherAccount, externalPrincipal });
