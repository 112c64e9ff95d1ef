export { accessMatrix, type MatrixAnswer, type MatrixRow, type MatrixVerb } from './matrix';
