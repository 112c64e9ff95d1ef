/** How a command ends: the whole table, for every command. */
export const EXIT = {
  /** Nothing to report. */
  clean: 0,
  /** A finding: what the command was to look for is there. Never an error. */
  finding: 1,
  /** The input is wrong or can't be read, or something failed: an error of our own and a full disk too. */
  error: 2,
  /** It can't be determined: what the source doesn't tell could change the answer. */
  inconclusive: 3,
} as const;

/** One of {@link EXIT}. */
export type ExitStatus = typeof EXIT[keyof typeof EXIT];

/** What a command found. */
export interface Outcome {
  /**
   * Whether what it was to look for is there.
   *
   * @default false
   */
  readonly hasFinding?: boolean;
  /** Whether what the source doesn't tell could change the answer. */
  readonly isOpen: boolean;
}

/** The exit status of an outcome: a finding outweighs what can't be determined, and what can't be determined is never clean. */
export function exitStatus({ hasFinding = false, isOpen }: Outcome): ExitStatus {
  if (hasFinding) return EXIT.finding;
  return isOpen ? EXIT.inconclusive : EXIT.clean;
}
