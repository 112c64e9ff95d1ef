/*
 * Writes the version of package.json into src/report/version.ts. The release sets it in package.json right before it builds, and the core can't read
 * files, since it runs in browsers too.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const file = join(root, 'src', 'report', 'version.ts');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
const text = readFileSync(file, 'utf8');
const written = text.replace(/VERSION = '[^']*'/, `VERSION = '${version}'`);
if (written !== text) writeFileSync(file, written);
