export type { Guard, GuardStatement, GuardTarget } from './guard';
export * from './enforce-https';
