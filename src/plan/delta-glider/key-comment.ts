/*
 * Each access key is a user of its own on the proxy. Of one that isn't called as its user of the plan, the file says in a comment whose key it
 * is, for those who read it, and for who reads access back.
 */

const WORDS = ' an access key of user ';

/** The comment beside the name of a user of the proxy. */
export function ofUser(user: string): string {
  return `${WORDS}${user}`;
}

/** The user of the plan that a comment names; undefined where it is another comment, or none. */
export function userOf(comment: string | null | undefined): string | undefined {
  return comment?.startsWith(WORDS) ? comment.slice(WORDS.length) : undefined;
}
