import { blocks, isObject, type JsonObject, objectOf, own } from './json';

/** What a statement block calls a list, and what the policy language does; whether `&\{` stands for `$\{` in it. */
const LISTS: readonly (readonly [attribute: string, element: string, variables: boolean])[] = [
  ['actions', 'Action', false],
  ['not_actions', 'NotAction', false],
  ['resources', 'Resource', true],
  ['not_resources', 'NotResource', true],
];

const PRINCIPALS = [['principals', 'Principal'], ['not_principals', 'NotPrincipal']] as const;

/** A policy document as AWS writes it. */
interface Document {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly JsonObject[];
}

/**
 * Renders an `aws_iam_policy_document` data source as the provider does: its source documents, then its statements, then its override
 * documents; a statement takes the place of an earlier one with the same Sid.
 *
 * @param get an attribute of the data source; texts may hold tokens of unknown values
 * @param isKnown whether a text has no such token
 * @returns JSON text, or `undefined` when its statements can't be distinguished or aren't known at all
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function renderPolicyDocument(get: (attribute: string) => unknown, isKnown: (text: string) => boolean): string | undefined {
  const sources = parseAll([get('source_json'), get('source_policy_documents')]);
  const overrides = parseAll([get('override_json'), get('override_policy_documents')]);
  const statements = get('statement');
  if (sources === undefined || overrides === undefined || typeof statements === 'string') return undefined;
  const configured = { ...withId(get('policy_id')), Version: textOf(get('version')) ?? '2012-10-17', Statement: blocks(statements).map(renderStatement) };
  const all = [...sources, configured, ...overrides];
  const sids = all.flatMap((document) => document.Statement.map((statement) => textOf(own(statement, 'Sid')) ?? ''));
  if (all.length > 1 && !sids.every(isKnown)) return undefined;
  const { Version, Id, Statement } = merge(all);
  return JSON.stringify({ Version, ...withId(Id), Statement });
}

function merge(documents: readonly Document[]): Document {
  let version = '';
  let id: string | undefined;
  const statements: JsonObject[] = [];
  const locations = new Map<string, number>();
  for (const document of documents) {
    id = textOf(document.Id) ?? id;
    if (document.Version > version) version = document.Version;
    for (const statement of document.Statement) {
      const sid = textOf(own(statement, 'Sid'));
      const location = sid === undefined ? undefined : locations.get(sid);
      if (location !== undefined) statements[location] = statement;
      else if (statements.push(statement) > 0 && sid !== undefined) locations.set(sid, statements.length - 1);
    }
  }
  return { Version: version, ...withId(id), Statement: statements };
}

/** The documents in attributes that hold one or a list; `undefined` when any isn't known or is not a policy. */
function parseAll(values: readonly unknown[]): readonly Document[] | undefined {
  const parsed = values.flat(1).filter((value) => value !== undefined && value !== null && value !== '').map(parseDocument);
  return parsed.every((document) => document !== undefined) ? parsed : undefined;
}

function parseDocument(value: unknown): Document | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const json: unknown = JSON.parse(value);
    const statement = own(json, 'Statement');
    if (!isObject(json) || (!Array.isArray(statement) && !isObject(statement))) return undefined;
    return { Version: textOf(own(json, 'Version')) ?? '2008-10-17', ...withId(own(json, 'Id')), Statement: blocks(statement) };
  } catch {
    return undefined;
  }
}

function renderStatement(block: JsonObject): JsonObject {
  const pairs: (readonly [string, unknown])[] = [];
  const sid = textOf(own(block, 'sid'));
  if (sid !== undefined) pairs.push(['Sid', sid]);
  pairs.push(['Effect', textOf(own(block, 'effect')) ?? 'Allow']);
  for (const [attribute, element] of PRINCIPALS) {
    const principals = renderPrincipals(blocks(own(block, attribute)));
    if (principals !== undefined) pairs.push([element, principals]);
  }
  for (const [attribute, element, variables] of LISTS) {
    const texts = listOf(own(block, attribute));
    if (texts.length > 0) pairs.push([element, variables ? texts.map(withVariables) : texts]);
  }
  const conditions = renderConditions(blocks(own(block, 'condition')));
  if (conditions !== undefined) pairs.push(['Condition', conditions]);
  return objectOf(pairs);
}

function renderPrincipals(list: readonly JsonObject[]): unknown {
  const kinds = new Map<string, unknown[]>();
  for (const block of list) {
    const kind = textOf(own(block, 'type')) ?? '';
    if (kind === '*') return '*';
    kinds.set(kind, [...kinds.get(kind) ?? [], ...listOf(own(block, 'identifiers')).map(withVariables)]);
  }
  // an empty list names nobody; modules leave one where nobody of a kind was given
  const named = [...kinds].filter(([, identifiers]) => identifiers.length > 0);
  return kinds.size === 0 ? undefined : objectOf(named.length > 0 ? named : kinds);
}

function renderConditions(list: readonly JsonObject[]): unknown {
  const operators = new Map<string, Map<string, unknown[]>>();
  for (const block of list) {
    const operator = textOf(own(block, 'test')) ?? '';
    const key = textOf(own(block, 'variable')) ?? '';
    const keys = operators.get(operator) ?? new Map<string, unknown[]>();
    keys.set(key, [...keys.get(key) ?? [], ...listOf(own(block, 'values')).map(withVariables)]);
    operators.set(operator, keys);
  }
  return operators.size === 0 ? undefined : objectOf([...operators].map(([operator, keys]) => [operator, objectOf(keys)]));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Terraform's own `$\{` is taken, so the data source writes policy variables as `&\{`. */
function withVariables(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('&{', '${') : value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function withId(value: unknown): { readonly Id?: string } {
  const id = textOf(value);
  return id === undefined ? {} : { Id: id };
}
