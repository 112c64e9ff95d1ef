import { AccessError } from '../../errors';
import { replaceDeployTime } from '../../policy/deploy-time';
import { parseOperator } from '../../policy/operators';
import { shown } from '../../s3/names';
import { DEPLOY_TIME, VALUE } from '../../shape/readers';
import { nested, type Shape } from '../../shape/shape';
import { made } from '../check-is-platform';
import { checkEndpoint } from '../endpoint';
import { iamName as name } from '../names';
import { readOptions } from '../options';
import type { Platform, PlatformFeature } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { selectelPolicies, selectelWriting, type SelectelConfirmed } from './profile';

/** Options of {@link selectel}. */
export interface SelectelOptions {
  /** The pool of the buckets, such as `ru-1`. */
  readonly pool: string;
  /** The id of the project that the buckets are in. */
  readonly project: string;
  /** Those who manage the buckets, as a bucket policy names them: at least one. Each policy lets them in, since it locks out everyone that it doesn't name. */
  readonly managers: readonly string[];
  /** What you have seen to work. */
  readonly confirmed: SelectelConfirmed;
  /**
   * The ids of service users that exist already, by name, for plans that are rendered without an engine and where `confirmed.principal` has `\{id}`.
   *
   * @default - none: ids are known when an engine has made the users
   */
  readonly principals?: Readonly<Record<string, string>>;
  /**
   * URL of the S3 API.
   *
   * @default - `https://s3.POOL.storage.selcloud.ru`
   */
  readonly s3Endpoint?: string;
}

const CONFIRMED: Shape<SelectelConfirmed> = { principal: VALUE, actions: VALUE, conditionKeys: VALUE, operators: VALUE };
const OPTIONS: Shape<SelectelOptions> = {
  pool: VALUE, project: DEPLOY_TIME, managers: DEPLOY_TIME, confirmed: nested(CONFIRMED), principals: DEPLOY_TIME, s3Endpoint: VALUE,
};

/** Which principals a bucket policy names beside its service users isn't confirmed, and requests without a signature aren't governed by it. */
const FEATURES: readonly PlatformFeature[] = ['bucketGuards', 'existingStatements'];

/**
 * Selectel S3. Everything is in the policy of each bucket, of at most 20 KB: what users may do, one by one (groups are written as their
 * members), what nobody may, and the managers, who may do everything. Once a bucket has a policy, anyone that it doesn't name is denied.
 *
 * How its policies name users, and which actions and conditions they hold, isn't confirmed, so that all of it is asked of you: try it on
 * a bucket of its own first. Guards that deny everything but some actions can't be written without knowing all actions, and are refused
 * unless `denyPolicyManagement` is true, which also holds the managers back.
 *
 * @throws AccessError `InvalidPlatform`
 * @see https://docs.selectel.ru/en/s3/buckets/bucket-policy/about-bucket-policy/
 * @see https://docs.selectel.ru/en/s3/manage/manage-access/
 * @example
 * selectel({
 *   pool: 'ru-1',
 *   project: '1a2b3c4d5e6f',
 *   managers: ['deployer-id'],
 *   confirmed: { principal: '\{id}', actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], conditionKeys: ['s3:prefix'], operators: ['StringLike'] },
 * });
 */
export function selectel(given: SelectelOptions): Platform {
  const options = readOptions<SelectelOptions>('selectel', given, OPTIONS, "selectel({ pool: 'ru-1', project: '…', managers: ['…'], confirmed: { … } })");
  const { pool, project, managers, confirmed, principals = {} } = options;
  check(options);
  const { s3Endpoint = `https://s3.${pool}.storage.selcloud.ru` } = options;
  checkEndpoint('s3Endpoint', s3Endpoint);
  const none = { inlineSize: 0, attachments: 0 };
  const { principal, actions, conditionKeys, operators } = confirmed;
  return madeBy('selectel', { pool, project, managers, confirmed: { principal, actions, conditionKeys, operators }, principals, s3Endpoint }, {
    name: 'selectel',
    title: 'Selectel S3',
    controlPlane: 'selectel',
    features: FEATURES,
    ...readingOf(selectelPolicies(confirmed), selectelWriting(confirmed)),
    selectel: { project, managers, principal: confirmed.principal, principals },
    accountOwnsObjects: true,
    partition: 'aws',
    region: pool,
    endpoints: { s3: s3Endpoint },
    limits: {
      user: none, group: none, role: none, managedSize: 0, bucketPolicySize: 20 * 1024, groupsPerUser: Infinity, accessKeysPerUser: Infinity,
    },
    names: { user: name(64), group: name(128), role: name(64), policy: name(128) },
  });
}

/**
 * Selectel with nothing confirmed, for questions about what is certain there and about what would have to be confirmed. Nothing is rendered
 * for it: it names nobody who manages a bucket.
 */
export function unconfirmedSelectel(): Platform {
  const anything = { principal: '{id}', actions: ['s3:GetObject'] };
  const { selectel: _whoManages, ...certain } = selectel({ pool: 'ru-1', project: 'none', managers: ['none'], confirmed: anything });
  const nothing = { actions: [] };
  return made({ ...certain, ...readingOf(selectelPolicies(nothing), selectelWriting(nothing)) });
}

type Rule = readonly [wrong: boolean, problem: string, remedy: string];

function check({ pool, project, managers, confirmed, principals = {} }: SelectelOptions): void {
  const { principal, actions, conditionKeys = [], operators = [] } = confirmed ?? {} as SelectelConfirmed;
  const isList = (list: unknown, least: number, pattern: RegExp) => (
    Array.isArray(list) && list.length >= least && list.every((one) => typeof one === 'string' && pattern.test(one))
  );
  const holders = typeof principal === 'string' ? principal.match(/\{(id|name)\}/g) ?? [] : [];
  const rules: readonly Rule[] = [
    [typeof pool !== 'string' || !/^[a-z0-9-]{1,32}$/.test(pool), `pool ${shown(pool)} is none`, "write pool: 'ru-1'"],
    [!isPrincipal(project), `project ${shown(project)} is not an id of a project`, 'write the id that the control panel shows'],
    [!Array.isArray(managers) || managers.length === 0 || !managers.every(isPrincipal), `managers ${shown(managers)} are none: each names one user as a bucket policy does, and one of them deploys`, 'name at least one: a principal that no bucket policy names is locked out, no matter who manages the bucket included'],
    [holders.length !== 1 || !isPrincipal(principal.replace(/\{(id|name)\}/, 'x')), `confirmed.principal ${shown(principal)} doesn't say how a policy names a user`, "write confirmed: { principal: '{id}', … } or '{name}', as a policy in the control panel does"],
    [!isList(actions, 1, /^s3:[A-Za-z]+\*?$/), `confirmed.actions ${shown(actions)} is not a list of actions`, "name what you have seen to work: ['s3:GetObject', 's3:PutObject']"],
    [!isList(conditionKeys, 0, /^(aws|s3):[A-Za-z0-9:/_.-]+$/), `confirmed.conditionKeys ${shown(conditionKeys)} is not a list of condition keys`, "name what you have seen to work: ['s3:prefix']"],
    [!isList(operators, 0, /^[A-Za-z]+$/) || operators.some((operator) => parseOperator(operator) === undefined), `confirmed.operators ${shown(operators)} is not a list of condition operators`, "name what you have seen to work: ['StringLike']"],
    [typeof principals !== 'object' || principals === null || !Object.values(principals).every(isPrincipal), `principals ${shown(principals)} doesn't give the id of each user`, "write principals: { 'ci-uploader': 'its id' }"],
  ];
  const broken = rules.find(([wrong]) => wrong);
  if (broken) throw new AccessError({ code: 'InvalidPlatform', message: `selectel: ${broken[1]}`, remedy: broken[2] });
}

/** What a bucket policy may name somebody by: no wildcard, which could be everybody. */
export const PRINCIPAL_PATTERN = '^[A-Za-z0-9:/+=,.@_-]{1,256}$';

/** As far as that is known before deploy. */
function isPrincipal(text: unknown): boolean {
  return typeof text === 'string' && new RegExp(PRINCIPAL_PATTERN).test(replaceDeployTime(text, () => 'x'));
}
