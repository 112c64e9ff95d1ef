export { accessMatrix, type MatrixAnswer, type MatrixRow, type MatrixVerb } from './matrix';
export { reviewAccess, type ReviewAccessOptions, type ReviewFormat } from './review';
export { whoCan, type GivingStatement, type Holder, type PossibleHolder, type WhoCan, type WhoCanQuestion } from './who-can';
