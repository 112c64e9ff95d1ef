import { rmSync } from 'node:fs';
import { COMPILED } from './compiled';

/** After all tests. */
export default function removeCompiled(): void {
  rmSync(COMPILED, { recursive: true, force: true });
}
