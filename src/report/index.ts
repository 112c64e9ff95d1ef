export { accessMatrix, type MatrixAnswer, type MatrixRow, type MatrixVerb } from './matrix';
export { reviewAccess, type ReviewAccessOptions, type ReviewFormat } from './review';
