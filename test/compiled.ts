import { join } from 'node:path';

/**
 * Where test/compile.ts puts what tests start in processes of their own: compiled, since compiling all of the package again in each process
 * would cost more than the test. Of each run of jest; below node_modules, where packages are found from.
 */
export const COMPILED = process.env.BUCKET_GRANTS_COMPILED ??= join(__dirname, '..', 'node_modules', '.cache', `bucket-grants-${process.pid}`);

/** The JavaScript of a source, named by its path from the root of the repository: `src/index.ts`. */
export const compiledFile = (source: string): string => join(COMPILED, source.replace(/\.ts$/, '.js'));
