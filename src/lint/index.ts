export { lintAccess } from './lint-access';
export type { LintFinding, LintOptions, LintSeverity } from './types';
