export { accessOf, type AccessSubject } from './access-of';
export { checkAllowsOnly, type ExpectedAccess } from './allow-only';
export { assertAccess } from './assert-access';
export { checkAllows, checkDenies, type TestPrincipal, type TestRequest, type TestResult } from './checks';
export { checkGivesNobody } from './give-nobody';
export { accessMatchers, type AccessMatchers, type MatcherContext, type MatcherResult } from './matchers';
export { pulumiRecording, type PulumiRecording, type RegisteredResource } from './pulumi-recording';
export type { ConstructLike } from './synthesized';
