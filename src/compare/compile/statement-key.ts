import type { PolicyDocument, Principals, Statement } from '../../policy/document';
import { UNKNOWN_TEXT } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';

const statementKeys = new WeakMap<Statement, string>();

/** The same text for statements that say the same; names and order don't count. */
export function statementKey(statement: Statement): string {
  let key = statementKeys.get(statement);
  if (key === undefined) {
    const { effect, principals, notPrincipals, actions, notActions, resources, notResources, conditions } = statement;
    const sorted = (texts: readonly string[] | undefined) => texts && [...new Set(texts)].sort();
    key = JSON.stringify([
      effect, principalsKey(principals), principalsKey(notPrincipals), sorted(actions?.map((text) => text.toLowerCase())), sorted(
        notActions?.map((text) => text.toLowerCase()),
      ),
      sorted(resources), sorted(notResources), conditions?.map(
        (one) => JSON.stringify([one.operator, one.key.toLowerCase(), sorted(one.values)]),
      ).sort(),
    ]);
    statementKeys.set(statement, key);
  }
  return key;
}

function principalsKey(principals: Principals | undefined): unknown {
  if (principals === undefined || principals === '*') return principals;
  return Object.entries(principals).map(([kind, list]) => [kind, [...list].sort()]).sort();
}

const documentKeys = new WeakMap<PolicyDocument, { readonly key: string; readonly unknown: boolean }>();

/**
 * The same text for policies that say the same.
 *
 * @param unknowns put before text that isn't known, so that it is equal to other such text only where it may be
 */
export function policyKey({ name, document }: NamedPolicy, unknowns: string): string {
  if (document === undefined) return `${unknowns}? ${name}`;
  let entry = documentKeys.get(document);
  if (entry === undefined) {
    const key = `${document.version} ${[...new Set(document.statements.map(statementKey))].sort().join('\n')}`;
    documentKeys.set(document, entry = { key, unknown: key.includes(UNKNOWN_TEXT) });
  }
  return entry.unknown ? unknowns + entry.key : entry.key;
}

/** Whether any part of a statement isn't known. */
export function isPartlyUnknown(statement: Statement): boolean {
  return statementKey(statement).includes(UNKNOWN_TEXT);
}

const asked = new WeakMap<Statement, readonly string[]>();

/** The keys that a statement's conditions and variables speak of, in lower case. */
export function askedKeys(statement: Statement): readonly string[] {
  let keys = asked.get(statement);
  if (keys === undefined) {
    const { conditions = [], resources = [], notResources = [] } = statement;
    const texts = [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)];
    const variables = texts.filter((text) => text.includes('$')).flatMap((text) => [...text.matchAll(/\$\{([^},]*)/g)].map(([, key]) => key.trim().toLowerCase()));
    asked.set(statement, keys = [...new Set([...conditions.map(({ key }) => key.toLowerCase()), ...variables])]);
  }
  return keys;
}
