export type { NameRule, Platform, PlatformEndpoints, PlatformLimits, PrincipalLimits } from './platform';
export { aws, type AwsOptions } from './aws';
