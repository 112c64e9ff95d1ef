import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as grants from '../../src/grants';
import * as guards from '../../src/guards';
import type { AccessStateJson } from '../../src/state/access-state';

/** Who asks. */
export type TablePrincipal = { readonly user: string } | 'anonymous';

/** One request and what is to be decided of it. */
export interface DecisionCase {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Who asks, where it isn't the table's principal; other users hold the same policies. */
  readonly principal?: TablePrincipal;
  readonly expect: 'allow' | 'implicitDeny' | 'explicitDeny';
  readonly why: string;
}

/** What one grant or guard, with these props, allows and refuses. Each `*.json` beside this file is one. */
export interface DecisionTable {
  /** The file's name without `.json`. */
  readonly name: string;
  readonly title: string;
  readonly intent: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** For a guard on a bucket: which. */
  readonly bucket?: string;
  /** For a guard on somebody: what the table's principal is, who alone has it. */
  readonly on?: 'user';
  readonly principal: TablePrincipal;
  /** Identity policies that the principal has beside the grant. A guard alone gives nothing, so that its tables need one. */
  readonly beside?: readonly object[];
  readonly cases: readonly DecisionCase[];
}

/** All tables, by name. */
export const decisionTables: readonly DecisionTable[] = readdirSync(__dirname)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ name: file.slice(0, -'.json'.length), ...JSON.parse(readFileSync(join(__dirname, file), 'utf8')) }));

/** The grant or guard that a table is about. */
export function tableIntent({ intent, props }: DecisionTable, more: object = {}): grants.Grant | guards.Guard {
  const intents: Readonly<Record<string, unknown>> = { ...grants, ...guards };
  return (intents[intent] as (props: unknown) => grants.Grant | guards.Guard)({ ...props as object, ...more });
}

/** The documents that a table's grant or guard was rendered to, by whatever engine. */
export interface TableDocuments {
  readonly identity?: readonly object[];
  readonly bucketPolicy?: object;
}

/** The access state to decide a table's cases in: everyone that the table names holds the identity policies. */
export function tableState(table: DecisionTable, { identity = [], bucketPolicy }: TableDocuments): AccessStateJson {
  const { principal, cases, beside = [], bucket } = table;
  const principals = [principal, ...cases.flatMap((one) => one.principal ?? [])];
  const names = principals.flatMap((one) => (one === 'anonymous' ? [] : [one.user]));
  return {
    users: Object.fromEntries(names.map((name) => [name, { policies: [...beside, ...(hasIt(table, { user: name }) ? identity : [])] }])),
    buckets: bucket === undefined || bucketPolicy === undefined ? {} : { [bucket]: { policy: bucketPolicy } },
  };
}

/** Whether somebody of a table has the identity policies: everybody has a grant, only the table's principal a guard. */
export function hasIt({ on, principal }: DecisionTable, who: TablePrincipal): boolean {
  return who !== 'anonymous' && (on === undefined || (principal !== 'anonymous' && principal.user === who.user));
}

/** Who asks in a case of a table. */
export function casePrincipal(table: DecisionTable, one: DecisionCase): TablePrincipal {
  return one.principal ?? table.principal;
}
