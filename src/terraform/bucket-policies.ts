import { Construct, type IConstruct } from 'constructs';
import { checkAccessPointsOnce } from '../plan/access-points';
import { bucketDocument, type BucketDocument, type BucketIntent } from '../plan/bucket-document';
import { inBucket } from '../plan/bucket-grant';
import { controlPlaneOf } from '../plan/control-planes';
import { namedByPolicy } from '../plan/graph/named';
import { bucketPolicyNode } from '../plan/graph/policies';
import { templateSafe } from '../plan/graph/template';
import { mixedProviders, otherKeptBucket } from '../plan/refusals';
import { AccessPoints } from './access-points';
import { bucketPolicyConflicts } from './bucket-conflicts';
import { bucketReference, readable, type BucketReference } from './bucket-reference';
import type { Dependable, TerraformEngine } from './engine';
import { makeResources } from './make-resources';
import type { MergedBucketPolicy } from './merged-bucket-policy';
import { waitingFor } from './named-resources';
import type { Placement } from './platform-scope';
import { publicAccessConflicts } from './public-access';
import { AppRegistry } from './registry';
import { isSamePlatform } from './same-platform';

/** All bucket policies of an app. A bucket has one policy resource, no matter who declares guards on it and in whatever order. */
export class BucketPolicies {
  /** The bucket policies of the app that a construct is in. */
  public static of(engine: TerraformEngine, scope: Construct): BucketPolicies {
    const registry = AppRegistry.of(scope);
    const policies = byRegistry.get(registry) ?? new BucketPolicies(engine);
    byRegistry.set(registry, policies);
    return policies;
  }

  private readonly byKey = new Map<string, MergedBucketPolicy>();

  private constructor(private readonly engine: TerraformEngine) {}

  /**
   * Adds guards, grants and kept statements to a bucket's policy, and makes the policy with the first of them.
   *
   * @param bucket as the caller and all these grants name it
   * @throws AccessError `MixedProviders`, `InvalidExistingStatements`, `NameTwice`, and what `bucketDocument` refuses
   */
  public add(scope: Construct, bucket: string, intents: readonly BucketIntent[], placement: Placement): MergedBucketPolicy {
    const reference = bucketReference(this.engine, scope, bucket);
    const stack = this.engine.TerraformStack.of(scope);
    const policy = this.byKey.get(keyOf(stack, reference)) ?? this.make(stack, reference, placement);
    if (!isSamePlatform(policy.platform, placement.platform) || policy.provider !== placement.provider) {
      throw mixedProviders(`bucket ${reference.key}`, [policy.declared[0].path, scope.node.path], 'provider');
    }
    // One bucket has as many tokens as there were references to it: all that is declared is written with that of the policy.
    const own = intents.map((intent) => inBucket(intent, policy.reference.bucket));
    // Rendered now for its errors: a guard that the platform can't have is refused where it is declared.
    const declared = bucketDocument(policy.reference.bucket, own, placement.platform);
    checkKept(policy.reference, scope, declared);
    policy.declared.push(...own.map((intent) => ({ intent, path: scope.node.path })));
    if (declared.accessPoints.length > 0) {
      checkAccessPointsOnce([...this.byKey.values()].map(({ document }) => document()));
      policy.points.make(declared.accessPoints, placement);
    }
    for (const dependable of placement.dependsOn) policy.waitsFor.set(readable(this.engine, stack, dependable.fqn), dependable);
    return policy;
  }

  /** What any of the policy's guards waits for, in an order that doesn't depend on who was declared first. */
  private waitedFor(waitsFor: ReadonlyMap<string, Dependable>): readonly string[] {
    const inOrder = [...waitsFor].sort(([one], [other]) => (one < other ? -1 : 1));
    return inOrder.map(([, dependable]) => this.engine.dependable(dependable));
  }

  private make(stack: Construct, reference: BucketReference, placement: Placement): MergedBucketPolicy {
    const { platform, provider } = placement;
    const home = (stack.node.tryFindChild(HOME) as Construct | undefined) ?? this.makeHome(stack);
    const declared: Array<{ intent: BucketIntent; path: string }> = [];
    const document = () => bucketDocument(reference.bucket, declared.map(({ intent }) => intent), platform);
    const node = bucketPolicyNode(reference.bucket, controlPlaneOf(platform).bucketPrincipals?.(platform) ?? []);
    const policyText = this.engine.Lazy.stringValue({ produce: () => templateSafe(document().json) });
    const graph = [{ ...node, args: { ...node.args, policy: policyText } }];
    const resource = makeResources(this.engine, home, graph, placement, () => freeId(home, reference.id)).get(node.id, 'aws_s3_bucket_policy');
    const points = new AccessPoints(this.engine, home, reference.bucket, document);
    const waitsFor = new Map<string, Dependable>();
    resource.dependsOn = waitingFor(this.engine, home, () => this.waitedFor(waitsFor), () => namedByPolicy(reference.bucket, document()));
    const policy = { resource, reference, stack, platform, provider, declared, document, points, waitsFor };
    this.byKey.set(keyOf(stack, reference), policy);
    return policy;
  }

  /** With the first guard of a stack come the checks of the whole app, so that also the test of a single stack runs them. */
  private makeHome(stack: Construct): Construct {
    const { root } = stack.node;
    stack.node.addValidation({
      validate: () => {
        const policies = [...this.byKey.values()];
        return [...bucketPolicyConflicts(this.engine, root, policies), ...publicAccessConflicts(this.engine, root, policies)];
      },
    });
    return new Construct(stack, HOME);
  }
}

/** Made with the first guard of each app. */
const byRegistry = new WeakMap<AppRegistry, BucketPolicies>();

/** What is kept names its bucket in plain text, which must be the name of this one. */
function checkKept({ known, key }: BucketReference, scope: Construct, { keeps }: BucketDocument): void {
  if (keeps.bucket === undefined || (known.kind === 'name' && known.name === keeps.bucket)) return;
  throw otherKeptBucket(scope.node.path, keeps.bucket, known.kind === 'name' ? known.name : `${key}, whose name isn't known before deploy`);
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
