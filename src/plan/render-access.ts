import { AccessError } from '../errors';
import type { ControlPlane, Platform } from '../platforms/platform';
import { ruleLanguageOf } from '../platforms/rules/language';
import { selectelSettings } from '../platforms/selectel/settings';
import { isDeployTime } from '../policy/deploy-time';
import { KNOWN_TEXT } from '../shape/readers';
import { readShape } from '../shape/shape';
import { accessKeyGenerations } from './access-keys';
import { checkedPlan } from './access-plan';
import { checkAccessPointsOnce } from './access-points';
import { renderBoundary, type Boundary } from './boundary';
import { bucketDocument } from './bucket-document';
import { bucketIntents } from './bucket-intents';
import { customStatements } from './custom-statements';
import { renderProxy } from './delta-glider/render-proxy';
import { externalList } from './external-grantees';
import type { PrincipalIntent } from './identity-document';
import { policyName, sharedPolicyName, shortHash } from './names';
import { otherAccountPolicies } from './other-account-policies';
import { grantedPerMember } from './per-member';
import { packGrants, type PlacedDocument, type PlacedPrincipal } from './placement';
import type { AccessPlan, PlannedUser } from './planned';
import type { RenderedAccess, RenderedPolicy } from './rendered-access';
import { trustJson } from './role-trust';
import { renderSelectel } from './selectel/render-selectel';

/** Options of {@link renderAccess}. */
export interface RenderAccessOptions {
  /**
   * What tells this plan from others in the same account: it goes, as a short hash, into the names of policies for principals that the
   * plan doesn't make and of managed policies, because an equal name would overwrite another plan's policy in silence.
   *
   * @default ''
   */
  readonly scope?: string;
}

/**
 * Renders a plan: every policy document as canonical JSON, with its name, its place (inline or managed) and its counted size.
 *
 * @throws AccessError what the grants and guards of the plan can't be given as asked: `PolicyTooLarge`, `TooManyPolicies`,
 * `BucketPolicyTooLarge`, `RoleHasNoUserName`, `WrongGuardTarget`, `HttpsOnHttpEndpoint`, `DeployTimeValue`
 * @example
 * for (const user of renderAccess(plan).users) console.log(user.name, user.policies.map((policy) => policy.json));
 */
export function renderAccess(plan: AccessPlan, options: RenderAccessOptions = {}): RenderedAccess {
  const rendered = renderForEngine(checkedPlan(plan), readShape<RenderAccessOptions>({ scope: KNOWN_TEXT }, options, { what: 'renderAccess', called: 'options' }));
  refuseDeployTime(rendered);
  return rendered;
}

/** Control planes that take something else than policies of principals and of buckets. */
const RENDERED: Readonly<Partial<Record<ControlPlane, (plan: AccessPlan) => RenderedAccess>>> = {
  deltaGlider: (plan) => renderProxy(plan, ruleLanguageOf(plan.platform)),
  selectel: (plan) => renderSelectel(plan, selectelSettings(plan.platform)),
};

/** As {@link renderAccess}, for an engine, which knows what to do with deploy-time values. */
export function renderForEngine(given: AccessPlan, { scope = '' }: RenderAccessOptions): RenderedAccess {
  const { platform } = given;
  const own = RENDERED[platform.controlPlane];
  if (own !== undefined) return own(given);
  const plan = grantedPerMember(given);
  const policies = (principal: PlacedPrincipal, intents: Intents) =>
    namePolicies(packGrants(intentsFor(principal, intents, platform), principal, platform), principal, scope, platform);
  const bounded = (kind: 'user' | 'role', name: string, boundary: Boundary | undefined) => boundary !== undefined && {
    boundary: renderBoundary(boundary, kind, `${kind} ${name}`, policyName([kind, name, 'boundary', shortHash(JSON.stringify([scope, kind, name]))], platform), platform),
  };
  const buckets = [...bucketIntents(plan)].map(([bucket, intents]) => bucketDocument(bucket, intents, platform));
  checkAccessPointsOnce(buckets);
  return {
    kind: 'rendered',
    platform,
    users: [...plan.users].map(([name, user]) => ({
      name,
      accessKeys: accessKeyGenerations(name, user.accessKeys ?? [], platform),
      policies: policies({ kind: 'user', name, existing: false }, user),
      ...bounded('user', name, user.boundary),
    })),
    groups: [...plan.groups].map(([name, group]) => ({
      name,
      members: group.members ?? [],
      membership: group.membership ?? 'exclusive',
      policies: policies({ kind: 'group', name, existing: false }, group),
    })),
    roles: [...plan.roles].map(([name, role]) => ({
      name,
      trust: trustJson(name, role.trust, platform),
      ...(role.maxSessionDuration !== undefined && { maxSessionDuration: role.maxSessionDuration }),
      policies: policies({ kind: 'role', name, existing: false }, role),
      ...bounded('role', name, role.boundary),
    })),
    existing: plan.existing.map(({ principal, members = [], ...intents }, index) => ({
      principal,
      members,
      policies: policies({ ...principal, name: nameBeforeDeploy(plan.existing, index) }, intents),
    })),
    buckets,
    otherAccountPolicies: plan.external.flatMap(({ grantee, grants }) => (
      externalList(grantee).flatMap((one) => otherAccountPolicies(grants, one, platform))
    )),
  };
}

/** What somebody is given and denied. */
type Intents = Pick<PlannedUser, 'grants' | 'guards' | 'customStatements'>;

/** All that makes up the policies of somebody, in order. */
export function intentsFor(
  { kind, name }: Pick<PlacedPrincipal, 'kind' | 'name'>, { grants = [], guards = [], customStatements: custom }: Intents, platform: Platform,
): readonly PrincipalIntent[] {
  return [...grants, ...guards, ...customStatements(custom, { kind, name }, platform)];
}

/**
 * A name for what is known only at deploy time, to count and to call policies by: its place among the others. The placeholder itself differs
 * from run to run, and a policy named after it would be replaced at every deploy.
 */
function nameBeforeDeploy(existing: AccessPlan['existing'], index: number): string {
  const isUnknown = ({ principal }: AccessPlan['existing'][number]) => isDeployTime(principal.name);
  if (!isUnknown(existing[index])) return existing[index].principal.name;
  return `deploy-time ${existing.slice(0, index).filter(isUnknown).length + 1}`;
}

/**
 * Inline policies of a principal made here are alone there, and are called `access` (the next one `access-2`). Those of somebody who exists
 * already, and managed policies, which live in the account, are among everybody's, so their names tell whose they are and which plan they
 * come from.
 */
function namePolicies(
  documents: readonly PlacedDocument[], { kind, name, existing }: PlacedPrincipal, scope: string, platform: Platform,
): readonly RenderedPolicy[] {
  let inline = 0;
  return documents.map((document, index) => {
    if (document.placement === 'inline' && !existing) return { ...document, name: ++inline === 1 ? 'access' : `access-${inline}` };
    return { ...document, name: sharedPolicyName([kind, name, 'access'], JSON.stringify([scope, kind, name, index]), document.placement, platform) };
  });
}

function refuseDeployTime({ existing, users, groups, roles, buckets, files = [] }: RenderedAccess): void {
  const texts = [
    ...files.map(({ text }) => text),
    ...[...users, ...groups, ...roles, ...existing].flatMap(({ policies }) => policies.map(({ json }) => json)),
    ...existing.map(({ principal }) => principal.name),
    ...roles.map(({ trust }) => trust),
    ...[...users, ...roles].flatMap(({ boundary }) => (boundary === undefined ? [] : ['arn' in boundary ? boundary.arn : boundary.json])),
    ...[...groups, ...existing].flatMap(({ members }) => members.map((member) => (typeof member === 'string' ? member : member.name))),
    ...buckets.map(({ json }) => json),
  ];
  if (!texts.some(isDeployTime)) return;
  throw new AccessError({
    code: 'DeployTimeValue',
    message: 'the plan holds a bucket, principal, policy or OIDC provider that is known only at deploy time, and renderAccess has no engine to fill it in',
    remedy: 'give the plan plain names, or instantiate it with StorageAccess of your engine',
  });
}
