import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { NamedKind } from '../plan/names';
import { checkName } from '../plan/names';
import type { Platform } from '../platforms/platform';
import { PRINCIPAL_PATTERN } from '../platforms/selectel/selectel';
import { isDeployTime, replaceDeployTime } from '../policy/deploy-time';
import { brokenBucketNameRules, shown } from '../s3/names';
import { bucketNameOf } from './bucket-reference';
import { inputOf, marksIn, outputOf } from './marks';

/**
 * A policy text for a resource. Text without marks stays plain, so that a preview shows it; marks become what their Outputs turn out to
 * be, each checked to be a bucket name first: a value such as `x","arn:aws:s3:::*` would widen the policy.
 *
 * @param buckets every bucket in the text, as the core wrote it
 * @param principals that a bucket policy names, as the core wrote it: where they are known only at deploy, each must be one of them then
 */
export function policyInput(json: string, buckets: readonly string[], principals: readonly string[] = []): pulumi.Input<string> {
  return filledIn(json, (fill) => {
    for (const bucket of buckets) checkDeployedBucket(fill(bucket, (value) => value));
    for (const principal of principals) checkDeployedPrincipal(fill(principal, (value) => value));
    return fill(json, (value) => JSON.stringify(value).slice(1, -1));
  }, principals.flatMap(marksIn));
}

/** The name of a bucket for a resource, checked like those in policies. */
export function bucketInput(bucket: string): pulumi.Input<string> {
  return filledIn(bucket, (fill) => checkDeployedBucket(fill(bucket, (value) => value)));
}

/** Replaces the marks in a text by what their Outputs turned out to be, each written by the given function. */
type Fill = (text: string, write: (value: string) => string) => string;

function filledIn(text: string, then: (fill: Fill) => string, people: readonly string[] = []): pulumi.Input<string> {
  const marks = marksIn(text);
  if (marks.length === 0) return text;
  return pulumi.all(marks.map((mark) => (people.includes(mark) ? outputOf(mark) : bucketNameOf(mark)))).apply((values: readonly unknown[]) => {
    const valueOf = new Map(marks.map((mark, index) => [mark, checkText(values[index])]));
    return then((each, write) => replaceDeployTime(each, (mark) => write(valueOf.get(mark) ?? '')));
  });
}

/** The name of an existing principal for a resource: plain text was checked already, an Output is checked when it is there. */
export function principalInput(kind: NamedKind, name: string, platform: Platform): pulumi.Input<string> {
  if (!isDeployTime(name)) return name;
  return pulumi.output(inputOf(name)).apply((value) => {
    checkName(kind, value, platform);
    return value;
  });
}

/** A number, null or undefined would be written as text that may well be a bucket name. */
function checkText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalidBucketName(value, ['is a string']);
}

function checkDeployedBucket(name: string): string {
  const broken = brokenBucketNameRules(name);
  if (broken.length > 0) throw invalidBucketName(name, broken);
  return name;
}

function checkDeployedPrincipal(text: string): void {
  if (new RegExp(PRINCIPAL_PATTERN).test(text)) return;
  throw new AccessError({
    code: 'InvalidPrincipal',
    message: `${shown(text)}, which came from an Output, names nobody in a bucket policy: allowed are 1 to 256 letters, digits and : / + = , . @ _ -`,
    remedy: 'give the id of one user',
  });
}

function invalidBucketName(name: unknown, broken: readonly string[]): AccessError {
  return new AccessError({
    code: 'InvalidBucketName',
    message: `bucket ${shown(name)}, which came from an Output, is not a bucket name: a bucket name ${broken.join(', and ')}`,
    remedy: 'give the id, name or arn of one bucket',
  });
}
