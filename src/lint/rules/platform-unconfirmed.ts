import { list } from '../../faults/actions';
import type { Dialect } from '../../platforms/dialect';
import { isKnownAction } from '../../platforms/lower/actions';
import { knownKey } from '../../platforms/lower/known-keys';
import type { Platform } from '../../platforms/platform';
import { isConfirmedPrincipal } from '../../platforms/selectel/settings';
import type { Principals, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { inBraces } from '../../policy/pattern/braces';
import { LONGEST_REQUEST, shown } from '../../shape/shown';
import { UNKNOWN_TEXT } from '../../state/access-state';
import type { Found } from '../types';

/** Something of a statement of which nothing says that the platform takes it. */
interface Open {
  /** What it is, for people. */
  readonly words: string;
  readonly texts: readonly string[];
  /** What of the profile would confirm it; absent where none does. */
  readonly field?: string;
}

/**
 * What of a statement isn't confirmed, on a platform of whose language only that is known which the caller has confirmed: it may work there
 * or not, and neither is said.
 */
export function unconfirmedThere(statement: Statement, platform: Platform): Found | undefined {
  const { dialect, title } = platform;
  if (dialect?.otherActionsExist !== true) return undefined;
  const open = openIn(statement, dialect, platform)
    // what the source doesn't tell, such as the id of a user that isn't made yet, doesn't depend on the language
    .map((one) => ({ ...one, texts: one.texts.filter((text) => !text.includes(UNKNOWN_TEXT)) }))
    .filter(({ texts }) => texts.length > 0);
  if (open.length === 0) return undefined;
  return {
    code: 'PlatformUnconfirmed',
    severity: 'warning',
    reason: `nothing confirms that ${title} takes ${open.map(({ words, texts }) => `${words} ${list(texts)}`).join(', ')}`,
    remedy: [...confirming(open), ...avoiding(open)].join('; '),
  };
}

function confirming(open: readonly Open[]): readonly string[] {
  const fields = open.flatMap(({ field, texts }) => {
    if (field === undefined) return [];
    return [field === 'principal' ? "principal: '{id}' or '{name}'" : `${field}: ${shown(texts, LONGEST_REQUEST)}`];
  });
  if (fields.length === 0) return [];
  const profile = `selectel({ …, confirmed: { ${fields.join(', ')} } })`;
  return [`try it on a bucket of its own, and confirm in a program what works: lintAccess(state, { platform: ${profile} })`];
}

function avoiding(open: readonly Open[]): readonly string[] {
  const others = open.filter(({ field }) => field === undefined).flatMap(({ texts }) => texts);
  return others.length === 0 ? [] : [`write it without ${others.join(', ')}`];
}

const ELEMENTS = { NotAction: 'notActions', NotResource: 'notResources', NotPrincipal: 'notPrincipals' } as const;

function openIn(statement: Statement, dialect: Dialect, platform: Platform): readonly Open[] {
  const { principals, actions = [], resources = [], notResources = [], conditions = [] } = statement;
  const operators = conditions.map(({ operator }) => operator);
  const keys = conditions.map(({ key }) => key);
  const texts = [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)];
  const elements = (['NotAction', 'NotResource', 'NotPrincipal'] as const).filter((name) => statement[ELEMENTS[name]] !== undefined);
  return [
    { words: 'the principal', texts: namesOf(principals).filter((name) => !isConfirmedPrincipal(name, platform)), field: 'principal' },
    { words: 'the action', texts: actions.filter((action) => !isKnownAction(action, dialect)), field: 'actions' },
    { words: 'the operator', texts: unique(operators.filter((operator) => !isKnownOperator(operator, dialect))), field: 'operators' },
    { words: 'the condition key', texts: unique(keys.filter((key) => knownKey(key, dialect) === undefined)), field: 'conditionKeys' },
    { words: 'the element', texts: elements.filter((name) => !dialect.elements.includes(name)) },
    { words: 'the variable', texts: unique(texts.flatMap((text) => inBraces(text).map((inside) => `\${${inside}}`))) },
  ];
}

/** Everyone is in the vendor's examples; how a user is named has to be confirmed. */
function namesOf(principals: Principals | undefined): readonly string[] {
  if (principals === undefined || principals === '*') return [];
  return Object.values(principals).flat().filter((name) => name !== '*');
}

function isKnownOperator(operator: string, { operators, ifExists, sets }: Dialect): boolean {
  const parsed = parseOperator(operator);
  if (parsed === undefined || (parsed.set !== undefined && !sets.includes(parsed.base.name))) return false;
  return parsed.ifExists ? ifExists.includes(parsed.base.name) : operators.includes(parsed.base.name);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
