import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import type { Grant, Intent } from '../grants/grant';
import { GUARD, type Guard } from '../guards/guard';
import { bucketDocument, type BucketIntent, type KeptPolicy } from '../plan/bucket-document';
import { bucketGrant } from '../plan/bucket-grant';
import { checkAreGuards } from '../plan/check-guard';
import { customStatements, type CustomStatement } from '../plan/custom-statements';
import { keptStatements, type ExistingStatements } from '../plan/existing-statements';
import type { Platform } from '../platforms/platform';
import { checkBucketName } from '../s3/names';
import { listOf, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { BucketPolicies, intentsOf, type MergedPolicy } from './bucket-policies';
import { bucketReference } from './bucket-reference';
import { ofAws } from './control-planes';
import { INPUT, readArgs, type WithInputs } from './inputs';
import { plainOrPlaceholder } from './placeholders';
import { PLATFORM_ARGS, placementOf, providerOf, type PlatformArgs } from './placement';
import { States } from './states';

/** A bucket policy in words that hold on every platform, with all that became part of it. */
export interface BucketPolicyValue {
  /** The bucket's name. */
  readonly bucket: pulumi.Output<string>;
  /** The whole policy of the bucket as canonical JSON, known when the program ends. Never await it in the program, which would wait for itself. */
  readonly json: pulumi.Output<string>;
  /** The names of all guards on the bucket so far. */
  readonly guards: readonly string[];
  /** The names of all grants in the policy so far: those to other accounts, to everyone and to services. */
  readonly grants: readonly string[];
  /** What it keeps of the policy that was there before. */
  readonly keeps: KeptPolicy;
}

/** The policy of a bucket with everything declared so far. */
export function policyValue(merged: MergedPolicy): BucketPolicyValue {
  const { bucket, platform, resource, declarations } = merged;
  const { guards, grants, keeps } = bucketDocument(bucket, intentsOf(declarations), platform);
  return { bucket: resource.bucket, json: resource.policy, guards, grants, keeps };
}

/** What becomes part of the policy of a bucket, also where the platform has a say in it. */
type IntentsThere = readonly BucketIntent[] | ((bucket: string, platform: Platform) => readonly BucketIntent[]);

/** Adds to the policy of a bucket for a construct: with its own provider, else with that of the bucket's resource. */
export function addToPolicy(
  construct: pulumi.ComponentResource, bucket: string, intents: IntentsThere, args: PlatformArgs, opts: pulumi.ComponentResourceOptions,
): MergedPolicy {
  const reference = bucketReference(bucket);
  const placement = placementOf(construct, args, opts, reference.kind === 'resource' ? providerOf(reference.resource) : undefined);
  return BucketPolicies.of(placement.program).add(bucket, typeof intents === 'function' ? intents(bucket, placement.platform) : intents, placement, opts);
}

/** Args of all that becomes part of a bucket's policy and of nothing else. */
interface PartArgs extends PlatformArgs {
  readonly bucket: pulumi.Input<string>;
}

/** What is part of a bucket's one policy and of nothing else. */
abstract class PolicyPart extends pulumi.ComponentResource {
  protected constructor(type: string, intents: IntentsThere, name: string, args: PartArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const bucket = checkBucketName(plainOrPlaceholder('bucket', args.bucket));
    super(type, name, {}, opts);
    const merged = addToPolicy(this, bucket, intents, args, opts);
    parts.set(this, merged);
    this.registerOutputs({ bucket: merged.resource.bucket });
  }

  /** The bucket's policy with everything declared on it, also by others. */
  public get policy(): BucketPolicyValue {
    return policyValue(parts.of(this));
  }

  /**
   * The provider's own objects: the one bucket policy, which all guards and grants of the bucket share.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public get resources(): { readonly bucketPolicy: AwsBucketPolicy } {
    const { platform, resource } = parts.of(this);
    return ofAws(platform, { bucketPolicy: resource });
  }
}

const parts = new States<MergedPolicy>();

/** What all grants have in common that say themselves who gets them: everyone, or a service. */
export abstract class BucketGrantResource<Props extends { readonly bucket: string }> extends PolicyPart {
  protected constructor(
    type: string, intent: Intent<Props, Grant>, name: string, given: WithInputs<Props> & PartArgs, opts?: pulumi.ComponentResourceOptions,
  ) {
    const { props, args } = readArgs<Props, PartArgs>(name, intent, { ...PLATFORM_ARGS, bucket: INPUT }, given);
    super(type, [bucketGrant(intent(props))], name, args, opts);
  }
}

/** Args of {@link BucketPolicy}. */
export interface BucketPolicyArgs extends PlatformArgs {
  /** The bucket: its name, or `.id`, `.bucket` or `.arn` of the resource that makes it. */
  readonly bucket: pulumi.Input<string>;
  /**
   * What nobody may do: what functions such as `enforceHttps()` return.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * The policy that the bucket has already, as JSON text or as an object, and never an Output: its statements are kept as they are. Without
   * it they would be overwritten.
   *
   * @default - nothing is kept
   */
  readonly existingStatements?: ExistingStatements;
  /**
   * Statements of its policy, each with its principals, that no grant and no guard says, in the policy language: checked as `parsePolicy` and
   * `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

const ARGS: Shape<BucketPolicyArgs> = { ...PLATFORM_ARGS, bucket: INPUT, guards: listOf(GUARD), existingStatements: VALUE, customStatements: VALUE };

/**
 * Declares several guards on a bucket at once, the statements that its policy has already, which are kept, and such as were written by hand.
 * They merge into the bucket's one policy with what is declared elsewhere.
 *
 * @throws AccessError `NoGuards`, `InvalidCustomStatements`, `InvalidBucketName`, `InvalidExistingStatements`, `AmbiguousBucket`, `TwoBucketPolicies`,
 * `BucketPolicyClosed`, `BucketPolicyTooLarge`
 * @example
 * new BucketPolicy('releases-policy', { bucket: releases.id, guards: [enforceHttps({ minimumTlsVersion: '1.2' })] });
 */
export class BucketPolicy extends PolicyPart {
  constructor(name: string, given: BucketPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<BucketPolicyArgs>(ARGS, given, { what: name });
    super('bucket-grants:index:BucketPolicy', partsOf(name, args), name, args, opts);
  }
}

function partsOf(name: string, { guards = [], existingStatements, customStatements: custom }: BucketPolicyArgs): IntentsThere {
  const kept = existingStatements === undefined ? [] : [keptStatements(existingStatements)];
  checkAreGuards(name, guards, (existingStatements ?? custom) !== undefined);
  return (bucket, platform) => [...guards, ...kept, ...customStatements(custom, { kind: 'bucket', name: bucket }, platform)];
}
