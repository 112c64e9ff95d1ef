import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { checkNamesOnce } from './names';

/** Whether the members of a group are all there are (`'exclusive'`), or are added to those that others put in it (`'additive'`). */
export type GroupMembership = 'exclusive' | 'additive';

/**
 * Checks how the members of a group are meant.
 *
 * @throws AccessError `InvalidMembership`
 */
export function checkMembership(group: string, membership: GroupMembership | undefined): void {
  if (membership === undefined || membership === 'exclusive' || membership === 'additive') return;
  throw new AccessError({
    code: 'InvalidMembership',
    message: `group ${group} has membership ${shown(membership)}; allowed: exclusive, additive`,
    remedy: "write membership: 'additive' to leave the members that others added",
  });
}

/** The members of a group that an engine makes, to which more may be added until something relies on there being no others. */
export class MemberList<Member extends { readonly name: string }> {
  private readonly list: Member[] = [];
  private closed?: () => AccessError;

  constructor(public readonly name: string, public readonly membership: GroupMembership) {}

  /** Those named so far. */
  public get members(): readonly Member[] {
    return this.list;
  }

  /** Whether it says who all its members are, so that nobody else may add some. */
  public get isExclusive(): boolean {
    return this.membership === 'exclusive' && this.list.length > 0;
  }

  /**
   * Adds members.
   *
   * @throws AccessError `NameTwice`, and what the list was closed with
   */
  public add(members: readonly Member[]): void {
    if (this.closed && members.length > 0) throw this.closed();
    checkNamesOnce(`group ${this.name}: member`, [...this.list, ...members].map(({ name }) => name));
    this.list.push(...members);
  }

  /** Refuses further members: the first who asks for that says why. */
  public close(why: () => AccessError): void {
    this.closed ??= why;
  }
}
