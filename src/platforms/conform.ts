import { AccessError } from '../errors';
import { withPartition } from '../policy/arn';
import type { PolicyDocument, Principals, Statement } from '../policy/document';
import type { Platform } from './platform';

/**
 * Lowers a document in full AWS language to what a platform understands, or says why it can't be. The meaning stays exactly the same:
 * nothing is dropped and nothing is widened.
 */
export function conform(document: PolicyDocument, platform: Platform): PolicyDocument {
  if (platform.partition === 'aws') return document;
  return { ...document, statements: document.statements.map((statement) => inPartition(statement, platform)) };
}

function inPartition(statement: Statement, { partition }: Platform): Statement {
  const move = (texts: readonly string[] | undefined) => texts?.map((text) => withPartition(text, partition));
  return {
    ...statement,
    principals: movePrincipals(statement.principals, move),
    notPrincipals: movePrincipals(statement.notPrincipals, move),
    resources: move(statement.resources),
    notResources: move(statement.notResources),
    conditions: statement.conditions?.map((condition) => ({ ...condition, values: move(condition.values) ?? [] })),
  };
}

function movePrincipals(principals: Principals | undefined, move: (texts: readonly string[]) => readonly string[] | undefined): Principals | undefined {
  if (principals === undefined || principals === '*') return principals;
  return Object.fromEntries(Object.entries(principals).map(([kind, list]) => [kind, move(list)]));
}

/**
 * Refuses text that no policy document may hold.
 *
 * @throws AccessError `UnsupportedCharacter`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkCharacters(json: string, where: string): void {
  const bad = /[^\u0009\u000a\u000d\u0020-\u00ff]/.exec(json);
  if (!bad) return;
  throw new AccessError({
    code: 'UnsupportedCharacter',
    message: `${where} holds the character U+${bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}; a policy document may hold tab, line breaks and U+0020 to U+00FF`,
    remedy: 'use names in Latin-1',
  });
}
