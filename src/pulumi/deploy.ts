import * as pulumi from '@pulumi/pulumi';
import { bucketChecks, checkDeployed, nameChecks, type DeployCheck } from '../plan/graph/deploy-check';
import type { NamedKind } from '../plan/names';
import type { Platform } from '../platforms/platform';
import { replaceDeployTime } from '../policy/deploy-time';
import { bucketNameOf } from './bucket-reference';
import { placeholdersIn, outputOf } from './placeholders';

/** How the value of a placeholder is written in a text. */
type Write = (value: string) => string;

const asText: Write = (value) => value;
const asJson: Write = (value) => JSON.stringify(value).slice(1, -1);

/**
 * A text for a resource, such as a name. Text without placeholders stays plain, so that a preview shows it; placeholders become what their Outputs turn out to be,
 * once what was to be checked of them holds.
 *
 * @param checks of this text and of others
 */
export function textInput(text: string, checks: readonly DeployCheck[]): pulumi.Input<string> {
  return filledIn(text, checks, asText);
}

/**
 * A policy text for a resource. Every placeholder in it is checked: a value such as `x","arn:aws:s3:::*` would widen the policy, and what no check speaks of is
 * taken for a bucket.
 *
 * @param checks of this text and of others
 */
export function jsonInput(json: string, checks: readonly DeployCheck[]): pulumi.Input<string> {
  const known = new Set(checks.flatMap(({ text }) => placeholdersIn(text)));
  return filledIn(json, [...checks, ...bucketChecks(placeholdersIn(json).filter((placeholder) => !known.has(placeholder)))], asJson);
}

/**
 * As {@link jsonInput}, for a text that holds nothing unknown but buckets.
 *
 * @param buckets every bucket in the text, as the core wrote it
 */
export function policyInput(json: string, buckets: readonly string[]): pulumi.Input<string> {
  return jsonInput(json, bucketChecks(buckets));
}

/** The name of a bucket for a resource, checked like those in policies. */
export function bucketInput(bucket: string): pulumi.Input<string> {
  return textInput(bucket, bucketChecks([bucket]));
}

/** The name of an existing principal for a resource: plain text was checked already, an Output is checked when it is there. */
export function principalInput(kind: Exclude<NamedKind, 'policy'>, name: string, platform: Platform): pulumi.Input<string> {
  return textInput(name, nameChecks({ kind, name }, platform));
}

function filledIn(text: string, checks: readonly DeployCheck[], write: Write): pulumi.Input<string> {
  const placeholders = placeholdersIn(text);
  if (placeholders.length === 0) return text;
  const own = checks.filter(({ text: checked }) => {
    const inside = placeholdersIn(checked);
    return inside.length > 0 && inside.every((one) => placeholders.includes(one));
  });
  // the Output itself, with all that it depends on
  if (own.length === 0 && placeholders[0] === text) return outputOf(text);
  const buckets = new Set(own.filter(({ is }) => is === 'bucket').flatMap((check) => placeholdersIn(check.text)));
  const outputs = placeholders.map((placeholder) => (buckets.has(placeholder) ? bucketNameOf(placeholder) : outputOf(placeholder)));
  return pulumi.all(outputs).apply((values: readonly unknown[]) => {
    const valueOf = new Map(placeholders.map((placeholder, index) => [placeholder, values[index]]));
    for (const check of own) checkDeployed(check, deployed(check.text, valueOf, asText));
    return String(deployed(text, valueOf, write));
  });
}

/** A text with its placeholders filled in; what stands in the place of a placeholder and isn't text is what the text is, so that a check sees it. */
function deployed(text: string, valueOf: ReadonlyMap<string, unknown>, write: Write): unknown {
  const wrong = placeholdersIn(text).map((placeholder) => valueOf.get(placeholder)).filter((value) => typeof value !== 'string');
  return wrong.length > 0 ? wrong[0] : replaceDeployTime(text, (placeholder) => write(String(valueOf.get(placeholder))));
}
