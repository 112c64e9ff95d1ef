import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { Intent } from '../grants/grant';
import type { Guard } from '../guards/guard';
import { checkBucketName } from '../s3/names';
import { BucketPolicies, type MergedPolicy } from './bucket-policies';
import { bucketReference } from './bucket-reference';
import { plainOrMark } from './marks';
import { placementOf, providerOf, type PlatformArgs } from './placement';

/** Args that every guard has beside its own. */
export interface GuardArgs extends PlatformArgs {
  /** The bucket to guard: its name, or `.id`, `.bucket` or `.arn` of the resource that makes it. */
  readonly bucket: pulumi.Input<string>;
}

/** The provider's own objects behind a guard. */
export interface GuardResources {
  /** The one policy of the bucket, with the guards of everybody in it. */
  readonly bucketPolicy: AwsBucketPolicy;
}

/** The bucket policy that a guard became part of, in words that hold on every platform. */
export interface BucketPolicyValue {
  /** The bucket's name. */
  readonly bucket: pulumi.Output<string>;
  /** The whole policy of the bucket as canonical JSON, known when the program ends. Never await it in the program, which would wait for itself. */
  readonly json: pulumi.Output<string>;
  /** The names of all guards on the bucket so far. */
  readonly guards: readonly string[];
}

/** What all guards have in common: they are part of their bucket's one policy. */
abstract class Guarding extends pulumi.ComponentResource {
  protected constructor(type: string, guards: readonly Guard[], name: string, args: GuardArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const bucket = checkBucketName(plainOrMark('bucket', args.bucket));
    super(type, name, {}, opts);
    const reference = bucketReference(bucket);
    const placement = placementOf(this, args, opts, reference.kind === 'resource' ? providerOf(reference.resource) : undefined);
    const policy = BucketPolicies.of(placement.program).add(bucket, guards, placement, opts);
    states.set(this, policy);
    this.registerOutputs({ bucket: policy.resource.bucket });
  }

  /** The bucket's policy with everything declared on it, also by others. */
  public get policy(): BucketPolicyValue {
    const { resource, declarations } = stateOf(this);
    const names = declarations.flatMap(({ guards }) => guards.map(({ name }) => name));
    return { bucket: resource.bucket, json: resource.policy, guards: [...new Set(names)].sort() };
  }

  /** The provider's own objects. */
  public get resources(): GuardResources {
    return { bucketPolicy: stateOf(this).resource };
  }
}

const states = new WeakMap<Guarding, MergedPolicy>();

function stateOf(guard: Guarding): MergedPolicy {
  return states.get(guard) as MergedPolicy;
}

/** What all guards that are constructs have in common. */
export abstract class StorageGuard<Props extends object> extends Guarding {
  protected constructor(type: string, intent: Intent<Props, Guard>, name: string, args: Props & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super(type, [intent(args)], name, args, opts);
  }
}

/** Args of {@link BucketPolicy}. */
export interface BucketPolicyArgs extends GuardArgs {
  /** What nobody may do: what functions such as `enforceHttps()` return. */
  readonly guards: readonly Guard[];
}

/**
 * Declares several guards on a bucket at once. They merge into the bucket's one policy with those that are declared elsewhere.
 *
 * @throws AccessError `NoGuards`, `InvalidBucketName`, `AmbiguousBucket`, `TwoBucketPolicies`, `BucketPolicyClosed`, `BucketPolicyTooLarge`
 * @example
 * new BucketPolicy('releases-policy', { bucket: releases.id, guards: [enforceHttps({ minimumTlsVersion: '1.2' })] });
 */
export class BucketPolicy extends Guarding {
  constructor(name: string, args: BucketPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:BucketPolicy', checkGuards(name, args.guards), name, args, opts);
  }
}

function checkGuards(name: string, guards: readonly Guard[]): readonly Guard[] {
  if (Array.isArray(guards) && guards.length > 0 && guards.every((guard) => guard?.kind === 'guard')) return guards;
  throw new AccessError({
    code: 'NoGuards',
    message: `${name} has ${Array.isArray(guards) && guards.length > 0 ? 'something in guards that is no guard' : 'no guards'}: a bucket policy here is made of guards`,
    remedy: 'list what functions such as enforceHttps() return',
  });
}
