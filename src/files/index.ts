export { readAccessFile, type ReadFileOptions } from './read-access-file';
export { loadPlan } from './load-plan';
export { readPlan, type ReadPlanOptions } from './read-plan';
