import type { VerifyReport } from '../types';
import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import { text } from './text';

/** The ways to write a report, by name. */
export const VERIFY_FORMATS: Readonly<Record<'text' | 'markdown' | 'json' | 'junit', (report: VerifyReport) => string>> = { text, markdown, json, junit };
