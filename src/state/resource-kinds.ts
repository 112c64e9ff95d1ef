import type { ResourceKind } from './resource-access';

/** What the ARN of a resource with a policy of its own looks like: the service, and what stands behind the account. */
interface KindOfArn {
  readonly kind: ResourceKind;
  readonly service: string;
  /** The resource itself; what lies in it goes on behind that. */
  readonly path: RegExp;
}

/**
 * The first that fits counts.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (resource types; likewise for the other services)
 */
const KINDS: readonly KindOfArn[] = [
  { kind: 'multiRegionAccessPoint', service: 's3', path: /^accesspoint\/[^/]+\.mrap(?=\/|$)/ },
  { kind: 'accessPoint', service: 's3', path: /^accesspoint\/[^/]+/ },
  { kind: 'accessPoint', service: 's3express', path: /^accesspoint\/[^/]+/ },
  { kind: 'objectLambdaAccessPoint', service: 's3-object-lambda', path: /^accesspoint\/[^/]+/ },
  { kind: 'accessGrants', service: 's3', path: /^access-grants\/[^/]+/ },
  { kind: 'table', service: 's3tables', path: /^bucket\/[^/]+\/table\/[^/]+/ },
  { kind: 'tableBucket', service: 's3tables', path: /^bucket\/[^/]+/ },
  { kind: 'vectorBucket', service: 's3vectors', path: /^bucket\/[^/]+/ },
  { kind: 'kmsKey', service: 'kms', path: /^key\/[^/]+/ },
];

const ARN = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):([^]+)$/;

/** An ARN taken apart: a resource with a policy of its own, and what lies in it. */
export interface ResourceArnParts {
  readonly kind: ResourceKind;
  /** The ARN of the resource itself. */
  readonly arn: string;
  readonly account: string;
  /** What stands behind: `/object/a.txt`. */
  readonly below: string;
}

/** Finds the resource with a policy of its own that an ARN names, or that what it names lies in. */
export function resourceIn(arn: string): ResourceArnParts | undefined {
  const [, , service, , account, path] = ARN.exec(arn) ?? [];
  if (path === undefined) return undefined;
  for (const one of KINDS) {
    const own = one.service === service ? one.path.exec(path)?.[0] : undefined;
    if (own === undefined) continue;
    const below = path.slice(own.length);
    return { kind: one.kind, arn: arn.slice(0, arn.length - below.length), account, below };
  }
  return undefined;
}
