import type { ExitStatus } from './exit-status';

/** What a command talks through: data goes to standard output, everything else to standard error. */
export interface Streams {
  /** Writes a text and a line end to standard output. */
  out(text: string): void;
  /** Writes a text and a line end to standard error. */
  err(text: string): void;
  /** All of standard input. */
  stdin(): string;
}

/** What a command is given: the streams, and a way to say how it ended where that isn't `clean`. */
export interface CommandContext extends Streams {
  /** Says how the command ended. */
  exit(status: ExitStatus): void;
}
