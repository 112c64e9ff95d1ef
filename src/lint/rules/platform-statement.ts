import { AccessError } from '../../errors';
import { bucketsAsFolders } from '../../faults/buckets-as-folders';
import { namesEveryone } from '../../faults/principals';
import { checkLetIn } from '../../plan/bucket-grant';
import { deletesWithoutVersions } from '../../plan/check-versions';
import { controlPlaneOf } from '../../plan/control-planes';
import { aboutNothing, lowerOne } from '../../platforms/conform';
import { filterRemedy } from '../../platforms/forgeable';
import { checkForgeable } from '../../platforms/lower/forgeable';
import { asGivenBack } from '../../platforms/lower/given-back';
import { withoutServices } from '../../platforms/lower/services';
import type { Platform } from '../../platforms/platform';
import type { Condition, Statement } from '../../policy/document';
import { policyObject } from '../../policy/json';
import type { Found, StatementReference, StatementRule } from '../types';
import { hasIdentityPolicies } from './platform-kinds';
import { unconfirmedThere } from './platform-unconfirmed';

/** What a platform other than AWS rejects, ignores or reads differently in a statement. */
export const platformStatement: StatementRule = (location, platform) => {
  // where there are rules instead of policies, all that somebody has is looked at together
  if (platform.hasAwsServices === true || controlPlaneOf(platform).planForm === 'file') return [];
  // that there are no such policies is said of each as a whole
  if (location.policyType === 'identity' && !hasIdentityPolicies(platform)) return [];
  const ignored = ignoredThere(location, platform) ?? unconfirmedThere(location.statement, platform);
  if (ignored !== undefined) return [ignored];
  return platform.dialect === undefined ? [] : asRead(location, platform);
};

function asRead(location: StatementReference, platform: Platform): readonly Found[] {
  const { statement, user, policy } = location;
  const lower = (one: Statement) => lowerOne(one, platform, user === undefined ? {} : { userName: user }).statements;
  try {
    const lowered = lower(statement);
    if (lowered.length === 0) {
      if (user !== undefined && asksName(location, platform)) return [aboutOthers(user, platform)];
      const { statements = [] } = policy.document ?? {};
      return statements.every((one) => isNothing(one, lower)) ? [rejected(aboutNothing([statement], platform))] : [];
    }
    const isSame = sameText(withoutSaid(lowered, location), statement, platform);
    if (isSame) return [...bucketsAsFolders(location, platform), ...saidOf(location, platform)];
    const found = otherwise(lowered, statement, platform);
    return [
      { ...found, severity: 'error', remedy: `to say the same there, write ${lowered.map((one) => text(one)).join(' and ')}` },
      // what isn't taken, or is read otherwise, has nothing more to say as it is
      ...(found.code === 'PlatformReachesFurther' ? saidOf(location, platform) : []),
    ];
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return [rejected(error)];
  }
}

/** What a statement becomes, without what the policy says beside it already, under whatever Sid: a plan renders both. */
function withoutSaid(lowered: readonly Statement[], { statement, policy }: StatementReference): readonly Statement[] {
  const { statements = [] } = policy.document ?? {};
  const others = new Set(statements.filter((one) => one !== statement).map((one) => text(unnamed(one))));
  const [kept, ...beside] = lowered;
  return [kept, ...beside.filter((one) => !others.has(text(unnamed(one))))];
}

function unnamed({ sid: _sid, ...statement }: Statement): Statement {
  return statement;
}

/** Whether it is only the name of a user, which a plan works out, that leaves nothing of a statement; its policy asks it of the platform. */
function asksName({ statement }: StatementReference, platform: Platform): boolean {
  return !isNothing(statement, (one) => lowerOne(one, platform).statements);
}

function aboutOthers(user: string, { title }: Platform): Found {
  return {
    code: 'PlatformRejects',
    severity: 'error',
    reason: `${title} can't be asked whose request it is, by which the statement is about others than ${user}`,
    remedy: 'remove it, which says nothing about who it is given to',
  };
}

/** Whether a platform has nothing that a statement could be about; one that it refuses is something. */
function isNothing(statement: Statement, lower: (one: Statement) => readonly Statement[]): boolean {
  try {
    return lower(statement).length === 0;
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return false;
  }
}

/** What the platform makes of a statement that has to be written in other words there. */
function otherwise(lowered: readonly Statement[], statement: Statement, platform: Platform): Pick<Found, 'code' | 'reason'> {
  const { evaluation, policies, title } = platform;
  const isGone = (has: (one: Statement) => boolean) => has(statement) && !lowered.some(has);
  const differently = (reason: string) => ({ code: 'PlatformReadsDifferently', reason: `${title} ${reason}` });
  const further = (reason: string) => ({ code: 'PlatformReachesFurther', reason: `${title} ${reason}` });
  if (isGone(({ notActions }) => notActions !== undefined)) {
    if (evaluation?.unevaluated?.includes('NotAction') === true) return differently("takes NotAction and doesn't evaluate it: the statement would never apply");
    return policies.elements.NotAction.is === 'as AWS'
      ? further('takes NotAction for all other actions that it has, those of its own admin API included')
      : differently("isn't known to evaluate NotAction as AWS does");
  }
  if (isGone(({ actions = [] }) => actions.includes('*'))) {
    return policies.everyAction.is === 'differently'
      ? further(`takes the action * for ${policies.everyAction.how.join(', ')}, or for some of them, by its version`)
      : differently("isn't known to read the action * as all that there is, and no more");
  }
  if (evaluation?.variables?.wholeValuesOnly === true && isGone(hasVariableInResource)) {
    return { code: 'PlatformRejects', reason: `${title} refuses a policy with a variable in a resource` };
  }
  if (onlyWithoutAlong(lowered, statement)) return further('lets anyone who has its actions do what others are for, in the same requests');
  if (sameActions(lowered, statement)) return differently('reads it differently from AWS, or isn\'t confirmed to read it so');
  return { code: 'PlatformRejects', reason: `${title} doesn't take its actions as they are written, or not all of them together with its conditions` };
}

function hasVariableInResource({ resources = [], notResources = [] }: Statement): boolean {
  return [...resources, ...notResources].some((resource) => resource.includes('${'));
}

/** Whether all that is written otherwise is that requests mustn't do what other actions are for. */
function onlyWithoutAlong(lowered: readonly Statement[], statement: Statement): boolean {
  const others = new Set((statement.conditions ?? []).map(conditionText));
  const added = lowered.flatMap(({ conditions = [] }) => conditions).filter((condition) => !others.has(conditionText(condition)));
  return added.length > 0 && added.every(({ operator, values }) => operator === 'Null' && values[0] === 'true')
    && lowered.every(({ conditions = [] }) => [...others].every((one) => conditions.some((condition) => conditionText(condition) === one)));
}

function conditionText({ operator, key, values }: Condition): string {
  return JSON.stringify([operator, key, values]);
}

function rejected({ code, message, remedy }: AccessError): Found {
  return { code: code === 'ForgeableCondition' ? code : 'PlatformRejects', severity: 'error', reason: message.split('\n')[0], remedy };
}

/** What a statement that is taken as it is doesn't say there. */
function saidOf({ statement }: StatementReference, platform: Platform): readonly Found[] {
  const listing = checkForgeable(statement, platform).map((reason): Found => ({ code: 'ForgeableCondition', severity: 'note', below: '.Condition', reason, remedy: filterRemedy(platform) }));
  const deleted = platform.dialect?.versionsNeedObjectLock === true && statement.effect === 'Allow' && deletesWithoutVersions([statement]);
  return !deleted ? listing : [...listing, {
    code: 'VersionsNeedObjectLock',
    severity: 'note',
    below: '.Action',
    reason: `anyone who may delete an object on ${platform.title} may delete all of its versions (x-minio-force-delete), also where s3:DeleteObjectVersion is denied, unless the bucket has object lock`,
    remedy: 'make the bucket with object lock, or give deletes of versions as well',
  }];
}

/** Bucket policies where there are none, where they bind nobody, or only those who don't sign in, and those that they name. */
function ignoredThere(location: StatementReference, platform: Platform): Found | undefined {
  const { policyType, statement: { effect, principals } } = location;
  const { features, limits, title } = platform;
  if (policyType !== 'resource') return undefined;
  if (limits.bucketPolicySize === 0) {
    return { code: 'PlatformRejects', severity: 'error', reason: `${title} has no bucket policies`, remedy: 'say it in the policies of users and groups' };
  }
  const unknown = letInNobodyThere(location, platform);
  if (unknown !== undefined) return { ...rejected(unknown), below: '.Principal' };
  if (features.includes('bucketGuards') || (effect === 'Allow' && namesEveryone(principals))) return undefined;
  return {
    code: 'PlatformIgnores',
    severity: 'error',
    below: effect === 'Deny' ? '.Effect' : '.Principal',
    reason: `${title} looks at bucket policies only for requests without a signature, so this ${effect} binds nobody who signs in`,
    remedy: 'say it in the policies of users and groups',
  };
}

/** Where it is only read differently, its actions stay together as they are; what it would bring along may be denied beside it. */
function sameActions([one, ...others]: readonly Statement[], { effect, actions, notActions }: Statement): boolean {
  const onlyDenied = others.every((other) => effect === 'Allow' && other.effect === 'Deny');
  return onlyDenied && [...one.actions ?? one.notActions ?? []].sort().join() === [...actions ?? notActions ?? []].sort().join();
}

function sameText(statements: readonly Statement[], statement: Statement, platform: Platform): boolean {
  const { dialect, evaluation, policies } = platform;
  const inLetters = (one: Statement) => (policies.keyLetters.is === 'as AWS' ? withLowerKeys(one) : one);
  const written = (one: Statement) => text(spelled(inLetters(dialect === undefined ? one : asGivenBack(one, dialect))));
  // that it is made by no service holds there, also where it isn't left out
  const said = evaluation?.keys === undefined ? withoutServices(statement, platform) : statement;
  return statements.length === 1 && written(statements[0]) === written(said);
}

/** A statement with its condition keys in small letters, for platforms that read them in any. */
function withLowerKeys({ conditions, ...statement }: Statement): Statement {
  return { ...statement, ...(conditions && { conditions: conditions.map((one) => ({ ...one, key: one.key.toLowerCase() })) }) };
}

/** Everyone has two spellings, which mean the same wherever both are known. */
function spelled({ principals, ...statement }: Statement): Statement {
  return { ...statement, ...(principals !== undefined && { principals: principals === '*' ? { AWS: ['*'] } : principals }) };
}

function text(statement: Statement): string {
  return JSON.stringify(policyObject({ version: '2012-10-17', statements: [statement] }).Statement[0]);
}

/** Why a platform lets in no principal that a bucket policy's Allow names: a kind of principal that it doesn't have. */
function letInNobodyThere({ statement, account }: StatementReference, platform: Platform): AccessError | undefined {
  try {
    checkLetIn(statement, 'what is allowed', platform, account);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return error;
  }
  return undefined;
}
