/** More than any honest stack holds in one value; what grows beyond it is unknown. */
export const LARGEST_TEXT = 2_000_000;

/** More items than this of one list are not computed. */
export const LARGEST_LIST = 100_000;
