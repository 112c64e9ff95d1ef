import type { PrincipalMap, Principals } from '../policy/document';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import { nearMiss } from '../shape/near-miss';
import { shown } from '../shape/shown';
import { isService, meantService } from './aws-words';
import type { Found, StatementFault } from './types';

type Fault = Pick<Found, 'code' | 'severity' | 'reason' | 'remedy'>;

/**
 * Principals that AWS refuses in a resource policy, or that nobody is any more.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const principalFormats: StatementFault = ({ statement: { principals, notPrincipals } }, platform) => (platform.hasAwsServices !== true ? [] : [
  ...faultsIn('Principal', principals), ...faultsIn('NotPrincipal', notPrincipals),
]);

function faultsIn(element: string, principals: Principals = {}): readonly Found[] {
  if (principals === '*') return [];
  const known = (kind: Kind[0]) => (principals[kind] ?? []).filter((text) => !text.includes(UNKNOWN_TEXT));
  return KINDS.flatMap(([kind, check]) => known(kind).flatMap((text): readonly Found[] => {
    const fault = check(text);
    return fault === undefined ? [] : [{ ...fault, below: `.${element}.${kind}` }];
  }));
}

type Kind = readonly [kind: keyof PrincipalMap, check: (text: string) => Fault | undefined];

const KINDS: readonly Kind[] = [['AWS', accountPrincipal], ['Service', servicePrincipal]];

const VALID = [
  /^\*$/,
  /^\d{12}$/,
  /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:user|role)\/.+)$/,
  /^arn:aws[a-z-]*:sts::\d{12}:(?:assumed-role\/[^/]+\/.+|federated-user\/.+|self)$/,
  // origin access identities, and canonical ids, which S3 takes here too
  /^arn:aws[a-z-]*:iam::cloudfront:user\/.+$/,
  /^[0-9a-f]{64}$/,
];

const ADVICE: ReadonlyArray<readonly [pattern: RegExp, reason: string, remedy: string]> = [
  [/^arn:[^:]*:iam::[^:]*:group\//, 'groups are never principals', 'name the users of the group, or a role that they take'],
  [/^arn:[^:]*:iam::[^:]*:instance-profile\//, 'instance profiles are never principals', 'name the role that is in the instance profile'],
  [/^arn:[^:]*:iam::[^:]*:policy\//, 'policies are never principals', 'name the users or roles'],
  [/^arn:[^:]*:iam::[^:]*:(?:oidc-provider|saml-provider)\//, 'identity providers are principals of the kind Federated', 'write { "Federated": … }'],
  [/^\d+$/, 'an account id has twelve digits', 'write all twelve digits, zeros at the start too'],
  [/^arn:[^:]*:(?:iam|sts)::(?!\d{12}:)[^:]*:/, 'it names no account with twelve digits', 'write the account id between the fourth colon and the fifth'],
  [/\.amazonaws\.com(?:\.cn)?$/, 'services are principals of the kind Service', 'write { "Service": … }'],
  [/^(?:AKIA|ASIA)[A-Z0-9]{12,}$/, 'access keys are never principals', 'name the user or role that has the key'],
];

function accountPrincipal(text: string): Fault | undefined {
  if (VALID.some((pattern) => pattern.test(text))) return undefined;
  const deleted = /^(AIDA|AROA)[A-Z0-9]{12,}/.exec(text)?.[1];
  if (deleted !== undefined) {
    return {
      code: 'DeletedPrincipal',
      severity: 'warning',
      reason: `${text} is the id of ${deleted === 'AIDA' ? 'a user' : 'a role'}: AWS writes it in place of the ARN once the ${deleted === 'AIDA' ? 'user' : 'role'} is deleted, and another one of the same name doesn't get its access`,
      remedy: 'remove it, or name the principal that exists by its ARN',
    };
  }
  const [, reason, remedy] = ADVICE.find(([pattern]) => pattern.test(text)) ?? [
    undefined, 'it is neither an account id nor the ARN of an account, a user, a role or a session', 'write an ARN such as arn:aws:iam::111122223333:role/deploy',
  ];
  return { code: 'InvalidPrincipal', severity: 'error', reason: `${shown(text)} is not a principal: ${reason}`, remedy };
}

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;
/** Service principals that aren't called by the prefix of a service. */
const MORE_NAMES = ['edgelambda', 'ecs-tasks', 'spotfleet', 'vpc-flow-logs', 'delivery', 'mediapackage', 'replicator', 'storage-lens', 'logdelivery', 'cloudtrail', 'guardduty', 'serverlessrepo', 'opensearchservice'];

function servicePrincipal(text: string): Fault | undefined {
  const fault = (reason: string, remedy: string): Fault => ({ code: 'InvalidServicePrincipal', severity: 'error', reason: `${shown(text)} is not a service principal: ${reason}`, remedy });
  if (!SERVICE.test(text)) {
    const name = text.toLowerCase().split('.')[0];
    return fault('these are written as names of hosts', isService(name) ? `write ${name}.amazonaws.com` : 'write it as the documentation of the service does, such as cloudtrail.amazonaws.com');
  }
  const labels = text.replace(/\.amazonaws\.com(?:\.cn)?$/, '').split('.');
  const [first] = labels;
  // what isn't known may exist; what is one letter away from a service that exists hardly does
  if (labels.length > 1 || first.length < 5 || isService(first) || MORE_NAMES.includes(first)) return undefined;
  const meant = meantService(first) ?? nearMiss(first, MORE_NAMES);
  return meant === undefined || !isOneSlip(first, meant) ? undefined : fault('AWS has no such service', `write ${meant}.amazonaws.com`);
}

/** Whether two names differ in one letter that is put in, left out or replaced, or in two that are exchanged. */
function isOneSlip(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}

/** Keys by which a service says for which principal it acts. */
const SOURCES = new Set(['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner']);

/**
 * A service that is let into a bucket acts for every customer of AWS, unless a condition says for which account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const serviceWithoutSource: StatementFault = ({ bucket, statement: { effect, principals, conditions = [] } }, platform) => {
  const services = principals === '*' ? [] : (principals?.Service ?? []).filter((name) => name.includes('.amazonaws.'));
  if (bucket === undefined || effect !== 'Allow' || services.length === 0 || platform.hasAwsServices !== true || conditions.some(({ key }) => SOURCES.has(key.toLowerCase()))) return [];
  return [{
    code: 'ServiceWithoutSource',
    severity: 'warning',
    below: '.Principal.Service',
    reason: `${services.join(', ')} may use ${bucket} for anybody who tells it to, in any account`,
    remedy: 'add a condition on aws:SourceArn or aws:SourceAccount with the resource or the account for which it acts',
  }];
};

/** An Allow for everyone but a list lets in everybody, anonymous requests included. */
export const allowNotPrincipal: StatementFault = ({ statement: { effect, notPrincipals } }) => (effect !== 'Allow' || notPrincipals === undefined ? [] : [{
  code: 'AllowWithNotPrincipal',
  severity: 'error',
  below: '.NotPrincipal',
  reason: 'an Allow with NotPrincipal lets in everybody who isn\'t listed, anonymous requests included',
  remedy: 'name who is allowed in Principal',
} satisfies Found]);

/** Whether a statement names everyone. */
export function namesEveryone(principals: Principals | undefined): boolean {
  return principals === '*' || (principals?.AWS?.includes('*') ?? false);
}
