import { CONDITIONS_AND_VARIABLES } from './chapter-5';
import { OVERVIEW } from './chapters-1-to-4';
import { SAMPLES } from './chapters-7-and-8';
import type { Example } from './example';

/*
 * Every example policy of the vendor's document of ActiveScale's IAM API, by section, as named grants and guards on its platform; what is a
 * part of a condition only, as a statement that a bucket policy keeps.
 * https://qsupport.quantum.com/kb/flare/Content/ActiveScale/Software/Content/API/IAM_API.htm
 */

export const EXAMPLES: readonly Example[] = [...OVERVIEW, ...CONDITIONS_AND_VARIABLES, ...SAMPLES];
