/** What a command talks through: data goes to standard output, everything else to standard error. */
export interface Streams {
  /** Writes a text and a line end to standard output. */
  out(text: string): void;
  /** Writes a text and a line end to standard error. */
  err(text: string): void;
  /** All of standard input. */
  stdin(): string;
}

/** A command's exit codes. */
export const EXIT = {
  /** Nothing to report. */
  clean: 0,
  /** What was looked for is there. */
  finding: 1,
  /** The input is wrong, or can't be read. */
  badInput: 2,
  /** The source doesn't tell enough. */
  inconclusive: 3,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = typeof EXIT[keyof typeof EXIT];

/** What a command is given: the streams, and a way to say how it ended where that isn't `clean`. */
export interface CommandContext extends Streams {
  /** Sets the exit code. */
  exit(code: ExitCode): void;
}
