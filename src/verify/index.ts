export { planVerification, verifyAccess, type VerifyOptions } from './verify-access';
export type { PlanOptions } from './make-plan';
export { credentialsFromEnvironment, readCredentials, type Credentials } from './credentials/read-credentials';
export type { AccessKey } from './wire/sigv4';
export { VERIFY_FORMATS } from './formats';
export { planText } from './formats/text';
export type { Endpoint } from './wire/http-request';
export type { KnownContext } from './derive/question';
export type { OperationName } from './operations';
export type {
  Asker, CaseResult, Connection, LeftOver, NoAnswerCause, NotTried, Outcome, Seed, Signing, Target,
  VerifyCase, VerifyPlan, VerifyReport, VerifyRequest,
} from './types';
export { probeProfile, type ProbeOptions } from './profile/probe-profile';
export type { ProbedProfile } from './profile/questions';
