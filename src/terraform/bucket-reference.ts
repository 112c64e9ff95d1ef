import type { Construct, IConstruct } from 'constructs';
import { isDeployTime, replaceDeployTime } from '../policy/deploy-time';
import { BUCKET_NAME_PATTERN, checkBucketName } from '../s3/names';
import { handThrough, type Precondition, type TerraformEngine } from './engine';

/**
 * What is known of a bucket at synth: its `name`, or that it is a bucket of this app whose name Terraform makes up (`generated`), or
 * nothing (`opaque`, such as a variable).
 */
export type BucketKnowledge = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'generated' } | { readonly kind: 'opaque' };

/** A bucket as props name it: by its name, or by a reference to a resource, variable or data source. */
export interface BucketReference {
  /** The name, or the token of it; goes into ARNs. */
  readonly bucket: string;
  /** Equal for equal buckets, as far as that is known; readable. */
  readonly key: string;
  readonly known: BucketKnowledge;
  /** Checks, at deploy, of what can't be checked here. */
  readonly preconditions: readonly Precondition[];
}

const BUCKET_ATTRIBUTE = /^((?:data\.)?aws_s3_bucket\.[A-Za-z0-9_-]+)\.(?:id|bucket|arn)$/;

/**
 * Reads a bucket prop. `.id`, `.bucket` and `.arn` of one bucket resource are the same bucket.
 *
 * @throws AccessError `InvalidBucketName`
 */
export function bucketReference(engine: TerraformEngine, scope: Construct, bucket: string): BucketReference {
  checkBucketName(bucket);
  if (!isDeployTime(bucket)) return { bucket, key: bucket, known: { kind: 'name', name: bucket }, preconditions: [] };
  const reference = soleReference(engine, bucket);
  const address = reference && BUCKET_ATTRIBUTE.exec(reference.identifier)?.[1];
  if (!reference || !address) return opaque(engine, bucket, `${engine.TerraformStack.of(scope).node.path}: ${readable(engine, bucket)}`);
  // Always the same attribute, so that the policy doesn't depend on which of its guards was declared first.
  const folded = engine.Token.asString(engine.ref(`${address}.bucket`, handThrough(reference.originStack)));
  const key = `${(reference.originStack ?? engine.TerraformStack.of(scope)).node.path}: ${address}`;
  const known = address.startsWith('data.') ? undefined : nameOfResource(engine, reference.originStack, address);
  return known ? { bucket: folded, key, known, preconditions: [] } : opaque(engine, folded, key);
}

function opaque(engine: TerraformEngine, bucket: string, key: string): BucketReference {
  const precondition = {
    condition: handThrough(engine.Fn.can(engine.Fn.regex(BUCKET_NAME_PATTERN, bucket))),
    errorMessage: 'The bucket is no bucket name (3 to 63 lower-case letters, digits, dots and hyphens). Any other text could widen the policy.',
  };
  return { bucket, key, known: { kind: 'opaque' }, preconditions: [precondition] };
}

/** The parts of the engines' references that tell what they refer to. */
interface Reference {
  readonly identifier: string;
  readonly originStack?: IConstruct;
}

function isReference(token: unknown): token is Reference {
  return typeof token === 'object' && token !== null && 'identifier' in token && typeof token.identifier === 'string';
}

function soleReference(engine: TerraformEngine, text: string): Reference | undefined {
  if (replaceDeployTime(text, () => '') !== '') return undefined;
  const { tokens } = engine.Tokenization.reverseString(text);
  return tokens.length === 1 && isReference(tokens[0]) ? tokens[0] : undefined;
}

/** An expression as Terraform would write it, such as `releases-$\{var.env\}`; a part that is no reference stays a mark, which equals only itself. */
function readable(engine: TerraformEngine, text: string): string {
  return replaceDeployTime(text, (mark) => {
    const reference = soleReference(engine, mark);
    return reference ? `\${${reference.identifier}}` : mark;
  });
}

interface NamedBucket extends IConstruct {
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
  readonly bucketInput?: string;
}

const bucketsOf = new WeakMap<IConstruct, Map<string, NamedBucket>>();

/** What is known of the name of a bucket that this app makes. */
function nameOfResource(engine: TerraformEngine, stack: IConstruct | undefined, address: string): BucketKnowledge | undefined {
  const resource = stack && findBucket(stack, address);
  if (!resource) return undefined;
  if (resource.bucketInput === undefined) return { kind: 'generated' };
  if (engine.Token.isUnresolved(resource.bucketInput)) return undefined;
  return { kind: 'name', name: checkBucketName(resource.bucketInput) };
}

/** Looks a bucket up, walking the stack only when it isn't known yet. */
function findBucket(stack: IConstruct, address: string): NamedBucket | undefined {
  const known = bucketsOf.get(stack) ?? new Map<string, NamedBucket>();
  if (!known.has(address)) {
    bucketsOf.set(stack, known);
    for (const node of stack.node.findAll()) {
      if (isBucket(node)) known.set(`aws_s3_bucket.${node.friendlyUniqueId}`, node);
    }
  }
  return known.get(address);
}

function isBucket(node: IConstruct): node is NamedBucket {
  return 'terraformResourceType' in node && node.terraformResourceType === 'aws_s3_bucket';
}
