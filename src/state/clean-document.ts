import type { Condition, PolicyDocument, PrincipalMap, Principals, Statement } from '../policy/document';
import { parseOperator } from '../policy/operators';
import { UNKNOWN_TEXT } from './access-state';
import { isObject, type JsonObject, own } from './json';
import type { PolicyType } from './named-policy';

/**
 * Reads a document that is beyond doubt: version 2012-10-17, every element plain and well-formed. Anything else, even if it is
 * right, is `undefined` here and left to `parsePolicy`, which reads the same documents the same way but keeps track of every
 * location in them, at ten times the cost; a stack of 5,000 users has 5,000 plain documents.
 */
export function cleanDocument(value: unknown, policyType: PolicyType): PolicyDocument | undefined {
  const json = typeof value === 'string' ? parse(value) : value;
  if (!isObject(json) || !hasOnly(json, DOCUMENT) || own(json, 'Version') !== '2012-10-17') return undefined;
  const nodes = own(json, 'Statement');
  if (!Array.isArray(nodes) || nodes.length === 0) return undefined;
  const statements: Statement[] = [];
  const sids = new Set<string>();
  for (const node of nodes as readonly unknown[]) {
    const statement = isObject(node) ? cleanStatement(node, policyType) : undefined;
    if (statement === undefined || (statement.sid !== undefined && sids.has(statement.sid))) return undefined;
    if (statement.sid !== undefined) sids.add(statement.sid);
    statements.push(statement);
  }
  return { version: '2012-10-17', statements };
}

const DOCUMENT: ReadonlySet<string> = new Set(['Version', 'Statement']);
const STATEMENT: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);
const PRINCIPALS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
const ACTION = /^(?:\*|[a-z0-9-]+:[A-Za-z*?]+)$/;
const RESOURCE = /^(?:\*|arn:[^:$]*:[^:$]*:[^:$]*:[^:$]*:[\t\n\r -\u00ff]*)$/;
const PRINCIPAL = /^(?:\*|[ -)+->@-\u00ff]+)$/;
const KEY = /^[A-Za-z0-9-]+:[A-Za-z0-9/:._=+@-]+$/;
const PLAIN = /^[\t\n\r -\u00ff\u{F0000}]*$/u;
const VARIABLE = /\$\{(?:[*?$]|[A-Za-z0-9]+:[A-Za-z0-9._/=+@:-]+)\}/g;

/** Parses text, unless a name may be there twice in one object, which `JSON.parse` doesn't tell. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (/"\s+:/.test(text)) return undefined;
    let colons = 0;
    for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) colons++;
    // every name is followed by a colon, so equal numbers leave no room for a name that is there twice
    return colons === namesIn(value, 0) ? value : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null || depth > 8) return 0;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) if (typeof item === 'object') names += namesIn(item, depth + 1);
    return names;
  }
  for (const key of Object.keys(value)) names += 1 + namesIn((value as JsonObject)[key], depth + 1);
  return names;
}

function hasOnly(object: JsonObject, known: ReadonlySet<string>): boolean {
  return Object.keys(object).every((key) => known.has(key));
}

function cleanStatement(node: JsonObject, policyType: PolicyType): Statement | undefined {
  if (!hasOnly(node, STATEMENT)) return undefined;
  const { Sid: sid, Effect: effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition: block } = node;
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (sid !== undefined && (typeof sid !== 'string' || !/^[A-Za-z0-9]+$/.test(sid))) return undefined;
  if ((Action === undefined) === (NotAction === undefined)) return undefined;
  // a trust policy speaks of the role that it is on
  const hasResources = Resource !== undefined || NotResource !== undefined;
  if (policyType === 'trust' ? hasResources : (Resource === undefined) === (NotResource === undefined)) return undefined;
  if (policyType === 'identity' ? Principal !== undefined || NotPrincipal !== undefined : (Principal === undefined) === (NotPrincipal === undefined)) return undefined;
  const statement: { -readonly [K in keyof Statement]: Statement[K] } = { effect };
  if (sid !== undefined) statement.sid = sid;
  const principals = cleanPrincipals(Principal ?? NotPrincipal);
  const actions = texts(Action ?? NotAction, isAction);
  const resources = hasResources ? texts(Resource ?? NotResource, isResource) : [];
  const conditions = block === undefined ? [] : cleanConditions(block);
  if (actions === undefined || resources === undefined || conditions === undefined || (policyType !== 'identity' && principals === undefined)) return undefined;
  if (principals !== undefined) statement[Principal === undefined ? 'notPrincipals' : 'principals'] = principals;
  statement[Action === undefined ? 'notActions' : 'actions'] = actions;
  if (hasResources) statement[Resource === undefined ? 'notResources' : 'resources'] = resources;
  if (conditions.length > 0) statement.conditions = conditions;
  return statement;
}

function cleanPrincipals(node: unknown): Principals | undefined {
  if (node === '*') return '*';
  if (!isObject(node)) return undefined;
  const names = Object.keys(node);
  const principals: { -readonly [K in keyof PrincipalMap]: PrincipalMap[K] } = {};
  for (const kind of PRINCIPALS) {
    const listed = own(node, kind) === undefined ? undefined : texts(own(node, kind), isPrincipal);
    if (listed !== undefined) principals[kind] = listed;
  }
  return names.length > 0 && names.length === Object.keys(principals).length ? principals : undefined;
}

function cleanConditions(node: unknown): readonly Condition[] | undefined {
  if (!isObject(node)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, block] of Object.entries(node)) {
    const variables = parseOperator(operator)?.base.variables;
    if (variables === undefined || !isObject(block)) return undefined;
    const keys = Object.entries(block);
    if (keys.length === 0 || new Set(keys.map(([key]) => key.toLowerCase())).size < keys.length) return undefined;
    for (const [key, value] of keys) {
      const values = KEY.test(key) ? texts(value, variables ? isVariableText : isFixedText, true) : undefined;
      if (values === undefined) return undefined;
      conditions.push({ operator, key, values });
    }
  }
  return conditions.length > 0 ? conditions : undefined;
}

function texts(node: unknown, isClean: (text: string) => boolean, mayBeEmpty = false): readonly string[] | undefined {
  const items: readonly unknown[] = Array.isArray(node) ? node : [node];
  const clean = items.length > 0 && items.every((item) => typeof item === 'string' && (mayBeEmpty || item !== '') && isClean(item));
  return clean ? [...items] as readonly string[] : undefined;
}

// of a text that isn't known in full, nothing can be said
const isUnknown = (text: string): boolean => text.includes(UNKNOWN_TEXT);
const isAction = (text: string): boolean => ACTION.test(text) || isUnknown(text);
const isResource = (text: string): boolean => (RESOURCE.test(text) && isVariableText(text)) || isUnknown(text);
const isPrincipal = (text: string): boolean => (PRINCIPAL.test(text) && !text.includes('${')) || isUnknown(text);
const isFixedText = (text: string): boolean => PLAIN.test(text) && !text.includes('${');
const isVariableText = (text: string): boolean => PLAIN.test(text) && (!text.includes('${') || isUnknown(text) || !text.replace(VARIABLE, '').includes('${'));
