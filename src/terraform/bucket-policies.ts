import { Construct, type IConstruct } from 'constructs';
import { AccessError } from '../errors';
import type { Guard } from '../guards/guard';
import { bucketDocument, type BucketDocument } from '../plan/bucket-document';
import type { Platform } from '../platforms/platform';
import { bucketPolicyConflicts } from './bucket-conflicts';
import { bucketReference, type BucketReference } from './bucket-reference';
import type { EngineProvider, TerraformEngine } from './engine';
import type { Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { templateSafe } from './template';

/** The one policy of a bucket: guards from wherever they were declared. */
export interface MergedBucketPolicy {
  /** The provider's own object. */
  readonly resource: object;
  readonly reference: BucketReference;
  readonly stack: IConstruct;
  readonly platform: Platform;
  readonly provider?: EngineProvider;
  /** What was declared, and by whom. */
  readonly declared: Array<{ readonly guard: Guard; readonly path: string }>;
  /** The policy as declared so far. */
  readonly document: () => BucketDocument;
}

/** All bucket policies of an app. A bucket has one policy resource, whoever declares guards on it and in whatever order. */
export class BucketPolicies {
  /** The bucket policies of the app that a construct is in. */
  public static of(engine: TerraformEngine, scope: Construct): BucketPolicies {
    const registry = AppRegistry.of(scope);
    registry.bucketPolicies ??= new BucketPolicies(engine, scope.node.root);
    return registry.bucketPolicies;
  }

  private readonly byKey = new Map<string, MergedBucketPolicy>();

  private constructor(private readonly engine: TerraformEngine, root: IConstruct) {
    root.node.addValidation({ validate: () => bucketPolicyConflicts(engine, root, [...this.byKey.values()]) });
  }

  /** Adds guards to a bucket's policy, and makes the policy with the first of them. */
  public add(scope: Construct, bucket: string, guards: readonly Guard[], placement: Placement): MergedBucketPolicy {
    const reference = bucketReference(this.engine, scope, bucket);
    const stack = this.engine.TerraformStack.of(scope);
    const policy = this.byKey.get(keyOf(stack, reference)) ?? this.make(stack, reference, placement);
    if (policy.platform !== placement.platform || policy.provider !== placement.provider) {
      throw new AccessError({
        code: 'MixedProviders',
        message: `bucket ${reference.key} has guards of ${policy.declared[0].path} and of ${scope.node.path}, which are made by different providers; a bucket has one policy, made by one provider`,
        remedy: 'declare all guards of a bucket below the same StorageProvider',
      });
    }
    policy.declared.push(...guards.map((guard) => ({ guard, path: scope.node.path })));
    // Rendered now for its errors: a guard that the platform can't have is refused where it is declared.
    bucketDocument(reference.bucket, guards, placement.platform);
    return policy;
  }

  private make(stack: Construct, reference: BucketReference, { platform, meta, provider }: Placement): MergedBucketPolicy {
    const home = (stack.node.tryFindChild(HOME) as Construct | undefined) ?? new Construct(stack, HOME);
    const declared: Array<{ guard: Guard; path: string }> = [];
    const document = () => bucketDocument(reference.bucket, declared.map(({ guard }) => guard), platform);
    const id = reference.known.kind === 'name' && reference.bucket === reference.known.name ? reference.bucket : reference.key.split(': ').slice(1).join(': ').replace(/[^A-Za-z0-9._-]+/g, '-');
    const resource = new this.engine.S3BucketPolicy(home, id, {
      ...meta,
      ...(reference.preconditions.length > 0 && { lifecycle: { precondition: [...reference.preconditions] } }),
      bucket: reference.bucket,
      policy: this.engine.Lazy.stringValue({ produce: () => templateSafe(document().json) }),
    });
    const policy = { resource, reference, stack, platform, provider, declared, document };
    this.byKey.set(keyOf(stack, reference), policy);
    return policy;
  }
}

/** The construct of each stack that holds its bucket policies. Part of resource addresses: never change it. */
const HOME = 'bucket-policies';

function keyOf(stack: IConstruct, reference: BucketReference): string {
  return `${stack.node.path}\n${reference.key}`;
}
