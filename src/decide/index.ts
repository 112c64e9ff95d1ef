export { compileState, type CompiledState } from './compiled-state';
export { decide, decideEffect, type DecideOptions } from './decide';
export type { Decision, DecisionEffect, DecisionJson } from './decision';
export type { PolicyLocation, StatementOutcome } from './explain';
export type { Mismatch } from './explain-mismatch';
export type { AccessRequest, ContextValue, RequestPrincipal } from './request';
export { headObjectStatus, type ObjectRead, type ObjectStatus } from './object-status';
export type { TransferDirection } from './operation-checks';
export { requestsFor, type ObjectLocation, type OperationRequest, type OperationTarget } from './requests';
