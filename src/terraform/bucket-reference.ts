import type { Construct, IConstruct } from 'constructs';
import { AccessError } from '../errors';
import { isDeployTime, replaceDeployTime } from '../policy/deploy-time';
import { BUCKET_NAME_PATTERN, checkBucketName } from '../s3/names';
import { shown } from '../shape/shown';
import { handThrough, type Precondition, type TerraformEngine } from './engine';
import { matches } from './preconditions';

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
  /** What a construct for the bucket is called: the same at every synth. */
  readonly id: string;
  /** Whether the prop named the bucket by its ARN. */
  readonly byArn: boolean;
  readonly known: BucketKnowledge;
  /** Checks, at deploy, of what can't be checked here. */
  readonly preconditions: readonly Precondition[];
}

const BUCKET_ATTRIBUTE = /^((?:data\.)?(?:aws|minio)_s3_bucket\.[A-Za-z0-9_-]+)\.(id|bucket|arn)$/;

/**
 * Reads a bucket prop. `.id`, `.bucket` and `.arn` of one bucket resource are the same bucket.
 *
 * @throws AccessError `InvalidBucketName`
 */
export function bucketReference(engine: TerraformEngine, scope: Construct, bucket: string): BucketReference {
  checkBucketName(bucket);
  const reference = readBucket(engine, scope, bucket);
  if (reference.known.kind === 'name') checkBucketName(reference.known.name);
  return reference;
}

/** As {@link bucketReference}, without checks: for buckets that others named. */
export function readBucket(engine: TerraformEngine, scope: Construct, bucket: string): BucketReference {
  if (!isDeployTime(bucket)) return { bucket, key: bucket, id: bucket, byArn: false, known: { kind: 'name', name: bucket }, preconditions: [] };
  const stack = engine.TerraformStack.of(scope);
  const reference = soleReference(engine, bucket);
  const [, address, attribute] = (reference && BUCKET_ATTRIBUTE.exec(reference.identifier)) ?? [];
  if (!reference || !address) {
    const id = idOf(readable(engine, stack, bucket));
    return { bucket, key: `${stack.node.path}: ${withReferences(engine, bucket)}`, id, byArn: false, ...opaque(engine, bucket) };
  }
  // Always the same attribute, so that the policy doesn't depend on which of its guards was declared first.
  const folded = engine.Token.asString(engine.ref(`${address}.bucket`, handThrough(reference.originStack)));
  const key = `${(reference.originStack ?? stack).node.path}: ${address}`;
  const known = nameOfBucket(engine, reference.originStack ?? stack, address);
  return { bucket: folded, key, id: address, byArn: attribute === 'arn', ...(known ? { known, preconditions: [] } : opaque(engine, folded)) };
}

function idOf(expression: string): string {
  return expression.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100);
}

function opaque(engine: TerraformEngine, bucket: string): Pick<BucketReference, 'known' | 'preconditions'> {
  const message = 'The bucket is not a bucket name (3 to 63 lower-case letters, digits, dots and hyphens). Any other text could widen the policy.';
  return { known: { kind: 'opaque' }, preconditions: [matches(engine, BUCKET_NAME_PATTERN, bucket, message)] };
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
  const { tokens } = askedOf(text, () => engine.Tokenization.reverseString(text));
  return tokens.length === 1 && isReference(tokens[0]) ? tokens[0] : undefined;
}

/** What the engine says of a text. It throws where it doesn't know a token: that of the other engine, cdktf or cdktn, or one copied from a log or a file. */
function askedOf<T>(text: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    // what else is thrown is of the program, such as of a lazy value
    if (!(error instanceof Error && error.message.startsWith('Unrecognized Token Key'))) throw error;
    throw new AccessError({
      code: 'InvalidOption',
      message: `${shown(text)} holds a token that this app doesn't know`,
      remedy: 'refer to the resource with the package that the app is made with, cdktf or cdktn, or give its name',
    });
  }
}

/** What Terraform calls what a placeholder refers to, such as `aws_s3_bucket.releases`; undefined for any other expression. */
export function addressOf(engine: TerraformEngine, text: string): string | undefined {
  return soleReference(engine, text)?.identifier;
}

/** An expression with its references as Terraform writes them, such as `releases-$\{var.env\}`; any other part stays a placeholder, which equals only itself. */
function withReferences(engine: TerraformEngine, text: string): string {
  return replaceDeployTime(text, (placeholder) => {
    const reference = soleReference(engine, placeholder);
    return reference ? `\${${reference.identifier}}` : placeholder;
  });
}

/** The same for people and for ids: every part as Terraform writes it. Placeholders are numbered anew at every synth. */
export function readable(engine: TerraformEngine, scope: IConstruct, text: string): string {
  const resolver = new engine.DefaultTokenResolver(handThrough(new engine.StringConcat()));
  return String(askedOf(text, () => engine.Tokenization.resolve(text, handThrough({ scope, resolver, preparing: false }))));
}

interface NamedBucket extends IConstruct {
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
  readonly fqn: string;
  readonly bucketInput?: string;
}

const bucketsOf = new WeakMap<IConstruct, Map<string, NamedBucket>>();

/** What is known of the name of a bucket that this app makes, or reads with a data source. */
function nameOfBucket(engine: TerraformEngine, stack: IConstruct, address: string): BucketKnowledge | undefined {
  const found = findBucket(engine, stack, address);
  if (!found) return undefined;
  if (found.bucketInput === undefined) return { kind: 'generated' };
  if (engine.Token.isUnresolved(found.bucketInput)) return undefined;
  return { kind: 'name', name: found.bucketInput };
}

/** Looks a bucket up, walking the stack only when it isn't known yet. */
function findBucket(engine: TerraformEngine, stack: IConstruct, address: string): NamedBucket | undefined {
  const known = bucketsOf.get(stack) ?? new Map<string, NamedBucket>();
  bucketsOf.set(stack, known);
  return known.get(address) ?? search(engine, stack, address, known);
}

/** The newest first: programs mostly name a bucket soon after they made it, and a walk for each would take quadratic time. */
function search(engine: TerraformEngine, scope: IConstruct, address: string, known: Map<string, NamedBucket>): NamedBucket | undefined {
  const { children } = scope.node;
  for (let i = children.length - 1; i >= 0; i--) {
    const child = children[i];
    if (isBucket(child)) known.set(addressOf(engine, child.fqn) ?? child.fqn, child);
    const found = known.get(address) ?? search(engine, child, address, known);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBucket(node: IConstruct): node is NamedBucket {
  return 'terraformResourceType' in node && ['aws_s3_bucket', 'minio_s3_bucket'].some((type) => type === node.terraformResourceType);
}
