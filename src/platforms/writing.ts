/**
 * How documents are written for a platform where two texts mean the same there: no facts of how it reads, but which of its spellings come back
 * from it as they were sent, and which other words stand for what it can't say.
 */
export interface Writing {
  /**
   * Whether everyone in Principal is written as `\{"AWS": "*"}` and not as `"*"`, which mean the same.
   *
   * @default false
   */
  readonly everyoneAsAws?: boolean;
  /**
   * A pattern that stands for every action, also for those that aren't listed. Where NotAction isn't evaluated, it denies all on objects,
   * and the rest is written as beginnings of the listed actions.
   *
   * @default - all other actions are listed
   */
  readonly everyAction?: string;
  /**
   * Patterns of actions that a document may hold; any other with a `*` is written as the list of actions that it stands for.
   *
   * @default - all
   */
  readonly actionPatterns?: readonly string[];
  /**
   * Whether `NotAction` is written as the list of all other actions, since it would reach beyond S3.
   *
   * @default false
   */
  readonly notActionAsList?: boolean;
  /**
   * Whether the name of the user is written into the policy of each user instead of `$\{aws:username}`.
   *
   * @default false
   */
  readonly userNameAsText?: boolean;
  /**
   * Whether texts are written as the platform's control plane gives them back, so that a plan made again shows no change: one address with its
   * length, IPv6 in its shortest form, and everything as `arn:aws:s3:::*`.
   *
   * @default false
   */
  readonly asGivenBack?: boolean;
  /**
   * Whether a document may hold characters beyond U+00FF, which AWS refuses.
   *
   * @default false
   */
  readonly anyCharacter?: boolean;
}
