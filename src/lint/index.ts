export { lintAccess } from './lint-access';
export type { LintSeverity } from '../faults/types';
export type { LintFinding, LintOptions } from './types';
