import { Construct, type IConstruct } from 'constructs';
import { AccessError } from '../errors';
import type { Guard } from '../guards/guard';
import { bucketDocument, type BucketDocument } from '../plan/bucket-document';
import type { Platform } from '../platforms/platform';
import { bucketPolicyConflicts } from './bucket-conflicts';
import { bucketReference, readable, type BucketReference } from './bucket-reference';
import type { Dependable, EngineProvider, TerraformEngine } from './engine';
import { withPreconditions } from './name-conditions';
import type { Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { isSamePlatform } from './same-platform';
import { templateSafe } from './template';

/** The one policy of a bucket: guards from wherever they were declared. */
export interface MergedBucketPolicy {
  /** The provider's own object. */
  readonly resource: { dependsOn?: string[] };
  readonly reference: BucketReference;
  readonly stack: IConstruct;
  readonly platform: Platform;
  readonly provider?: EngineProvider;
  /** What was declared, and by whom. */
  readonly declared: Array<{ readonly guard: Guard; readonly path: string }>;
  /** All that its guards wait for, by what Terraform calls it. */
  readonly waitsFor: Map<string, Dependable>;
  /** The policy as declared so far. */
  readonly document: () => BucketDocument;
}

/** All bucket policies of an app. A bucket has one policy resource, whoever declares guards on it and in whatever order. */
export class BucketPolicies {
  /** The bucket policies of the app that a construct is in. */
  public static of(engine: TerraformEngine, scope: Construct): BucketPolicies {
    const registry = AppRegistry.of(scope);
    registry.bucketPolicies ??= new BucketPolicies(engine);
    return registry.bucketPolicies;
  }

  private readonly byKey = new Map<string, MergedBucketPolicy>();

  private constructor(private readonly engine: TerraformEngine) {}

  /** Adds guards to a bucket's policy, and makes the policy with the first of them. */
  public add(scope: Construct, bucket: string, guards: readonly Guard[], placement: Placement): MergedBucketPolicy {
    const reference = bucketReference(this.engine, scope, bucket);
    const stack = this.engine.TerraformStack.of(scope);
    const policy = this.byKey.get(keyOf(stack, reference)) ?? this.make(stack, reference, placement);
    if (!isSamePlatform(policy.platform, placement.platform) || policy.provider !== placement.provider) {
      throw new AccessError({
        code: 'MixedProviders',
        message: `bucket ${reference.key} has guards of ${policy.declared[0].path} and of ${scope.node.path}, which are made by different providers; a bucket has one policy, made by one provider`,
        remedy: 'declare all guards of a bucket below the same StorageProvider',
      });
    }
    policy.declared.push(...guards.map((guard) => ({ guard, path: scope.node.path })));
    this.waitFor(policy, placement.dependsOn);
    // Rendered now for its errors: a guard that the platform can't have is refused where it is declared.
    bucketDocument(reference.bucket, guards, placement.platform);
    return policy;
  }

  /** The policy waits for what any of its guards waits for, in an order that doesn't depend on who was declared first. */
  private waitFor({ resource, stack, waitsFor }: MergedBucketPolicy, dependsOn: readonly Dependable[]): void {
    for (const dependable of dependsOn) waitsFor.set(readable(this.engine, stack, dependable.fqn), dependable);
    const inOrder = [...waitsFor].sort(([one], [other]) => (one < other ? -1 : 1));
    if (inOrder.length > 0) resource.dependsOn = inOrder.map(([, dependable]) => this.engine.dependable(dependable));
  }

  private make(stack: Construct, reference: BucketReference, { platform, meta, provider }: Placement): MergedBucketPolicy {
    const home = (stack.node.tryFindChild(HOME) as Construct | undefined) ?? this.makeHome(stack);
    const declared: Array<{ guard: Guard; path: string }> = [];
    const document = () => bucketDocument(reference.bucket, declared.map(({ guard }) => guard), platform);
    const resource = new this.engine.S3BucketPolicy(home, freeId(home, reference.id), {
      ...withPreconditions(meta, reference.preconditions),
      bucket: reference.bucket,
      policy: this.engine.Lazy.stringValue({ produce: () => templateSafe(document().json) }),
    });
    const policy = { resource, reference, stack, platform, provider, declared, document, waitsFor: new Map<string, Dependable>() };
    this.byKey.set(keyOf(stack, reference), policy);
    return policy;
  }

  /** With the first guard of a stack come the checks of the whole app, so that also the test of a single stack runs them. */
  private makeHome(stack: Construct): Construct {
    stack.node.addValidation({ validate: () => bucketPolicyConflicts(this.engine, stack.node.root, [...this.byKey.values()]) });
    return new Construct(stack, HOME);
  }
}

/** Different expressions may come down to the same letters of an id; whether they may be one bucket is asked at synth. */
function freeId(home: Construct, id: string): string {
  const ids = [id, ...home.node.children.map((_, index) => `${id}-${index + 2}`)];
  return ids.find((candidate) => home.node.tryFindChild(candidate) === undefined) ?? id;
}

/** The construct of each stack that holds its bucket policies. Part of resource addresses: never change it. */
const HOME = 'bucket-policies';

function keyOf(stack: IConstruct, reference: BucketReference): string {
  return `${stack.node.path}\n${reference.key}`;
}
