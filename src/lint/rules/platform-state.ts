import { namesEveryone } from '../../faults/principals';
import type { Platform } from '../../platforms/platform';
import { isLater } from '../../platforms/recipe';
import { managersOf } from '../../platforms/selectel/settings';
import type { Principals, Statement } from '../../policy/document';
import { bucketArn } from '../../policy/s3-arn';
import { type AccessState, UNKNOWN_TEXT } from '../../state/access-state';
import type { Found, FoundLocation, StateRule } from '../types';
import { policyKinds } from './platform-kinds';

type Placed = Found & FoundLocation;

/** What beside its policies a platform doesn't take: kinds of principals, names, counts. */
export const platformState: StateRule = (state, platform) => [
  ...kinds(state, platform), ...names(state, platform), ...counts(state, platform), ...policyKinds(state, platform), ...lockedOut(state, platform),
];

function kinds({ users, roles }: AccessState, { features, title }: Platform): readonly Placed[] {
  const bounded = [...users.values(), ...roles.values()].filter(({ boundary }) => boundary !== undefined);
  const tagged = [...users.values()].filter(({ tags = {} }) => Object.keys(tags).length > 0);
  return [
    ...(features.includes('roles') ? [] : [...roles.keys()].map((name) => rejected(`role ${name}`, `${title} has no roles that this package knows`, 'make a user with an access key'))),
    ...(features.includes('boundaries') ? [] : bounded.map(({ name }) => rejected(name, `${title} has no permissions boundaries`, 'deny in a policy of its own what must never be done'))),
    ...(features.includes('tags') ? [] : tagged.map(({ name }) => rejected(`user ${name}`, `${title} takes no tags on users`, 'leave them out there'))),
  ];
}

function names({ users, groups }: AccessState, { names: rules, title }: Platform): readonly Placed[] {
  const wrong = ([['user', users], ['group', groups]] as const).flatMap(([kind, all]) => (
    [...all.keys()].filter((name) => !new RegExp(rules[kind].pattern).test(name)).map((name) => [kind, name] as const)
  ));
  return wrong.map(([kind, name]) => rejected(`${kind} ${name}`, `${title} doesn't take the name of ${kind} ${name}; it allows ${rules[kind].words}`, 'choose another name'));
}

function counts({ users, accessKeys = [] }: AccessState, { limits, title }: Platform): readonly Placed[] {
  const keys = new Map<string, number>();
  for (const { user } of accessKeys) keys.set(user, (keys.get(user) ?? 0) + 1);
  return [
    ...[...users.values()].filter(({ groups }) => groups.length > limits.groupsPerUser)
      .map(({ name, groups }) => rejected(`user ${name}`, `user ${name} is in ${groups.length} groups; ${title} allows ${limits.groupsPerUser}`, 'put the policies of several groups into one group')),
    ...[...keys].filter(([, count]) => count > limits.accessKeysPerUser)
      .map(([name, count]) => rejected(`user ${name}`, `user ${name} has ${count} access keys; ${title} allows ${limits.accessKeysPerUser} at a time`, 'remove those that no client uses')),
  ];
}

function rejected(where: string, reason: string, remedy: string): Placed {
  return { code: 'PlatformRejects', severity: 'error', where, reason, remedy };
}

/** Bucket policies that lock out those who manage the bucket, where a policy denies everyone that it doesn't allow. */
function lockedOut({ buckets }: AccessState, platform: Platform): ReadonlyArray<Found & FoundLocation> {
  const { evaluation, title } = platform;
  if (evaluation?.bucketPolicies !== 'allowList') return [];
  return [...buckets.values()].flatMap(({ name: bucket, policy }) => {
    const { statements } = policy?.document ?? {};
    if (policy === undefined || statements === undefined || JSON.stringify(statements).includes(UNKNOWN_TEXT)) return [];
    const open = statements.filter((statement) => allowsAll(statement, bucket));
    // a principal that a stack names only at deploy may be anybody in its policies
    const out = managersOf(platform)?.filter((manager) => !isLater(manager) && !open.some(({ principals }) => namesPrincipal(principals, manager)));
    if (out === undefined ? open.length > 0 : out.length === 0) return [];
    const lacking = out === undefined ? 'allows nobody everything' : `doesn't allow ${out.join(', ')} everything`;
    return [{
      code: 'PlatformReadsDifferently',
      severity: 'error' as const,
      where: policy.name,
      reason: `once a bucket has a policy, ${title} denies everyone that it doesn't allow, those who manage the bucket included, and this one ${lacking}`,
      remedy: 'add a statement that allows those who manage the bucket s3:* on the bucket and on all in it',
    }];
  });
}

function namesPrincipal(principals: Principals | undefined, who: string): boolean {
  return namesEveryone(principals) || (typeof principals === 'object' && principals.AWS?.includes(who) === true);
}

function allowsAll({ effect, actions = [], resources = [], conditions = [] }: Statement, bucket: string): boolean {
  const own = bucketArn(bucket);
  const isAll = actions.some((action) => /^(s3:)?\*$/i.test(action)) && resources.some((resource) => [own, `${own}*`, bucketArn('*'), '*'].includes(resource));
  return effect === 'Allow' && conditions.length === 0 && isAll;
}
