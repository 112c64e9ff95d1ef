import { AccessError } from '../../errors';
import type { AccessPlan } from '../planned';

/** How an engine hands passwords over without anybody reading them. */
export interface PasswordForm {
  /** Whether a password is known only at deploy. */
  readonly isKept: (password: unknown) => boolean;
  /** Who would read one that isn't, such as `everybody would read who sees the synthesized output`. */
  readonly readers: string;
  /** How to write one that is. */
  readonly remedy: string;
}

/**
 * Checks the passwords of a plan's service users: one for each, for nobody else, and none in plain text. No message has a password in it.
 *
 * @throws AccessError `InvalidPassword`
 */
export function checkPasswords({ users }: AccessPlan, passwords: Readonly<Record<string, unknown>>, { isKept, readers, remedy }: PasswordForm): void {
  const problems = [
    ...[...users.keys()].filter((name) => !Object.hasOwn(passwords, name)).map((name) => `user ${name} has no password, which every service user needs`),
    ...Object.keys(passwords).filter((name) => !users.has(name)).map((name) => `${name} has a password and is not a user of the plan`),
    ...Object.entries(passwords).filter(([, password]) => !isKept(password)).map(([name]) => `the password of user ${name} is plain text, which ${readers}`),
  ];
  if (problems.length > 0) throw new AccessError({ code: 'InvalidPassword', message: problems[0], remedy });
}
