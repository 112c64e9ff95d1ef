import { AccessError } from '../errors';
import { needText } from '../shape/need-text';
import { mustBeKnown } from '../shape/readers';
import { reading, unknownName } from '../shape/shape';
import { shown } from '../shape/shown';
import { replaceDeployTime } from './deploy-time';
import { inBraces } from './pattern/braces';

/** A policy variable: replaced by the request's value when the policy is evaluated. */
export interface PolicyVariable {
  /** The condition key whose value stands here, such as `aws:username`. */
  readonly variable: string;
  /** The text to use when the request has no such value. */
  readonly defaultValue?: string;
}

/** A wildcard: `*` stands for any run of characters, `?` for exactly one. */
export interface Wildcard {
  /** Which one. */
  readonly wildcard: '*' | '?';
}

/** A piece of policy text: plain strings mean themselves, letter for letter; wildcards and variables exist only as typed values. */
export type TextPart = string | PolicyVariable | Wildcard;

/** Any run of characters, also the empty one: `*`. */
export const ANY: Wildcard = Object.freeze<Wildcard>({ wildcard: '*' });

/** The name of the IAM user who makes the request: `${aws:username}`. A role or a root user has none. */
export const USER_NAME: PolicyVariable = Object.freeze<PolicyVariable>({ variable: 'aws:username' });

const VARIABLE_KEY = /^[A-Za-z0-9]+:[A-Za-z0-9._/=+@:-]+$/;

/**
 * A policy variable for a condition key.
 *
 * @param key the condition key, for example `aws:PrincipalTag/team`
 * @param defaultValue what stands there when the request has no such value; has none of `' { } $ * ?`
 * @throws AccessError `InvalidPolicyVariable` when the key or the default can't be written in a policy; `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @example policyText('team/', policyVariable('aws:PrincipalTag/team', 'none'), '/', ANY)
 */
export function policyVariable(key: string, defaultValue?: string): PolicyVariable {
  for (const text of [key, defaultValue]) mustBeKnown(text, { where: 'a policy variable' });
  needText(key, 'the key of a policy variable', 'InvalidPolicyVariable');
  if (defaultValue !== undefined) needText(defaultValue, 'the default of a policy variable', 'InvalidPolicyVariable');
  if (!VARIABLE_KEY.test(key) || (defaultValue !== undefined && /['{}$*?]/.test(defaultValue))) {
    throw new AccessError({
      code: 'InvalidPolicyVariable',
      message: `policy variable ${shown(key)}${defaultValue === undefined ? '' : ` with default ${shown(defaultValue)}`} can't be written in a policy; a key is a condition key such as aws:username, a default has none of ' { } $ * ?`,
      remedy: 'name a condition key with its prefix, such as aws:username or aws:PrincipalTag/team',
    });
  }
  return defaultValue === undefined ? { variable: key } : { variable: key, defaultValue };
}

/**
 * Writes policy text: literal strings are escaped so that no character of theirs becomes a wildcard or a variable.
 *
 * @throws AccessError `InvalidPolicyVariable`, `InvalidArgument`
 * @returns text in the IAM language, for `Resource` after the fifth colon and for values of string conditions
 * @example policyText('home/', USER_NAME, '/', ANY) // home/${aws:username}/*
 */
export function policyText(...parts: readonly TextPart[]): string {
  return parts.map(partText).join('');
}

function wildcardOf({ wildcard }: Wildcard): Wildcard['wildcard'] {
  if (wildcard === '*' || wildcard === '?') return wildcard;
  throw new AccessError({ code: 'InvalidArgument', message: `a wildcard of policy text is ${shown(wildcard)}; allowed: "*", "?"`, remedy: 'write ANY, or the text as a string of its own' });
}

function partText(part: TextPart): string {
  if (typeof part === 'string') return escapeText(part);
  if (typeof part !== 'object' || part === null) needText(part, 'a part of policy text');
  return reading({ where: 'a part of policy text', code: 'InvalidArgument' }, () => typedText(part as PolicyVariable | Wildcard));
}

const PART_NAMES: readonly string[] = ['variable', 'defaultValue', 'wildcard'];

function typedText(part: PolicyVariable | Wildcard): string {
  const slip = Object.keys(part).find((name) => !PART_NAMES.includes(name));
  if (slip !== undefined) throw unknownName('a part of policy text', slip, PART_NAMES, 'InvalidArgument');
  if ('wildcard' in part) return wildcardOf(part);
  // checked again, since a part can be written by hand
  const { variable, defaultValue } = policyVariable(part.variable, part.defaultValue);
  return defaultValue === undefined ? `\${${variable}}` : `\${${variable}, '${defaultValue}'}`;
}

/** Escapes literal text. Every `$` is escaped, not only `${`, so that a literal that ends in `$` can't join what follows it. */
export function escapeText(literal: string): string {
  needText(literal, 'the text to escape');
  return literal.replace(/[*?$]/g, (character) => `\${${character}}`);
}

/** Whether text in the IAM language uses a policy variable (the escapes `$\{*}`, `$\{?}` and `$\{$}` are none, nor are placeholders). */
export function usesVariable(text: string, key?: string): boolean {
  needText(text, 'the policy text');
  if (key !== undefined) needText(key, 'the key');
  return variablesOf(text).some((name) => key === undefined || name.toLowerCase() === key.toLowerCase());
}

/** The condition keys that text in the IAM language has for policy variables, as they are written there. */
export function variablesOf(text: string): readonly string[] {
  const plain = replaceDeployTime(text, () => '');
  return inBraces(plain).map((inside) => inside.split(',')[0].trim()).filter((name) => !['*', '?', '$'].includes(name));
}
