import { AccessError } from '../errors';
import type { PolicyDocument, Statement } from '../policy/document';
import { s3Path } from '../policy/s3-arn';
import type { Dialect, IntentStatement } from './dialect';
import { lowerActions } from './lower/actions';
import { checkAddresses } from './lower/addresses';
import { broughtAlong } from './lower/also-grants';
import { lowerConditions } from './lower/conditions';
import { deniedAlong } from './lower/deny-along';
import { withoutDoingAlong } from './lower/does-along';
import { checkElements } from './lower/elements';
import { writeEveryone } from './lower/everyone';
import { splitEverything } from './lower/everything';
import { fitKeys } from './lower/fit-keys';
import { checkForgeable } from './lower/forgeable';
import { asGivenBack } from './lower/given-back';
import { checkRequired } from './lower/needs';
import { splitNotAction } from './lower/not-action';
import { inPartition } from './lower/partition';
import { checkParts } from './lower/parts';
import { withoutServices } from './lower/services';
import { settleUserConditions } from './lower/user-conditions';
import { lowerVariables } from './lower/variables';
import type { Platform } from './platform';
import { named, unsupported } from './unsupported';

/*
 * Lowering is a list of passes, each a file in `lower/` that says what it may assume, by which a statement goes in this order:
 *
 *  1. addresses
 *  2. partition
 *  3. user-conditions
 *  4. not-action
 *  5. everyone
 *  6. services
 *  7. actions
 *  8. does-along
 *  9. everything
 * 10. variables
 * 11. conditions
 * 12. fit-keys
 * 13. elements
 * 14. needs
 * 15. parts
 * 16. brings
 * 17. deny-along
 * 18. given-back
 * 19. forgeable
 *
 * `known-keys` is what several of them ask.
 */

/** A document on its way to a platform. */
export interface IntentDocument extends PolicyDocument {
  readonly statements: readonly IntentStatement[];
}

/** A document as a platform reads it. */
export interface ConformedDocument {
  readonly document: PolicyDocument;
  /** What was left out because it is merely helpful and the platform can't express it, and what the platform gives along: one sentence each. */
  readonly diagnostics: readonly string[];
}

/** What a document is for. */
export interface ConformOptions {
  /** The user whose policy it is, where that is one user. */
  readonly userName?: string;
}

/** Statements as a platform reads them, with the flags that say which of their actions are merely helpful. */
export interface LoweredDocument {
  readonly statements: readonly IntentStatement[];
  /** As in {@link ConformedDocument}. */
  readonly diagnostics: readonly string[];
}

/**
 * Lowers a document in full AWS language to what a platform understands, or says why it can't be. The meaning stays exactly the same:
 * nothing is dropped and nothing is widened. Only actions that are marked as helpful may be left out, with a diagnostic.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function conform(document: IntentDocument, platform: Platform, options: ConformOptions = {}): ConformedDocument {
  const { statements, diagnostics } = lowerDocument(document, platform, options);
  return { document: { ...document, statements: statements.map(plain) }, diagnostics };
}

/**
 * As {@link conform}, for platforms that read something else than policies, to which the statements are brought afterwards.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function lowerDocument(document: IntentDocument, platform: Platform, options: ConformOptions = {}): LoweredDocument {
  const each = document.statements.map((statement) => lowerOne(statement, platform, options));
  const statements = each.flatMap((one) => one.statements);
  if (statements.length === 0 && document.statements.length > 0) throw aboutNothing(document.statements, platform);
  return { statements, diagnostics: each.flatMap((one) => one.diagnostics) };
}

/**
 * As {@link lowerDocument} for one statement by itself, of which nothing may be left where the platform has nothing that it could be about.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function lowerOne(statement: IntentStatement, platform: Platform, { userName }: ConformOptions = {}): LoweredDocument {
  const diagnostics: string[] = [];
  checkAddresses(statement, platform);
  const moved = inPartition(statement, platform);
  const statements = platform.dialect === undefined ? [moved] : lowerStatement(moved, platform, platform.dialect, userName, diagnostics);
  diagnostics.push(...statements.flatMap((one) => checkForgeable(one, platform)));
  return { statements, diagnostics };
}

/** The error for statements of which nothing is left. */
export function aboutNothing(statements: readonly IntentStatement[], platform: Platform): AccessError {
  return unsupported(platform, { what: statements.map(named).join(', '), reason: 'has nothing that they could be about', remedy: 'leave the grant or guard out there' });
}

function lowerStatement(
  statement: IntentStatement, platform: Platform, dialect: Dialect, userName: string | undefined, diagnostics: string[],
): readonly IntentStatement[] {
  const settled = neverMatches(statement, dialect) ? undefined : settleUserConditions(statement, platform, dialect, userName);
  if (settled === undefined) return [];
  const { statements, said } = splitNotAction(settled, dialect);
  diagnostics.push(...said);
  return statements.flatMap((one) => lowerPart(one, platform, dialect, userName, diagnostics));
}

function lowerPart(
  statement: IntentStatement, platform: Platform, dialect: Dialect, userName: string | undefined, diagnostics: string[],
): readonly IntentStatement[] {
  const { statement: lowered, leftOut } = lowerActions(withoutServices(writeEveryone(statement, dialect), platform), platform, dialect);
  const parted = lowered === undefined ? [] : withoutDoingAlong(lowered, dialect);
  const families = parted.flatMap((one) => splitEverything(one, platform, dialect));
  const read = families.map((family) => lowerConditions(lowerVariables(family, platform, dialect, userName), platform, dialect));
  const fitted = read.map((family) => fitKeys(family, platform, dialect));
  const statements = fitted.flatMap((one) => one.statements);
  for (const one of statements) checkElements(one, platform, dialect);
  for (const one of statements) checkRequired(one, platform, dialect);
  for (const one of statements) checkParts(one, platform, dialect);
  const missing = [...leftOut, ...fitted.flatMap((one) => one.leftOut)];
  if (missing.length > 0) diagnostics.push(`${statement.sid ?? 'a statement'}: ${missing.join(', ')} left out, which ${platform.title} can't express there; they are merely helpful`);
  diagnostics.push(...statements.flatMap((one) => broughtAlong(one, platform, dialect)));
  const along = statements.map((one) => deniedAlong(one, platform, dialect));
  diagnostics.push(...along.flatMap((one) => one.diagnostics));
  return [...statements, ...along.flatMap((one) => one.statements)].map((one) => asGivenBack(one, dialect));
}

/** About everything that is not a bucket, where there is nothing else. */
function neverMatches({ notResources }: IntentStatement, { onlyBuckets = false }: Dialect): boolean {
  return onlyBuckets && notResources?.length === 1 && s3Path(notResources[0]) === '*';
}

function plain({ helpful: _helpful, all: _all, ...statement }: IntentStatement): Statement {
  return statement;
}

/**
 * Refuses text that a policy document may not hold: names that grants take, too, beyond Latin-1.
 *
 * @throws AccessError `UnsupportedCharacter`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkCharacters(json: string, where: string, { dialect, title }: Platform): void {
  if (dialect?.anyCharacter === true) return;
  const bad = /[^\u0009\u000a\u000d\u0020-\u00ff]/.exec(json);
  if (!bad) return;
  throw new AccessError({
    code: 'UnsupportedCharacter',
    message: `${where} holds the character U+${bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}; a policy document of ${title} may hold tab, line breaks and U+0020 to U+00FF`,
    remedy: 'use names in Latin-1',
  });
}
