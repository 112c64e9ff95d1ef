/** What functions need of where they are called. */
export interface FunctionContext {
  /** Whether a text has no token of an unknown value in it. */
  readonly isKnown: (text: string) => boolean;
  /** The text of a file of the configuration. */
  readonly file?: (path: string) => string | undefined;
  /** A template computed with these variables. */
  readonly template: (source: string, variables: unknown) => unknown;
}

/** What a function comes to whose arguments are known, and wrong: Terraform would stop, and `try` goes on. */
export const FAILED = Symbol('failed');

/** A function of Terraform's; `undefined` where what it comes to isn't known, {@link FAILED} where it certainly fails. */
export type Fn = (items: readonly unknown[], context: FunctionContext) => unknown;

/** Whether a value is a list of texts; numbers count as texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean');
}

/** A scalar as text, as Terraform converts it. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
