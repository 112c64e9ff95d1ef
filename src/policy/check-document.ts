import { aText, either, fields, listOf, once, oneOf, type Check } from '../shape/check';

const TEXTS = listOf(aText);
const PRINCIPALS = either(oneOf('*'), fields({ 'AWS?': TEXTS, 'Service?': TEXTS, 'Federated?': TEXTS, 'CanonicalUser?': TEXTS }));

const STATEMENT = fields({
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

/** A policy document of the model, as `parsePolicy` answers it or as it was written by hand. */
export const DOCUMENT: Check = once(fields({ 'version': oneOf('2012-10-17', '2008-10-17'), 'id?': aText, 'statements': listOf(STATEMENT) }));
