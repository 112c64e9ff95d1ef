/** What every scratch name of every run begins with. */
const SCRATCH = '.verify-';

/** What all scratch names of a run have in them. */
export function scratchName(run: string): string {
  return `${SCRATCH}${run}`;
}

/** Whether a key lies in the scratch segment of a run: below a folder whose name ends in it. */
export function isScratch(key: string, run: string): boolean {
  return key.split('/').slice(0, -1).some((segment) => segment.endsWith(scratchName(run)));
}

/** What the name of a run looks like: as long as nobody guesses it, and without a letter that means anything in a key or a pattern. */
export const RUN_NAME = /^[a-z0-9]{8,32}$/;
