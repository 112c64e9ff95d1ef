/*
 * What `npm run quickstart` shows: the CI uploader example, synthesized on all three engines, and its policies.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

