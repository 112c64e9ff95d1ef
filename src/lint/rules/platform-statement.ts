import { AccessError } from '../../errors';
import { conform } from '../../platforms/conform';
import type { Platform } from '../../platforms/platform';
import type { Statement } from '../../policy/document';
import { policyObject } from '../../policy/json';
import type { Found, StatementPlace, StatementRule } from '../types';

/** What a platform other than AWS rejects, ignores or reads differently in a statement. */
export const platformStatement: StatementRule = (place, platform) => {
  if (platform.name === 'aws') return [];
  const ignored = ignoredThere(place, platform);
  if (ignored !== undefined) return [ignored];
  return platform.dialect === undefined ? [] : asRead(place, platform);
};

function asRead({ statement, user }: StatementPlace, platform: Platform): readonly Found[] {
  const document = { version: '2012-10-17' as const, statements: [statement] };
  try {
    const { document: lowered } = conform(document, platform, user === undefined ? {} : { userName: user });
    if (sameText(lowered.statements, statement)) return [];
    const remedy = `to say the same there, write ${lowered.statements.map((one) => text(one)).join(' and ')}`;
    return [sameActions(lowered.statements, statement)
      ? { code: 'PlatformReadsDifferently', severity: 'error', reason: `${platform.title} reads it differently from AWS`, remedy }
      : { code: 'PlatformRejects', severity: 'error', reason: `${platform.title} doesn't take all of its actions together with its conditions`, remedy }];
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return [{ code: 'PlatformRejects', severity: 'error', reason: error.message.split('\n')[0], remedy: error.remedy }];
  }
}

/** Bucket policies, where they bind nobody, or only those who don't sign in. */
function ignoredThere({ side, statement: { effect, principals } }: StatementPlace, { features, limits, title }: Platform): Found | undefined {
  if (side !== 'resource') return undefined;
  if (limits.bucketPolicySize === 0) {
    return { code: 'PlatformRejects', severity: 'error', reason: `${title} has no bucket policies`, remedy: 'say it in the policies of users and groups' };
  }
  const forEveryone = principals === '*' || (principals?.AWS?.includes('*') ?? false);
  if (features.includes('bucketGuards') || (effect === 'Allow' && forEveryone)) return undefined;
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

function sameText(statements: readonly Statement[], statement: Statement): boolean {
  return statements.length === 1 && text(spelled(statements[0])) === text(spelled(statement));
}

/** Everyone has two spellings, which mean the same wherever both are known. */
function spelled({ principals, ...statement }: Statement): Statement {
  return { ...statement, ...(principals !== undefined && { principals: principals === '*' ? { AWS: ['*'] } : principals }) };
}

function text(statement: Statement): string {
  return JSON.stringify(policyObject({ version: '2012-10-17', statements: [statement] }).Statement[0]);
}
