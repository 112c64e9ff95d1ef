import { matchesActionPattern } from '../../policy/action-pattern';
import { parseArn } from '../../policy/arn';
import type { Principals, Statement } from '../../policy/document';
import { s3Path } from '../../policy/s3-arn';
import { ACCESS_VERBS, POWER_ACTIONS, VERB_ACTIONS, type AccessVerb } from '../../s3/access-verbs';
import type { PolicyRule, StatementRule } from '../types';

/**
 * Everything in every bucket, however it is spelled: all that the statements of a policy allow on all buckets taken together. Anyone who may
 * read, write and delete everywhere, or manage any bucket's access, needs no other policy.
 */
export const broadAllow: PolicyRule = ({ policy: { document } }) => {
  const wide = (document?.statements ?? []).map((statement, index) => ({ statement, index }))
    .filter(({ statement }) => isAllow(statement) && everywhere(statement, isEveryBucket) !== undefined);
  const verbs = new Map<AccessVerb, number>();
  for (const { statement, index } of wide) {
    for (const verb of ACCESS_VERBS) if (!verbs.has(verb) && VERB_ACTIONS[verb].some((action) => allows(statement, action))) verbs.set(verb, index);
  }
  const index = verbs.get('administer') ?? (WIDE.every((verb) => verbs.has(verb)) ? Math.max(...WIDE.map((verb) => verbs.get(verb) ?? 0)) : undefined);
  const one = index === undefined ? undefined : document?.statements[index];
  if (index === undefined || one === undefined) return [];
  const may = ACCESS_VERBS.filter((verb) => verbs.has(verb));
  return [{
    code: 'BroadAllow',
    severity: 'warning',
    index,
    below: one.actions === undefined ? '.NotAction' : '.Action',
    reason: `${few(one.actions ?? [])} on ${everywhere(one, isEveryBucket) ?? '*'} ${wide.length > 1 ? 'and other statements of the policy allow' : 'allows'} to ${words(may)} every bucket${hasConditions(one) ? ', whenever its conditions hold' : ''}${
      may.includes('administer') ? ', giving access away included' : ''}`,
    remedy: 'name the buckets and what is to be done there; grants such as readWritePrefix(…) write it out',
  }];
};

const WIDE: readonly AccessVerb[] = ['read', 'write', 'delete'];

/** Actions beside those of S3 that give access to everything when they are allowed on everything. */
const DANGEROUS: readonly string[] = [...POWER_ACTIONS.filter((action) => /^(?:iam|sts|kms):/.test(action)), 'kms:Decrypt'];

/** Becoming any role, passing any, changing who may do what, or decrypting with any key. */
export const broadPower: StatementRule = ({ policyType, statement }, platform) => {
  const where = isAllow(statement) && policyType === 'identity' && platform.hasAwsServices === true ? everywhere(statement, isEverything) : undefined;
  const actions = statement.actions ?? [];
  // of * alone S3 says it all
  if (where === undefined || actions.includes('*')) return [];
  const given = DANGEROUS.filter((action) => allows(statement, action));
  return given.length === 0 ? [] : [{
    code: 'BroadPower',
    severity: 'warning',
    below: '.Action',
    reason: `${few(actions.filter((pattern) => given.some((action) => matchesActionPattern(pattern, action))))} on ${where} gives ${consequence(given)}${hasConditions(statement) ? ', whenever its conditions hold' : ''}`,
    remedy: 'name the roles, users or keys that are meant',
  }];
};

function consequence(given: readonly string[]): string {
  const all: ReadonlyArray<readonly [prefix: string, what: string]> = [
    ['iam:', 'power over who may do what'], ['sts:', 'the access of every role that can be taken'], ['kms:', 'what is encrypted with any key'],
  ];
  if (given.every((action) => action === 'iam:PassRole')) return 'a service the access of any role';
  return all.filter(([prefix]) => given.some((action) => action.startsWith(prefix))).map(([, what]) => what).join(', ');
}

/** Another account with everything on a bucket. */
export const broadForeign: StatementRule = ({ bucket, account, statement }, platform) => {
  if (bucket === undefined || account === undefined || !isAllow(statement) || platform.hasAwsServices !== true) return [];
  const foreign = accountsIn(statement.principals).filter((other) => other !== account);
  if (foreign.length === 0 || ![...WIDE, 'administer' as const].every((verb) => VERB_ACTIONS[verb].some((action) => allows(statement, action)))) return [];
  if (!(statement.resources ?? []).some((resource) => resource === '*' || (s3Path(resource) ?? '').endsWith('/*'))) return [];
  return [{
    code: 'BroadForeignAllow',
    severity: 'warning',
    below: '.Action',
    reason: `${few(statement.actions ?? [])} lets the account ${foreign.join(', ')} do everything in ${bucket}, giving access to it away included${hasConditions(statement) ? ', whenever its conditions hold' : ''}`,
    remedy: 'name what the other account is to do, and with which objects',
  }];
};

function accountsIn(principals: Principals | undefined): readonly string[] {
  if (principals === undefined || principals === '*') return [];
  return [...new Set((principals.AWS ?? []).flatMap((text) => /^\d{12}$/.exec(parseArn(text)?.account ?? text)?.[0] ?? []))];
}

function isAllow({ effect, actions, resources }: Statement): boolean {
  // what is said by exception has a rule of its own
  return effect === 'Allow' && actions !== undefined && resources !== undefined;
}

function allows({ actions = [] }: Statement, action: string): boolean {
  return actions.some((pattern) => matchesActionPattern(pattern, action));
}

function everywhere({ resources = [] }: Statement, isAll: (resource: string) => boolean): string | undefined {
  return resources.find(isAll);
}

const isEveryBucket = (resource: string): boolean => isEverything(resource) || ['*', '*/*'].includes(s3Path(resource) ?? '');

/** Everything of a service, or of all: nothing but wildcards after the account. */
const isEverything = (resource: string): boolean => resource === '*' || /^arn:[^:]*:(?:iam|kms|sts|\*):[^:]*:[^:]*:(?:\*|(?:role|user|key)\/\*)$/.test(resource);

const hasConditions = ({ conditions = [] }: Statement): boolean => conditions.length > 0;

function few(texts: readonly string[]): string {
  return texts.length > 4 ? `${texts.slice(0, 4).join(', ')} and ${texts.length - 4} more` : texts.join(', ');
}

function words(verbs: readonly string[]): string {
  return verbs.length < 2 ? verbs.join('') : `${verbs.slice(0, -1).join(', ')} and ${verbs[verbs.length - 1]}`;
}

/** An Allow of everything but a list also allows what is added to S3 tomorrow. */
export const allowNotAction: StatementRule = ({ statement: { effect, notActions, notResources } }) => {
  const element = notActions !== undefined ? 'NotAction' : notResources !== undefined ? 'NotResource' : undefined;
  return effect !== 'Allow' || element === undefined ? [] : [{
    code: 'AllowAllBut',
    severity: 'warning',
    below: `.${element}`,
    reason: `an Allow with ${element} gives everything that isn't listed, ${element === 'NotAction' ? 'actions of other services and such as come later included' : 'buckets of others and such as come later included'}`,
    remedy: `name what is allowed in ${element.slice('Not'.length)}`,
  }];
};
