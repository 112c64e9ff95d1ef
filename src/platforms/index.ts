export type { NameRule, Platform, PlatformEndpoints, PlatformLimits, PrincipalLimits } from './platform';
export { activeScale, type ActiveScaleOptions } from './active-scale';
export { aws, type AwsOptions } from './aws';
export { cephRgw, type CephRgwOptions } from './ceph-rgw';
export { deltaGlider, type DeltaGliderOptions } from './delta-glider';
export { minio, type MinioOptions } from './minio';
export { relayer, type RelayerOptions } from './relayer';
export type { Rule, RuleLanguage, Verb } from './rules/rule';
export { clientConfig, type ClientConfig, type ClientConfigProps } from './client-config';
