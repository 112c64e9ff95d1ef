/** The platform reads it as AWS does, and something says so. */
export interface AsAws {
  /** Which of the three it is. */
  readonly is: 'as AWS';
  /** What confirms it: the vendor's document, by its URL and section, or a server that was asked. */
  readonly source: string;
}

/** The platform reads it otherwise than AWS, and something says how. */
export interface Differently<How> {
  /** Which of the three it is. */
  readonly is: 'differently';
  /** What it does instead. */
  readonly how: How;
  /** What confirms it: the vendor's document, by its URL and section, or a server that was asked. */
  readonly source: string;
}

/** Nothing says how the platform reads it, or its versions differ. */
export interface Unconfirmed {
  /** Which of the three it is. */
  readonly is: 'unconfirmed';
  /**
   * What is known of it all the same.
   *
   * @default - nothing
   */
  readonly why?: string;
}

/**
 * One thing about a platform: as on AWS, different, or unconfirmed. What is unconfirmed is never relied on: a grant or guard that depends on
 * it is refused or written in other words, and an answer that it could change is uncertain.
 */
export type Fact<How> = AsAws | Differently<How> | Unconfirmed;

/** A fact of which it must be known what the platform does, since nothing could be judged otherwise. */
export type KnownFact<How> = AsAws | Differently<How>;

/**
 * States that a platform does something as AWS does.
 *
 * @param source what confirms it: the vendor's document, or a server that was asked
 * @example
 * asAws('https://docs.store.example/iam#conditions');
 */
export function asAws(source: string): AsAws {
  return { is: 'as AWS', source };
}

/**
 * States what a platform does otherwise than AWS.
 *
 * @param how what it does instead
 * @param source what confirms it: the vendor's document, or a server that was asked
 * @example
 * differently('anonymous', 'tried on version 4.2: a Deny for a signed-in user in a bucket policy had no effect');
 */
export function differently<const How>(how: How, source: string): Differently<How> {
  return { is: 'differently', how, source };
}

/**
 * States that nothing confirms what a platform does.
 *
 * @param why what is known of it all the same
 * @example
 * unconfirmed('the document says "typically"');
 */
export function unconfirmed(why?: string): Unconfirmed {
  return why === undefined ? { is: 'unconfirmed' } : { is: 'unconfirmed', why };
}

/** What a platform does where it differs from AWS; undefined where it doesn't, or where that isn't confirmed. */
export function howOf<How>(fact: Fact<How>): How | undefined {
  return fact.is === 'differently' ? fact.how : undefined;
}
