import { AccessError } from '../../src/errors';

/** Runs something that must be refused and hands back why; fails where nothing, or anything but an AccessError, is thrown. */
export function refused(run: () => unknown): AccessError {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    if (error instanceof AccessError) {
      expect(error.remedy).toMatch(/\w{2}/);
      expect(error.message).toContain(error.code);
      expect(error.message).toContain(error.remedy);
      return error;
    }
    throw error;
  }
  throw new Error(`not refused; it answered ${JSON.stringify(result)}`);
}

/** A value that no type allows, as it comes from plain JavaScript or a YAML file. */
export function untyped<T>(value: unknown): T {
  return value as T;
}
