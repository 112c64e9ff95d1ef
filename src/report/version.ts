/** The version of this package. Written by tools/write-version.ts before it is compiled. */
export const VERSION = '0.0.0';
