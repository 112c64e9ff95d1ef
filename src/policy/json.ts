import { AccessError } from '../errors';
import { mustBe } from '../shape/check';
import { DOCUMENT } from './check-document';
import { replaceDeployTime } from './deploy-time';
import type { Condition, Effect, PolicyDocument, PolicyVersion, Principals, Statement } from './document';
import { PRINCIPAL_KINDS } from './parse-principal';
import { quoted } from './problems';

/** One text or several: a list of one is written as the string itself. */
export type Texts = string | readonly string[];

/** A principal as JSON has it. */
export type PrincipalsJson = '*' | { readonly [kind: string]: Texts };

/** A statement as JSON has it; each element as the policy language names it. */
export interface StatementJson {
  /** Its name. */
  readonly Sid?: string;
  /** `Allow` or `Deny`. */
  readonly Effect: Effect;
  /** Who it speaks of. */
  readonly Principal?: PrincipalsJson;
  /** Everyone but these. */
  readonly NotPrincipal?: PrincipalsJson;
  /** Action patterns. */
  readonly Action?: Texts;
  /** Every action but these. */
  readonly NotAction?: Texts;
  /** Resource patterns. */
  readonly Resource?: Texts;
  /** Every resource but these. */
  readonly NotResource?: Texts;
  /** Operator to condition key to values. */
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: Texts } };
}

/** A policy document as JSON has it. */
export interface PolicyJson {
  /** The language version. */
  readonly Version: PolicyVersion;
  /** The document's name. */
  readonly Id?: string;
  /** Always a list. */
  readonly Statement: readonly StatementJson[];
}

/**
 * Writes a policy document as canonical JSON text: no white space; a fixed order of elements; lists sorted by code unit and without
 * duplicates, a list of one as a plain string; conditions sorted by operator, key and value; statements in their order. Two documents
 * that differ only in such things have the same text. Deploy-time placeholders stay in it as they are.
 *
 * @throws AccessError `DuplicateCondition` when a statement has two conditions with the same operator and key (they are never merged: both
 * must hold, while values of one condition are alternatives), `EmptyPolicyList` when a list is empty
 * @example policyJson({ version: '2012-10-17', statements: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'] }] })
 * // {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}
 */
export function policyJson(document: PolicyDocument): string {
  return JSON.stringify(policyObject(document));
}

/**
 * The plain object that {@link policyJson} writes.
 *
 * @throws AccessError as {@link policyJson} does
 */
export function policyObject(document: PolicyDocument): PolicyJson {
  mustBe(DOCUMENT, document, { what: 'the document', code: 'InvalidPolicy', remedy: 'give what parsePolicy answers' });
  const { version, id, statements } = document;
  return { Version: version, ...(id !== undefined && { Id: id }), Statement: statements.map(statementObject) };
}

function statementObject(statement: Statement): StatementJson {
  const { sid, effect, principals, notPrincipals, actions, notActions, resources, notResources, conditions } = statement;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(principals !== undefined && { Principal: principalsObject(principals) }),
    ...(notPrincipals !== undefined && { NotPrincipal: principalsObject(notPrincipals) }),
    ...(actions !== undefined && { Action: texts('Action', actions) }),
    ...(notActions !== undefined && { NotAction: texts('NotAction', notActions) }),
    ...(resources !== undefined && { Resource: texts('Resource', resources) }),
    ...(notResources !== undefined && { NotResource: texts('NotResource', notResources) }),
    ...(conditions !== undefined && conditions.length > 0 && { Condition: conditionsObject(conditions) }),
  };
}

function principalsObject(principals: Principals): PrincipalsJson {
  if (principals === '*') return '*';
  const entries = PRINCIPAL_KINDS.flatMap((kind) => {
    const names = principals[kind];
    return names === undefined ? [] : [[kind, texts(`Principal.${kind}`, names)] as const];
  });
  if (entries.length === 0) throw emptyList('Principal');
  return Object.fromEntries(entries);
}

function conditionsObject(conditions: readonly Condition[]): StatementJson['Condition'] {
  const operators = new Map<string, Map<string, Texts>>();
  const seen = new Set<string>();
  for (const { operator, key, values } of [...conditions].sort((a, b) => compare(a.operator, b.operator) || compare(a.key, b.key))) {
    // condition keys are case-insensitive; JSON keys aren't
    const name = JSON.stringify([operator, key.toLowerCase()]);
    if (seen.has(name)) {
      throw new AccessError({
        code: 'DuplicateCondition',
        message: `a statement has two conditions ${quoted(operator)} on ${quoted(key)}; JSON has room for one, and merging their values would widen it`,
        remedy: 'make one condition of them whose values are the ones that both allow, or two statements where either is enough',
      });
    }
    seen.add(name);
    const keys = operators.get(operator) ?? new Map<string, Texts>();
    operators.set(operator, keys.set(key, texts(`the condition on ${quoted(key)}`, values)));
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

function texts(what: string, list: readonly string[]): Texts {
  if (list.length === 0) throw emptyList(what);
  const sorted = sortTexts([...new Set(list)]);
  return sorted.length === 1 ? sorted[0] : sorted;
}

/**
 * Sorts by code unit. What a placeholder is called differs from run to run and from engine to engine, so placeholders count as the same
 * text, and what differs in nothing else keeps its order.
 */
function sortTexts(list: readonly string[]): readonly string[] {
  return list
    .map((text) => ({ text, key: replaceDeployTime(text, () => '\0') }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ text }) => text);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function emptyList(what: string): AccessError {
  return new AccessError({
    code: 'EmptyPolicyList',
    message: `${what} is an empty list; a policy that is written so is refused, or read as something else`,
    remedy: 'name what the statement speaks of, or leave the statement out',
  });
}
