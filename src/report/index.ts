export { accessMatrix, type MatrixDecision, type MatrixRow, type MatrixVerb } from './matrix';
export { reviewAccess, type ReviewAccessOptions, type ReviewFormat } from './review';
export { whoCan, type GivingStatement, type Holder, type PossibleHolder, type WhoCan, type WhoCanQuery } from './who-can';
