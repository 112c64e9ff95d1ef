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
   * Runs command lines of many sources.
   *
   * @default - one after the other, in this process
   */
  readonly runEach?: RunEach;
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

/** What a command line said, and how it ended. */
export interface Said {
  readonly status: ExitStatus;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs command lines, several at once where there are threads.
 *
 * @param done gets what each said, in the order in which they end
 */
export type RunEach = (lines: readonly (readonly string[])[], done: (index: number, said: Said) => void) => Promise<void>;

/** What a command is given: the streams, and a way to say how it ended where that isn't `clean`. */
export interface CommandContext extends Streams {
  readonly runEach: RunEach;
  /** Says how the command ended. */
  exit(status: ExitStatus): void;
}
