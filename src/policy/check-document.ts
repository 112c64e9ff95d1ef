import { aText, either, fields, listOf, once, oneOf, type Check } from '../shape/check';

const TEXTS = listOf(aText);
const PRINCIPALS = either(oneOf('*'), fields({ 'AWS?': TEXTS, 'Service?': TEXTS, 'Federated?': TEXTS, 'CanonicalUser?': TEXTS }));

const ANY_STATEMENT = fields({
  'sid?': aText,
  'effect': oneOf('Allow', 'Deny'),
  'principals?': PRINCIPALS,
  'notPrincipals?': PRINCIPALS,
  'actions?': TEXTS,
  'notActions?': TEXTS,
  'resources?': TEXTS,
  'notResources?': TEXTS,
  'conditions?': listOf(fields({ operator: aText, key: aText, values: TEXTS })),
});

/** States of thousands of users have a hundred thousand statements, nearly all of them like this: what it doesn't know, the other check judges. */
const STATEMENT: Check = (value) => (isUsual(value) ? undefined : ANY_STATEMENT(value));

function isUsual(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  let hasEffect = false;
  for (const name in value) {
    const field: unknown = (value as Readonly<Record<string, unknown>>)[name];
    if (name === 'effect') {
      hasEffect = field === 'Allow' || field === 'Deny';
    } else if (name === 'actions' || name === 'resources') {
      if (!areTexts(field)) return false;
    } else if (name === 'sid') {
      if (typeof field !== 'string') return false;
    } else if (name === 'conditions') {
      if (!Array.isArray(field) || !field.every(isCondition)) return false;
    } else if (name !== 'principals' || field !== '*') {
      return false;
    }
  }
  return hasEffect;
}

function isCondition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const name in value) if (name !== 'operator' && name !== 'key' && name !== 'values') return false;
  const { operator, key, values } = value as Readonly<Record<string, unknown>>;
  return typeof operator === 'string' && typeof key === 'string' && areTexts(values);
}

function areTexts(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  for (let index = 0; index < list.length; index++) if (typeof list[index] !== 'string') return false;
  return true;
}

/** A policy document of the model, as `parsePolicy` answers it or as it was written by hand. */
export const DOCUMENT_PART: Check = fields({ 'version': oneOf('2012-10-17', '2008-10-17'), 'id?': aText, 'statements': listOf(STATEMENT) });

/** The same, checked once for each document. */
export const DOCUMENT: Check = once(DOCUMENT_PART);
