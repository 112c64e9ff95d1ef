import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { checkAccessPointsOnce } from '../plan/access-points';
import { bucketDocument, type BucketDocument, type BucketIntent } from '../plan/bucket-document';
import { inBucket } from '../plan/bucket-grant';
import { controlPlaneOf } from '../plan/control-planes';
import { namedByPolicy } from '../plan/graph/named';
import { bucketPolicyNode } from '../plan/graph/policies';
import { ambiguousBucket, mixedProviders, otherKeptBucket, publicAccessBlocked, twoBucketPolicies } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { AccessPoints } from './access-points';
import { bucketReference, compareBuckets, describeBucket, type BucketReference } from './bucket-reference';
import { bucketInput, jsonInput } from './deploy';
import { makeResources } from './make-resources';
import { MockRegistrations, type Registration } from './mock-registrations';
import { watchNamed } from './named-resources';
import { OtherPolicies, registeredBucket, watchStack, type OtherPolicy } from './other-policies';
import { plainOrPlaceholder } from './placeholders';
import { samePlatform, type Placement } from './placement';
import type { Program } from './program';
import { programEnd } from './program-end';
import { checkPublicAccess, registeredBlock, watchPublicAccess, type PublicAccessBlocks } from './public-access';

/** One declaration of guards, grants and kept statements on a bucket. */
export interface Declaration {
  readonly by: string;
  /** The bucket as this declaration named it. */
  readonly bucket: string;
  readonly intents: readonly BucketIntent[];
  readonly dependsOn: pulumi.ComponentResourceOptions['dependsOn'];
}

/** Everything that was declared on a bucket. */
export function intentsOf(declarations: readonly Declaration[]): readonly BucketIntent[] {
  return declarations.flatMap(({ intents }) => intents);
}

/** The one policy of a bucket: guards, grants and kept statements from wherever they were declared. */
export interface MergedPolicy {
  readonly bucket: string;
  readonly reference: BucketReference;
  readonly platform: Platform;
  readonly provider?: pulumi.ProviderResource;
  readonly protect?: boolean;
  readonly declarations: Declaration[];
  readonly resource: AwsBucketPolicy;
  /** The access points of the bucket that are made for grants. */
  readonly points: AccessPoints;
}

/** All bucket policies of a program. A bucket has one policy resource, no matter who declares guards on it and in whatever order. */
export class BucketPolicies {
  /** The bucket policies of a program. */
  public static of(program: Program): BucketPolicies {
    const policies = byProgram.get(program) ?? new BucketPolicies(program);
    byProgram.set(program, policies);
    return policies;
  }

  private readonly policies: MergedPolicy[] = [];
  private readonly others?: OtherPolicies;
  private readonly blocks?: PublicAccessBlocks;
  private readonly end: Promise<void>;
  private ended = false;

  private constructor(program: Program) {
    this.others = watchStack();
    if (this.others) this.others.check = (other) => this.checkOther(other, this.policies);
    this.blocks = watchPublicAccess();
    if (this.blocks) {
      this.blocks.check = (block) => {
        for (const { bucket, reference, declarations, platform } of this.policies) {
          const document = bucketDocument(bucket, intentsOf(declarations), platform);
          if (isOpened(document, platform)) checkPublicAccess(reference, namesOf(declarations), block);
        }
      };
    }
    const registrations = MockRegistrations.current();
    if (registrations) registrations.check = (registration) => this.checkRegistered(registration, registrations.seen);
    this.end = programEnd(program).then(() => {
      this.ended = true;
    });
  }

  /**
   * Adds guards, grants and kept statements to a bucket's policy, and makes the policy with the first of them.
   *
   * @param bucket its name or placeholder, as the caller and all these grants name it
   * @throws AccessError `BucketPolicyClosed`, `PublicAccessBlocked`, `AmbiguousBucket`, `TwoBucketPolicies`, `MixedProviders`, `NameTwice`, and what `bucketDocument` refuses
   */
  public add(bucket: string, intents: readonly BucketIntent[], placement: Placement, opts: pulumi.ComponentResourceOptions): MergedPolicy {
    if (this.ended) throw closed(placement.name);
    const merged = this.find(bucket, placement);
    const written = merged?.bucket ?? bucket;
    const own = intents.map((intent) => inBucket(intent, written));
    const declaration = { by: placement.name, bucket, intents: own, dependsOn: opts.dependsOn };
    const declarations = [...(merged?.declarations ?? []), declaration];
    // Rendered now for its errors: a throw at the program's end would name nobody.
    const document = bucketDocument(written, intentsOf(declarations), placement.platform);
    if (isOpened(document, placement.platform)) {
      const reference = merged?.reference ?? bucketReference(bucket);
      this.blocks?.seen.forEach((block) => checkPublicAccess(reference, namesOf(declarations), block));
    }
    if (document.accessPoints.length > 0) this.checkPoints(document, merged);
    if (merged !== undefined) {
      checkAlike(merged, placement, opts);
      merged.declarations.push(declaration);
    }
    const policy = merged ?? this.make(bucket, declaration, placement, opts);
    policy.points.make(document.accessPoints, placement);
    return policy;
  }

  private checkPoints(document: BucketDocument, own: MergedPolicy | undefined): void {
    const others = this.policies.filter((policy) => policy !== own)
      .map(({ bucket, declarations, platform }) => bucketDocument(bucket, intentsOf(declarations), platform));
    checkAccessPointsOnce([...others, document]);
  }

  private find(bucket: string, { name }: Placement): MergedPolicy | undefined {
    const reference = bucketReference(bucket);
    const compared = this.policies.map((policy) => ({ policy, result: compareBuckets(policy.reference, reference) }));
    const unclear = compared.find(({ result }) => result === 'unclear')?.policy;
    if (unclear) throw ambiguous([unclear.declarations[0].by, unclear.reference], [name, reference]);
    return compared.find(({ result }) => result === 'same')?.policy;
  }

  private make(bucket: string, declaration: Declaration, placement: Placement, { protect }: pulumi.ComponentResourceOptions): MergedPolicy {
    const { platform, provider, program, construct } = placement;
    const reference = bucketReference(bucket);
    const declarations = [declaration];
    for (const other of this.others?.seen ?? []) this.checkOther(other, [{ reference, declarations }]);
    const document = () => bucketDocument(bucket, intentsOf(declarations), platform);
    // Every name that was given for the bucket is checked, also those that the policy is not written with.
    const names = () => [...new Set(declarations.map((each) => each.bucket))];
    const policy = this.end.then(() => this.unblocked(document(), names(), namesOf(declarations), platform));
    const checked = { bucket: this.checkedBucket(bucket, declaration.by), policy: pulumi.output(policy) };
    // both were checked already, in the light of the whole policy
    const node = { ...bucketPolicyNode(bucket, []), args: { bucket: plainOrPlaceholder('bucket', checked.bucket), policy: plainOrPlaceholder('policy', checked.policy) }, checks: [] };
    const opts = {
      ...(reference.kind === 'resource' && { parent: reference.resource }),
      // what the component of another's program makes is below it, so that what waits for the component waits for its policies
      ...(program.asked && { parent: construct }),
      ...(provider && { provider }),
      ...(protect !== undefined && { protect }),
      dependsOn: pulumi.output(this.end.then(() => [
        ...declarations.flatMap(({ dependsOn }) => dependsOn ?? []),
        // by then all that the program makes is there
        ...namedByPolicy(bucket, document()).flatMap((named) => watchNamed()?.find(provider, named) ?? []),
      ])).apply((all) => all.flat()),
    };
    const nameOf = () => `${label(reference, declaration.by)}-bucket-policy`;
    const create = () => makeResources([node], placement, { nameOf, opts, named: [] }).get(node.id, 'aws_s3_bucket_policy');
    const resource = this.others ? this.others.unseen(create) : create();
    const points = new AccessPoints({ bucket, opts, points: this.end.then(() => document().accessPoints) });
    const merged = { bucket, reference, platform, provider, protect, declarations, resource, points };
    this.policies.push(merged);
    return merged;
  }

  /** Refuses another's policy on a bucket of ours. */
  private checkOther(other: OtherPolicy, policies: readonly Pick<MergedPolicy, 'reference' | 'declarations'>[]): void {
    for (const { reference, declarations: [{ by }] } of policies) {
      const result = compareBuckets(reference, other.reference);
      if (result === 'same') throw twoBucketPolicies(describeBucket(reference), [by, other.name], false);
      if (result === 'unclear') throw ambiguous([by, reference], [other.name, other.reference]);
    }
  }

  /** The policy as it is deployed, once it is clear that no block that was made before anybody looked stands against it. */
  private unblocked(document: BucketDocument, names: readonly string[], by: string, platform: Platform): pulumi.Output<string> {
    const deployed = deployedPolicy(document, names, by);
    const earlier = isOpened(document, platform) ? this.blocks?.earlier ?? [] : [];
    if (earlier.length === 0) return deployed;
    const blocks = earlier.map(({ name, bucket, blocks: blocking }) => pulumi.output({ name, of: bucket, blocking }));
    return pulumi.all([deployed, bucketInput(document.bucket), pulumi.all(blocks)]).apply(([text, bucket, found]) => {
      const block = found.find(({ of, blocking }) => blocking && (of === undefined || of === bucket));
      if (block) throw publicAccessBlocked(bucket, by, block.name, block.of === undefined);
      return text;
    });
  }

  /** Refuses the second of two resources of a unit test that don't go together, of which one is ours, whichever is registered first. */
  private checkRegistered(one: Registration, before: readonly Registration[]): void {
    const own = (registration: Registration) => this.policies.find(({ resource }) => (
      pulumi.resourceName(resource) === registration.name && pulumi.resourceType(resource) === registration.type
    ));
    for (const other of before) {
      const [ours, theirs] = own(one) ? [one, other] : [other, one];
      const policy = own(ours);
      if (policy === undefined || own(theirs)) continue;
      const { inputs: { bucket } } = ours;
      const by = namesOf(policy.declarations);
      if (registeredBucket(theirs) === bucket) throw twoBucketPolicies(String(bucket), [`that of the guards of ${by}`, theirs.name], false);
      const block = registeredBlock(theirs);
      if (block === undefined || ('bucket' in block && block.bucket !== bucket)) continue;
      const document = bucketDocument(policy.bucket, intentsOf(policy.declarations), policy.platform);
      if (isOpened(document, policy.platform)) throw publicAccessBlocked(String(bucket), by, block.name, !('bucket' in block));
    }
  }

  /** The bucket's name, once it is clear that no policy that was written before anybody looked is for the same bucket. */
  private checkedBucket(bucket: string, by: string): pulumi.Input<string> {
    const earlier = this.others?.earlier ?? [];
    const input = bucketInput(bucket);
    if (earlier.length === 0) return input;
    return pulumi.all([input, ...earlier.map((other) => other.bucket)]).apply(([name, ...taken]) => {
      const other = earlier[taken.indexOf(name)];
      if (other) throw twoBucketPolicies(name, [by, other.name], false);
      return name;
    });
  }
}

/** Made with the first policy of each program. */
const byProgram = new WeakMap<Program, BucketPolicies>();

/** Whether a policy opens its bucket to everyone, where a block of AWS may stand against it. */
function isOpened({ isPublic }: BucketDocument, platform: Platform): boolean {
  return isPublic && controlPlaneOf(platform).isAws;
}

/** The logical name of a bucket's policy must not depend on who declared a guard first; only an Output without a resource has no name. */
function label(reference: BucketReference, by: string): string {
  if (reference.kind === 'name') return reference.name;
  return reference.kind === 'resource' ? pulumi.resourceName(reference.resource) : reference.called?.label ?? by;
}

function checkAlike(merged: MergedPolicy, placement: Placement, opts: pulumi.ComponentResourceOptions): void {
  const { declarations: [first], platform, provider, protect } = merged;
  const otherProvider = provider !== placement.provider || !samePlatform(platform, placement.platform);
  const differs = otherProvider ? 'provider' : protect !== opts.protect ? 'protect' : undefined;
  if (differs !== undefined) throw mixedProviders(`bucket ${describeBucket(merged.reference)}`, [first.by, placement.name], differs);
}

function namesOf(declarations: readonly Declaration[]): string {
  return [...new Set(declarations.map(({ by }) => by))].join(', ');
}

/**
 * A bucket policy as it is deployed, once every name that was given for the bucket has turned out to be one, and the one that is kept.
 *
 * @param names the bucket as each declaration names it
 * @param by who declared it, for errors
 */
export function deployedPolicy({ bucket, document, json, keeps }: BucketDocument, names: readonly string[], by: string): pulumi.Output<string> {
  const principals = document.statements.flatMap(({ principals: named = {} }) => (named === '*' ? [] : Object.values(named).flat())).filter(isDeployTime);
  const { checks = [] } = bucketPolicyNode(bucket, principals);
  return pulumi.all([jsonInput(json, checks), ...names.map(bucketInput)]).apply(([text, name]) => {
    if (keeps.bucket !== undefined && keeps.bucket !== name) throw otherKeptBucket(by, keeps.bucket, shown(name));
    return text;
  });
}

type Claim = readonly [by: string, reference: BucketReference];

function ambiguous(one: Claim, other: Claim): AccessError {
  const [a, b] = [one, other].map(([by, reference]) => `bucket ${describeBucket(reference)} of ${by}`);
  return ambiguousBucket(a, b);
}

function closed(name: string): AccessError {
  return new AccessError({
    code: 'BucketPolicyClosed',
    message: `${name} declares a guard after the program's end, when the policies of its buckets are written already`,
    remedy: 'declare guards before the program ends: await what they wait for in an exported async function; in unit tests call pulumi.runtime.setMocks anew for each program',
  });
}
