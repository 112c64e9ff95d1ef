import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import type { Intent } from '../grants/grant';
import type { Guard } from '../guards/guard';
import { identityDocument } from '../plan/identity-document';
import { checkOneTarget, onPrincipal } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { checkBucketName } from '../s3/names';
import type { Shape } from '../shape/shape';
import type { MergedPolicy } from './bucket-policies';
import { addToPolicy, policyValue, type BucketPolicyValue } from './bucket-policy';
import { ofAws } from './control-planes';
import { principalOf, userProvider, type Grantee } from './grantee';
import { makePolicy, namedAfter, type GrantedPolicy, type PolicyResources } from './identity-policies';
import { INPUT, readArgs } from './inputs';
import { plainOrPlaceholder } from './placeholders';
import { PLATFORM_ARGS, placementOf, type PlatformArgs } from './placement';
import { ANY_PRINCIPAL } from './principal-resources';
import { checkSamePlatform } from './principals';
import { States } from './states';

/** Args that a guard on a bucket has beside its own. */
export interface GuardOnBucketArgs extends PlatformArgs {
  /** The bucket to guard: its name, or `.id`, `.bucket` or `.arn` of the resource that makes it. */
  readonly bucket: pulumi.Input<string>;
  /** Never together with a bucket. */
  readonly on?: undefined;
}

/** Args that a guard on somebody has beside its own. */
export interface GuardOnPrincipalArgs extends PlatformArgs {
  /** The principal that it restrains, in every bucket: a user or group made here, or a user, group or role that exists already. */
  readonly on: Grantee;
  /** Never together with somebody. */
  readonly bucket?: undefined;
}

/** Args that every guard has beside its own: the bucket that it protects, or the principal that it restrains. */
export type GuardArgs = GuardOnBucketArgs | GuardOnPrincipalArgs;

const ARGS: Shape<GuardArgs> = { ...PLATFORM_ARGS, bucket: INPUT, on: ANY_PRINCIPAL };

/** The provider's own objects behind a guard; those of an identity policy where it is on somebody. */
export interface GuardResources extends PolicyResources {
  /**
   * The one policy of the bucket, with the guards of everybody in it.
   *
   * @throws AccessError `GuardOnPrincipal` where the guard is on somebody
   */
  readonly bucketPolicy: AwsBucketPolicy;
}

/** What all guards have in common: they are part of their bucket's one policy, or write an identity policy for the principals that they restrain. */
abstract class Guarding extends pulumi.ComponentResource {
  protected constructor(type: string, guards: readonly Guard[], name: string, args: GuardArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkOneTarget(name, args);
    const bucket = args.on === undefined ? checkBucketName(plainOrPlaceholder('bucket', args.bucket)) : undefined;
    super(type, name, {}, opts);
    const state = bucket === undefined ? restrain(this, guards, name, args as GuardOnPrincipalArgs, opts) : protect(this, guards, bucket, args, opts);
    states.set(this, state);
    this.registerOutputs(state.merged ? { bucket: state.merged.resource.bucket } : { policies: state.policies.map((policy) => policy.name) });
  }

  /**
   * The bucket's policy with everything declared on it, also by others.
   *
   * @throws AccessError `GuardOnPrincipal` where the guard is on somebody
   */
  public get policy(): BucketPolicyValue {
    return policyValue(mergedOf(this));
  }

  /** The identity policies that it wrote; none where it is on a bucket. */
  public get policies(): readonly GrantedPolicy[] {
    return stateOf(this).policies;
  }

  /**
   * The provider's own objects.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public get resources(): GuardResources {
    const guard = this;
    const { platform, resources } = stateOf(this);
    return ofAws(platform, { ...resources, get bucketPolicy() { return mergedOf(guard).resource; } });
  }
}

interface GuardState {
  readonly platform: Platform;
  /** Where it is on a bucket. */
  readonly merged?: MergedPolicy;
  readonly policies: readonly GrantedPolicy[];
  readonly resources: PolicyResources;
}

const states = new States<GuardState>();

function stateOf(guard: Guarding): GuardState {
  return states.of(guard);
}

function mergedOf(guard: Guarding): MergedPolicy {
  const { merged } = stateOf(guard);
  if (merged) return merged;
  throw onPrincipal(pulumi.resourceName(guard));
}

function protect(guard: Guarding, guards: readonly Guard[], bucket: string, args: GuardArgs, opts: pulumi.ComponentResourceOptions): GuardState {
  const merged = addToPolicy(guard, bucket, guards, args, opts);
  return { platform: merged.platform, merged, policies: [], resources: {} };
}

function restrain(
  guard: Guarding, guards: readonly Guard[], name: string, args: GuardOnPrincipalArgs, opts: pulumi.ComponentResourceOptions,
): GuardState {
  const placement = placementOf(guard, args, opts, userProvider(args.on));
  const principal = principalOf(args.on, placement);
  checkSamePlatform(principal, placement);
  const document = principal.budget.place(identityDocument(guards, principal, placement.platform));
  const { policy, resources } = makePolicy(`${name}-policy`, principal, namedAfter(document, principal, placement), [], placement);
  return { platform: placement.platform, policies: [policy], resources };
}

/** What all guards that are constructs have in common. */
export abstract class StorageGuard<Props extends object> extends Guarding {
  protected constructor(type: string, intent: Intent<Props, Guard>, name: string, given: Props & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    const { props, args } = readArgs<Props, GuardArgs>(name, intent, ARGS, given);
    super(type, [intent(props)], name, args, opts);
  }
}
