import { AccessError } from '../errors';
import { withPartition } from '../policy/arn';
import type { Condition, PolicyDocument, Principals, Statement } from '../policy/document';
import { parseOperator } from '../policy/operators';
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
    conditions: statement.conditions?.map((condition) => (holdsArns(condition) ? { ...condition, values: move(condition.values) ?? [] } : condition)),
  };
}

/** Only values that are ARNs are moved: a folder may be called `arn:aws:s3:::x/`, and a listing of it is text. */
function holdsArns({ operator, key }: Condition): boolean {
  return parseOperator(operator)?.base.type === 'arn' || /arn$/i.test(key);
}

type Move = (texts: readonly string[]) => readonly string[] | undefined;

function movePrincipals(principals: Principals | undefined, move: Move): Principals | undefined {
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
