import { AccessError } from '../../errors';
import { checkOutsider, type OutsiderKind } from '../../plan/bucket-grant';
import { describeExternal, granteeNamed } from '../../plan/external-grantees';
import type { Platform } from '../../platforms/platform';
import type { StatementReference } from '../types';

/** Why a platform lets in no principal that a bucket policy's Allow names: a kind of principal that it doesn't have. */
export function letInNobodyThere({ statement: { effect, principals }, account }: StatementReference, platform: Platform): AccessError | undefined {
  if (effect !== 'Allow' || principals === undefined) return undefined;
  const { AWS = [], Service = [] } = principals === '*' ? { AWS: ['*'] } : principals;
  const outside = AWS.map(granteeNamed).flatMap((grantee): ReadonlyArray<readonly [OutsiderKind, string]> => (
    grantee === undefined || ('account' in grantee && grantee.account === account) ? [] : [[grantee.kind, describeExternal(grantee)]]
  ));
  try {
    for (const [kind, who] of [...outside, ...Service.map((name) => ['service', `the service ${name}`] as const)]) {
      checkOutsider(kind, `what is allowed to ${who}`, platform);
    }
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return error;
  }
  return undefined;
}
