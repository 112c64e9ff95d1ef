import { randomUUID } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { isDeployTime, splitDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';

/**
 * Outputs travel through the core as placeholders: strings of the form that `policy/deploy-time.ts` knows, with a nonce that nobody can guess, so
 * that text which only looks like a placeholder is recognised and refused.
 */
const NONCE = randomUUID();
const outputs = new Map<string, pulumi.Output<string>>();
const placeholders = new WeakMap<object, string>();

/**
 * What the core reads for a value that may be an Output: plain text as it is, anything else as a placeholder. The same Output has the same placeholder.
 *
 * @param what names the value in errors, such as `bucket`
 * @throws AccessError `ReservedText` when plain text has the form of a placeholder
 */
export function plainOrPlaceholder(what: string, value: pulumi.Input<string>): string {
  if (typeof value === 'string') {
    refuseForged(what, value);
    return value;
  }
  // What is neither text nor an Output doesn't concern this function: the core's checks say what is wrong with it.
  if (!pulumi.Output.isInstance(value) && !(value instanceof Promise)) return value;
  const known = placeholders.get(value);
  if (known !== undefined) return known;
  const placeholder = `\${TfToken[bucket-grants.${NONCE}.${outputs.size}]}`;
  placeholders.set(value, placeholder);
  outputs.set(placeholder, pulumi.Output.isInstance<string>(value) ? value : pulumi.output(value));
  return placeholder;
}

/** The placeholders in a text, each once. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set(splitDeployTime(text).filter((_, index) => index % 2 === 1))];
}

/** The Output that a placeholder stands for. */
export function outputOf(placeholder: string): pulumi.Output<string> {
  const output = outputs.get(placeholder);
  if (output === undefined) throw forged('value', placeholder);
  return output;
}

/** The value itself, for a resource: plain text as it is, a placeholder as its Output. A text around placeholders isn't for names of principals. */
export function inputOf(text: string): pulumi.Input<string> {
  return isDeployTime(text) ? outputOf(text) : text;
}

/**
 * Lets an Output into a plan, or into a grant that is made by a function such as `readOnlyPrefix`: as the name of a bucket. What it turns
 * out to be is checked at deploy, before a policy is made of it.
 *
 * @param bucket `.id`, `.bucket` or `.arn` of a bucket, or any Output of its name
 * @returns text that only means something to this package, in this program
 * @throws AccessError `ReservedText`
 * @example
 * new StorageAccess('access', { plan: accessPlan({ buckets: { [deployTimeName(releases.id)]: { guards: [enforceHttps()] } } }) });
 */
export function deployTimeName(bucket: pulumi.Input<string>): string {
  return plainOrPlaceholder('bucket', bucket);
}

function refuseForged(what: string, text: string): void {
  if (isDeployTime(text) && placeholdersIn(text).some((placeholder) => !outputs.has(placeholder))) throw forged(what, text);
}

function forged(what: string, text: string): AccessError {
  return new AccessError({
    code: 'ReservedText',
    message: `${what} ${shown(text)} has the form in which this package keeps values that are known only at deploy time, and is none of them`,
    remedy: `give ${what} as plain text or as an Output of Pulumi; tokens of cdktf or cdktn mean nothing here`,
  });
}
