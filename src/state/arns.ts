import { partitionOfRegion } from '../policy/arn';
import { own } from './json';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';

const IAM_ARN = /^arn:([^:]+):iam::([^:]*):(user|group|role|policy)(\/(?:.*\/)?)([^/]+)$/;

/** What an IAM ARN is made of. */
export interface IamArnParts {
  readonly partition: string;
  readonly account: string;
  readonly kind: string;
  /** @default / */
  readonly path?: string;
  readonly name: string;
}

/** The ARN of a user, group, role or managed policy. */
export function iamArn(parts: IamArnParts): string {
  return `arn:${parts.partition}:iam::${parts.account}:${parts.kind}${parts.path ?? '/'}${parts.name}`;
}

/** The name in an IAM ARN. */
export function nameInArn(arn: string): string | undefined {
  return IAM_ARN.exec(arn)?.[5];
}

/** The options, with the account that the source's own IAM resources have in their ARNs, or that it asked AWS for, unless they name one. */
export function withAccount(options: ReadAccessOptions, resources: readonly SourceResource[], tokens: Unknowns): ReadAccessOptions {
  if (options.account !== undefined) return options;
  for (const resource of resources) {
    const account = resource.type === 'data.aws_caller_identity' ? resource.get('account_id') : OWN_ARN.has(resource.type) ? accountIn(resource.get('arn')) : undefined;
    if (typeof account === 'string' && account !== '' && tokens.isKnown(account)) return { ...options, account };
  }
  return options;
}

const OWN_ARN: ReadonlySet<string> = new Set(['aws_iam_user', 'aws_iam_group', 'aws_iam_role', 'aws_iam_policy', 'awscc_iam_user', 'awscc_iam_group', 'awscc_iam_role']);

function accountIn(arn: unknown): string | undefined {
  return typeof arn === 'string' ? IAM_ARN.exec(arn)?.[2] : undefined;
}

/** The partition that a region belongs to. */
export function partitionOf(region: unknown): string | undefined {
  return typeof region === 'string' ? partitionOfRegion(region) : undefined;
}

/** The region of a provider's configuration, when it is known. */
export function regionOf(configuration: unknown, isKnown: (text: string) => boolean): string | undefined {
  const region = own(configuration, 'region');
  return typeof region === 'string' && isKnown(region) ? region : undefined;
}
