import { AccessError } from '../errors';
import { PARTITION_PATTERN } from '../policy/arn';
import { isDeployTime } from '../policy/deploy-time';
import { policyText, type Wildcard } from '../policy/text';
import { shown } from '../s3/names';
import { DEPLOY_TIME, finished, isFinished, KNOWN_TEXT, oneOrMore, SWITCH, TEXT, VALUE, type Reader } from '../shape/readers';
import { nested, readShape, type Shape } from '../shape/shape';
import { sharedIssuer, type SharedIssuer } from './shared-issuers';

/** Who may take a role: anyone who shows a token of one OIDC provider with this audience and this subject. */
export interface RoleTrust {
  /** Tells a trust from other inputs. */
  readonly kind: 'trust';
  /** What it is called in the policy: letters and digits. */
  readonly name: string;
  /** The ARN of the account's OIDC provider, or a deploy-time value of it. */
  readonly provider: string;
  /** The issuer without `https://`. */
  readonly issuer: string;
  /** The `aud` of the token. */
  readonly audience: string;
  /** The `sub` of the token, in the IAM language. */
  readonly subject: string;
  /** Whether `subject` holds wildcards. */
  readonly pattern: boolean;
}

const OWN_TRUST = nested<RoleTrust>({
  kind: KNOWN_TEXT, name: KNOWN_TEXT, provider: TEXT, issuer: KNOWN_TEXT, audience: KNOWN_TEXT, subject: KNOWN_TEXT, pattern: SWITCH,
}, 'InvalidTrust');

/** Reads one trust of a role, or several. */
export const TRUSTS: Reader = oneOrMore((value, at) => (isFinished(value) ? value : OWN_TRUST(value, at)));

/** Text of a token: a string means itself, letter for letter; a list may hold the wildcards `ANY` between texts. */
export type TokenText = string | ReadonlyArray<string | Wildcard>;

/** Props of {@link oidcRole}. */
export interface OidcRoleProps {
  /** Who makes the tokens, as its URL: `https://gitlab.com`. */
  readonly issuer: string;
  /** The ARN of the issuer's OIDC provider in the account, which must exist; on an engine it may be a deploy-time value. */
  readonly provider: string;
  /** What the token is for (`aud`), letter for letter. */
  readonly audience: string;
  /** The subject of the token (`sub`): text means itself; wildcards are typed, as in `['project_path:acme/firmware:ref_type:tag:ref:v', ANY]`. */
  readonly subject: TokenText;
}

const PROPS: Shape<OidcRoleProps> = { issuer: VALUE, provider: DEPLOY_TIME, audience: VALUE, subject: VALUE };

const ISSUER = /^https:\/\/([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/[A-Za-z0-9._~-]+)*)$/;

/**
 * Says who may take a `StorageRole`: holders of a token of an OIDC provider, with this audience and this subject. Both are always
 * there, and compared letter for letter unless the subject holds typed wildcards: a trust without a subject would open the role to
 * everybody that the issuer gives tokens to.
 *
 * @throws AccessError `OpenTrust` for a subject that doesn't say whose it is, `InvalidTrust`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * @example
 * oidcRole({
 *   issuer: 'https://gitlab.com', provider: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com',
 *   audience: 'https://gitlab.com', subject: 'project_path:acme/firmware:ref_type:branch:ref:main',
 * });
 */
export function oidcRole(props: OidcRoleProps): RoleTrust {
  const { issuer, provider, audience, subject } = readShape<OidcRoleProps>(PROPS, props, { what: 'oidcRole', code: 'InvalidTrust' });
  const [, host] = (typeof issuer === 'string' && ISSUER.exec(issuer)) || [];
  if (host === undefined) throw invalidTrust(`issuer ${shown(issuer)} is not an https URL without a slash at its end, a port or a query`, "write issuer: 'https://gitlab.com'");
  checkProvider(provider, host);
  checkText('audience', audience);
  const parts = typeof subject === 'string' || !Array.isArray(subject) ? [subject as string] : subject as ReadonlyArray<string | Wildcard>;
  checkSubject(parts, host);
  return finished(Object.freeze<RoleTrust>({
    kind: 'trust',
    name: 'OidcToken',
    provider,
    issuer: host,
    audience: policyText(audience),
    subject: policyText(...parts),
    pattern: parts.some((part) => typeof part !== 'string'),
  }));
}

/** The ARN that the OIDC provider of an issuer has, as a regular expression that JavaScript and Terraform's RE2 read alike. */
export function providerPattern(issuer: string): string {
  return `^arn:${PARTITION_PATTERN}:iam::[0-9]{12}:oidc-provider/${issuer.replace(/\./g, '[.]')}$`;
}

function checkProvider(provider: string, issuer: string): void {
  if (typeof provider === 'string' && (isDeployTime(provider) || new RegExp(providerPattern(issuer)).test(provider))) return;
  throw invalidTrust(
    `provider ${shown(provider)} isn't the ARN of the OIDC provider of ${issuer}`,
    `write provider: 'arn:aws:iam::111122223333:oidc-provider/${issuer}', with the account's own id, or the arn of the provider's resource`,
  );
}

/** Text of a token: something, known now, and nothing that can't be seen. */
export function checkText(what: string, text: unknown): asserts text is string {
  if (typeof text === 'string' && text !== '' && !isDeployTime(text) && !/[\u0000-\u001f\u007f-\u009f]/.test(text) && text.trim() === text) return;
  throw invalidTrust(`${what} ${shown(text)} is not the text of a token: it must be known at synth, not empty, without control characters and without spaces at its ends`, `write ${what} as plain text`);
}

function checkSubject(parts: ReadonlyArray<string | Wildcard>, issuer: string): void {
  const [first] = parts;
  if (first === undefined || first === '' || typeof first !== 'string') {
    throw openTrust(`the subject ${shown(first === undefined ? first : parts)} begins with anything: everybody that ${issuer} gives tokens to could take the role`, issuer);
  }
  for (const part of parts) {
    if (typeof part === 'string') checkText('subject', part);
    else if (part?.wildcard !== '*' && part?.wildcard !== '?') throw invalidTrust(`subject holds ${shown(part)}, which is neither text nor a wildcard`, 'use ANY for any run of characters');
  }
  const shared = sharedIssuer(issuer);
  const text = shown(parts.length === 1 ? first : parts);
  if (shared === undefined) {
    if (parts.length > 1 && LABEL.test(first)) throw openTrust(`the subject ${text} has nothing but a label before its first wildcard: everybody that ${issuer} gives tokens to could match it`, issuer);
    return;
  }
  if (shared.owner === undefined ? parts.length > 1 : !shared.owner.test(first)) {
    throw openTrust(`the subject ${text} doesn't say whose it is: ${issuer} gives tokens to everybody, and strangers could match it`, issuer, shared);
  }
}

/** What tokens of a kind all begin with, such as `repo:` or `user/`. */
const LABEL = /^[A-Za-z0-9_.-]*[:/|]*$/;

function openTrust(message: string, issuer: string, shared: SharedIssuer | undefined = sharedIssuer(issuer)): AccessError {
  const form = shared === undefined ? 'the letters that only your own tokens have' : shared.form;
  const remedy = shared !== undefined && shared.owner === undefined ? `write ${form} as the whole subject, without wildcards` : `begin the subject with ${form}, without wildcards`;
  return new AccessError({ code: 'OpenTrust', message, remedy });
}

/** The error for a trust that can't be. */
export function invalidTrust(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidTrust', message, remedy });
}
