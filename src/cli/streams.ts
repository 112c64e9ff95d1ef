import type { Paint } from './color';
import type { ExitStatus } from './exit-status';

/** What a command talks through: data goes to standard output, everything else to standard error. */
export interface Streams {
  /**
   * Whether standard output shows colors.
   *
   * @default false
   */
  readonly colors?: boolean;
  /**
   * Writes a text and a line end to standard output.
   *
   * @param paint how its lines are shown on a terminal that has colors
   */
  out(text: string, paint?: Paint): void;
  /** Writes a text and a line end to standard error. */
  err(text: string): void;
  /** All of standard input. */
  stdin(): string;
  /**
   * Says what begins, to anyone who waits.
   *
   * @default - nobody does
   */
  step?(text: string): void;
}

/** What a command is given: the streams, and a way to say how it ended where that isn't `clean`. */
export interface CommandContext extends Streams {
  /** Says how the command ended. */
  exit(status: ExitStatus): void;
}
