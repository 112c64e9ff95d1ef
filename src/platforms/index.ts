export type { NameRule, Platform, PlatformEndpoints, PlatformLimits, PrincipalLimits } from './platform';
export { activeScale, type ActiveScaleOptions } from './active-scale';
export { aws, type AwsOptions } from './aws';
export { clientConfig, type ClientConfig, type ClientConfigProps } from './client-config';
