import { isDeployTime } from '../../policy/deploy-time';
import type { BucketDocument } from '../bucket-document';
import type { ExistingPrincipal } from '../principals';
import { isBlock, isPolicyText, isRef, type ResourceNode, type Value } from './node';

/** Somebody, or a bucket, by a name that is known: another resource of the same stack or program may make it, and nothing but the name ties the two. */
export interface NamedByText {
  readonly kind: ExistingPrincipal['kind'] | 'bucket';
  readonly name: string;
}

/** Arguments that hold names, of AWS's provider and of MinIO's. */
const NAMING: Readonly<Record<string, NamedByText['kind']>> = {
  user: 'user', users: 'user', userName: 'user', targetUser: 'user', group: 'group', groups: 'group', groupName: 'group', role: 'role', bucket: 'bucket',
};

/** Resources that make what is named, and the argument that says how it is called. */
const MAKING: Readonly<Record<string, readonly [kind: NamedByText['kind'], argument: string]>> = {
  aws_iam_user: ['user', 'name'],
  aws_iam_group: ['group', 'name'],
  aws_iam_role: ['role', 'name'],
  aws_s3_bucket: ['bucket', 'bucket'],
  minio_iam_user: ['user', 'name'],
  minio_iam_group: ['group', 'name'],
  minio_s3_bucket: ['bucket', 'bucket'],
};

/** What a resource names by text, and so doesn't wait for. What it refers to, it waits for as it is. */
export function namedByText({ args }: ResourceNode): readonly NamedByText[] {
  const naming = Object.entries(args).filter(([argument]) => Object.hasOwn(NAMING, argument));
  return naming.flatMap(([argument, value]) => textsOf(value).map((name) => ({ kind: NAMING[argument], name })));
}

function textsOf(value: Value): readonly string[] {
  if (typeof value === 'string') return isDeployTime(value) ? [] : [value];
  return typeof value !== 'object' || isRef(value) || isPolicyText(value) || isBlock(value) ? [] : value.flatMap(textsOf);
}

const PRINCIPAL = /^arn:[^:]+:iam::[^:]*:(user|role)\/(?:.*\/)?([^/]+)$/;

/** What the policy of a bucket names by text: the bucket, and the principals: S3 takes no policy that names one that isn't there. */
export function namedByPolicy(bucket: string, { document }: BucketDocument): readonly NamedByText[] {
  const principals = document.statements.flatMap(({ principals: named = {}, notPrincipals: others = {} }) => [named, others])
    .flatMap((named) => (named === '*' ? [] : named.AWS ?? [])).filter((arn) => !isDeployTime(arn)).map((arn) => PRINCIPAL.exec(arn));
  return [
    ...(isDeployTime(bucket) ? [] : [{ kind: 'bucket', name: bucket } as const]),
    ...principals.flatMap((found) => (found === null ? [] : [{ kind: found[1] === 'user' ? 'user' : 'role', name: found[2] } as const])),
  ];
}

/**
 * What a resource makes, as far as its name is known.
 *
 * @param type as Terraform calls it
 * @param input what one of its arguments was given
 */
export function madeBy(type: string, input: (argument: string) => unknown): NamedByText | undefined {
  if (!Object.hasOwn(MAKING, type)) return undefined;
  const [kind, argument] = MAKING[type];
  const name = input(argument);
  return typeof name === 'string' && !isDeployTime(name) ? { kind, name } : undefined;
}

/** One text for each who is named. Names of principals that differ only by case are the same to IAM. */
export function keyOfNamed({ kind, name }: NamedByText): string {
  return `${kind} ${kind === 'bucket' ? name : name.toLowerCase()}`;
}
