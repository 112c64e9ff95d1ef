/* Pass 3 of lowering a statement. It may assume: ARNs are in the partition of the platform. */
import type { Condition } from '../../policy/document';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';

/**
 * Settles conditions on the user's name in the policy of one user, where the platform's requests aren't known to have it: a condition that
 * the user meets always holds there, and a statement with one that the user doesn't meet never does.
 *
 * @param userName - the one whose policy this is
 * @returns nothing where the statement isn't about this user
 * @throws AccessError `UnsupportedOnPlatform` where it isn't the policy of one user
 */
export function settleUserConditions(
  statement: IntentStatement, platform: Platform, { variables }: Dialect, userName?: string,
): IntentStatement | undefined {
  const { conditions = [] } = statement;
  const settled = conditions.filter(isOnUserName);
  if (variables.userNameAsText !== true || settled.length === 0) return statement;
  if (userName === undefined) {
    throw unsupported(platform, {
      what: `${named(statement)}: the condition ${settled[0].operator} ${settled[0].key}`,
      reason: "isn't known to tell it in a request, and whose name it would be isn't known here",
      remedy: 'give the grant to users, or to a group whose members are all listed here',
    });
  }
  if (!settled.every(({ values }) => values.includes(userName))) return undefined;
  const { conditions: _settled, ...rest } = statement;
  const others = conditions.filter((condition) => !settled.includes(condition));
  return { ...rest, ...(others.length > 0 && { conditions: others }) };
}

/** The form in which grants ask for it. Any other is left to be refused. */
export function isOnUserName({ operator, key }: Condition): boolean {
  return operator === 'StringEquals' && key.toLowerCase() === 'aws:username';
}
