import { AccessError } from '../../errors';
import { needText } from '../../shape/need-text';
import { KNOWN_TEXT } from '../../shape/readers';
import { readShape, type Shape } from '../../shape/shape';
import { shown } from '../../shape/shown';
import { accessPlan } from '../access-plan';
import type { AccessPlan } from '../planned';
import { blamed } from './blame';
import { checkDefaults, withDefaults } from './defaults';
import { EXISTING, EXISTING_USERS, EXTERNAL, GRANTS, GUARDS, OTHER_ACCOUNTS, PLATFORMS, TRUSTS } from './functions';
import { kindOf, type LocatedMap, type PlanFile, unknownAt, wrongAt } from './located';
import { mergeFiles } from './merge-files';
import { AS_IT_IS, callOf, FileFilling, type Filling, listOf, objectWith, oneOrMore, type Place, policy, recordOf, textOr } from './places';
import { isPlanText, readYaml } from './read-yaml';
import { type LateVariable, readVariables } from './variables';

/** How a plan file is read. */
export interface ParsePlanOptions {
  /**
   * The environment to read it for, one of `environments`.
   *
   * @default - none, for a plan without `environments`
   */
  readonly env?: string;
  /**
   * What the text is called in errors, such as its path.
   *
   * @default 'access-plan'
   */
  readonly name?: string;
}

const OPTIONS: Shape<ParsePlanOptions> = { env: KNOWN_TEXT, name: KNOWN_TEXT };

/**
 * Reads an access plan from the text of a plan file, in YAML or JSON: what {@link accessPlan} takes, as data. A function of this package is a mapping
 * of its name to what it is given, `{ readOnlyPrefix: { bucket: releases, prefix: public/ } }`.
 *
 * The text begins with `accessPlan: 1`. `environments` and `variables` make one file a plan for each environment: `${name}` is the value of a
 * declared variable, `${env}` the environment, and `$${` the two characters. `defaults` says what every user, group, role and bucket of the plan has.
 * Several files of one plan are read by `readPlan` of `bucket-grants/files`.
 *
 * @throws AccessError `InvalidPlanFile`, `DeployTimeValue`, `InvalidOption`, and what {@link accessPlan} and the grants and guards throw, each with line
 *   and column
 * @example
 * const plan = parsePlan(`
 * accessPlan: 1
 * environments: { dev: {}, prod: {} }
 * users:
 *   ci-uploader:
 *     grants: [{ writeOnlyUploader: { bucket: 'releases-\${env}', prefix: firmware/ } }]
 *     accessKeys: ['2026-11']
 * `, { env: 'prod' });
 * renderAccess(plan).users[0].policies[0].json;
 */
export function parsePlan(text: string, options: ParsePlanOptions = {}): AccessPlan {
  needText(text, 'the text of a plan', 'InvalidPlanFile');
  const { env, name = 'access-plan' } = readShape<ParsePlanOptions>(OPTIONS, options, { what: 'parsePlan', called: 'options', example: "{ env: 'prod' }" });
  return planOfFiles([{ name, text }], env);
}

/**
 * @internal As {@link parsePlan}, of one plan in several files.
 *
 * @param late makes placeholders for texts without a value, which are given at deploy
 */
export function planOfFiles(files: readonly PlanFile[], env: string | undefined, late?: LateVariable): AccessPlan {
  const plan = mergeFiles(files.map(readFile));
  checkDefaults(plan);
  return planIn(plan, new FileFilling(readVariables(plan, env, late)));
}

/**
 * @internal As {@link parsePlan}, of a plan that isn't a text, with all that it says: there are no variables and no defaults.
 */
export function planOfTree(plan: LocatedMap): AccessPlan {
  const wrong = [...plan.entries.values()].find(({ name }) => !PLAN_PARTS.includes(name));
  if (wrong !== undefined) throw unknownAt(wrong.at, 'a plan has no', wrong.name, PLAN_PARTS);
  return planIn(plan, AS_IT_IS);
}

function planIn(plan: LocatedMap, filling: Filling): AccessPlan {
  const defaults = plan.entries.get('defaults');
  const common = defaults === undefined ? {} : DEFAULTS(defaults.value, filling);
  const said = [...plan.entries.values()].filter(({ name }) => Object.hasOwn(PARTS, name));
  const parts = said.map(({ name, value }) => [name, PARTS[name](value, filling)] as const);
  try {
    return accessPlan(withDefaults(common, parts));
  } catch (error) {
    throw error instanceof AccessError ? blamed(error, plan, plan.at, filling.filled) : error;
  }
}

/** The one version that there is. */
const VERSION = 1;

function readFile(file: PlanFile): LocatedMap {
  if (!isPlanText(file.text)) {
    throw new AccessError({
      code: 'InvalidPlanFile',
      message: `${file.name} doesn't begin with accessPlan: ${VERSION}, by which a plan file is recognised`,
      remedy: `write accessPlan: ${VERSION} above all else in it, or leave the file out`,
    });
  }
  const plan = readYaml(file);
  for (const { name, at, value } of plan.entries.values()) {
    if (!NAMES.includes(name)) throw unknownAt(at, 'a plan file has no', name, NAMES);
    if (name === 'accessPlan' && (value.is !== 'value' || value.value !== VERSION)) throw wrongAt(value.at, `accessPlan is ${value.is === 'value' ? shown(value.value) : kindOf(value)}; allowed: ${VERSION}, which is the version of the form of plan files`, `write accessPlan: ${VERSION}`);
  }
  return plan;
}

const grants = listOf(callOf(GRANTS));
const guards = listOf(callOf(GUARDS));
const members = listOf(textOr(callOf(EXISTING_USERS)));
const boundary = textOr(grants);
const trust = oneOrMore(callOf(TRUSTS, objectWith({ account: callOf(OTHER_ACCOUNTS) })));
const custom = { customStatements: policy };
const user = objectWith({ grants, guards, boundary, ...custom });
const group = objectWith({ grants, guards, members, ...custom });
const role = objectWith({ grants, guards, boundary, trust, ...custom });

/** Where a function may be called in what all of a kind have. */
const DEFAULTS = objectWith({ users: user, groups: group, roles: role, buckets: objectWith({ guards }) });

/** What a plan consists of, and where a function may be called in it. */
const PARTS: Readonly<Record<string, Place>> = {
  platform: callOf(PLATFORMS),
  users: recordOf(user),
  groups: recordOf(group),
  roles: recordOf(role),
  existing: listOf(objectWith({ principal: callOf(EXISTING), grants, guards, members, ...custom })),
  external: listOf(objectWith({ grantee: oneOrMore(callOf(EXTERNAL)), grants })),
  buckets: recordOf(objectWith({ guards, existingStatements: policy, ...custom })),
};

/** What a plan consists of. */
const PLAN_PARTS: readonly string[] = Object.keys(PARTS);

/** What may stand at the top of a plan file. */
const NAMES: readonly string[] = ['accessPlan', '$schema', 'environments', 'variables', 'defaults', ...PLAN_PARTS];
