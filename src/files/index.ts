export { readAccessFile, type ReadFileOptions } from './read-access-file';
export { readPlan } from './read-plan';
