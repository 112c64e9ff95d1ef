import { UNKNOWN_TEXT } from '../../state/access-state';

const OWN = `:iam::${UNKNOWN_TEXT}:`;

/**
 * Whether two ARNs that tell all but their account are the same. A stack names its own users by reference, so that their ARNs lack
 * nothing but the account; an account that isn't known is then taken as one and the same, the state's own.
 */
export function isSameOwnArn(one: string, other: string): boolean {
  return one === other && one.startsWith('arn:') && one.includes(OWN) && !one.replace(UNKNOWN_TEXT, '').includes(UNKNOWN_TEXT);
}
