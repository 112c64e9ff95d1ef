import { readdirSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { PlanFile } from '../plan/file/located';
import { planOfFiles } from '../plan/file/parse-plan';
import { isPlanText } from '../plan/file/read-yaml';
import type { LateVariable } from '../plan/file/variables';
import type { AccessPlan } from '../plan/planned';
import { matchesGlob } from '../policy/pattern/glob';
import { KNOWN_TEXT } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { shown } from '../shape/shown';
import { asked, textOf, unreadable } from './file-system';

/** How plan files are read. */
export interface ReadPlanOptions {
  /**
   * The environment to read them for, one of `environments`.
   *
   * @default - none, for a plan without `environments`
   */
  readonly env?: string;
}

const OPTIONS: Shape<ReadPlanOptions> = { env: KNOWN_TEXT };

/** Whether a file may be one of a plan, by its name, which says YAML or JSON; whether it is, its first key says. */
export function isPlanName(name: string): boolean {
  return /\.(?:ya?ml|json)$/.test(name);
}

/** Nobody puts folders of a plan into folders much deeper, unless a link leads back. */
const DEEPEST = 20;

/**
 * Reads an access plan from a plan file, or from several of one plan: a folder, with the folders in it, or a pattern such as `access-plan/*.yaml`.
 * Every YAML and JSON file of a folder must be one of the plan: what is left out would be access, or a guard, that nobody hears of. The files are
 * read in the order of their paths.
 *
 * @param path the file, the folder or the pattern; in a pattern `*` and `?` stand for letters of one name, and `**` for folders
 * @throws AccessError `InvalidPlanFile`, `UnreadableSource`, and what `parsePlan` throws, each with file, line and column
 * @example
 * const prod = readPlan('access-plan.yaml', { env: 'prod' });
 */
export function readPlan(path: string, options: ReadPlanOptions = {}): AccessPlan {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) throw unreadable(`the path is ${shown(path)}`, 'name a plan file, or a folder of them');
  const { env } = readShape<ReadPlanOptions>(OPTIONS, options, { what: 'readPlan', called: 'options', example: "{ env: 'prod' }" });
  return readPlanFiles(path, env);
}

/** As {@link readPlan}, where a text without a value may be given at deploy. */
export function readPlanFiles(path: string, env: string | undefined, late?: LateVariable): AccessPlan {
  const files = pathsOf(path).map((name): PlanFile => ({ name, text: textOf(name) }));
  if (files.length === 0) throw unreadable(`there is no plan file at ${path}`, 'name a file that begins with accessPlan: 1, or a folder or pattern of such files');
  return planOfFiles(files, env, late);
}

/** Whether a path is a pattern of paths. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path) && asked(path, () => statSync(path, { throwIfNoEntry: false })) === undefined;
}

/** Whether a folder has a plan file in it. */
export function hasPlanFiles(folder: string): boolean {
  const isPlan = (file: string) => isPlanName(file) && isFile(file) && isPlanText(textOf(file));
  return asked(folder, () => readdirSync(folder)).some((name) => isPlan(join(folder, name)));
}

function pathsOf(path: string): readonly string[] {
  if (isPattern(path)) return matching(path);
  const found = asked(path, () => statSync(path, { throwIfNoEntry: false }));
  if (found === undefined) throw unreadable(`there is nothing at ${path}`, 'name a file or a folder that exists');
  return found.isDirectory() ? filesBelow(path, 0).filter(isPlanName) : [path];
}

/** The files below a folder, in the order of their names; what begins with a dot is another tool's. */
function filesBelow(folder: string, depth: number): readonly string[] {
  if (depth > DEEPEST) throw unreadable(`${folder} lies in more than ${DEEPEST} folders`, 'remove the link that leads back to a folder above it');
  const names = asked(folder, () => readdirSync(folder)).filter((name) => !name.startsWith('.')).sort();
  return names.flatMap((name) => (isFile(join(folder, name)) ? [join(folder, name)] : filesBelow(join(folder, name), depth + 1)));
}

/** The files that a pattern stands for. */
function matching(pattern: string): readonly string[] {
  const steps = join(pattern).split(sep);
  const fixed = steps.findIndex((step) => isGlob(step));
  const folder = fixed === 0 ? '.' : dirname(join(...(steps[0] === '' ? [sep] : []), ...steps.slice(0, fixed + 1)));
  if (asked(folder, () => statSync(folder, { throwIfNoEntry: false }))?.isDirectory() !== true) return [];
  const below = (file: string) => file.split(sep).slice(folder === '.' ? 0 : join(folder).split(sep).length);
  return filesBelow(folder, 0).filter((file) => matches(steps.slice(fixed), below(file)));
}

const isGlob = (step: string) => /[*?]/.test(step);

function matches([step, ...steps]: readonly string[], [name, ...names]: readonly string[]): boolean {
  if (step === undefined || name === undefined) return step === name;
  if (step === '**') return matches(steps, [name, ...names]) || matches([step, ...steps], names);
  return (isGlob(step) ? matchesGlob(step, name) : step === name) && matches(steps, names);
}

function isFile(path: string): boolean {
  return asked(path, () => statSync(path)).isFile();
}
