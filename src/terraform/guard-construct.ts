import { Construct } from 'constructs';
import type { Intent } from '../grants/grant';
import type { Guard } from '../guards/guard';
import { checkAreGuards } from '../plan/check-guard';
import { identityDocument } from '../plan/identity-document';
import { checkOneTarget, onPrincipal } from '../plan/refusals';
import { splitProps } from '../shape/intent';
import { NAME } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { BucketPolicies } from './bucket-policies';
import { policyValue, type BucketPolicyValue } from './bucket-policy';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { type GrantedPolicy, type PolicyResources, writePolicy } from './identity-policy';
import { policyResource, type MergedBucketPolicy } from './merged-bucket-policy';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions, type Placement } from './platform-scope';
import { ownerOf, type GranteeBase } from './policy-owner';
import { ANY_PRINCIPAL } from './principal-resources';
import { checkTokens } from './tokens';

/** What a guard construct on a bucket takes beside the props of the guard. */
export interface GuardOnBucket extends ConstructOptions {
  /** Name of the bucket, or a reference to it, such as `bucket.id`. */
  readonly bucket: string;
  /** Never together with a bucket. */
  readonly on?: undefined;
}

/** What a guard construct on somebody takes beside the props of the guard. */
export interface GuardOnPrincipal<Grantee> extends ConstructOptions {
  /** The principal that it restrains, in every bucket: a user or group made here, or a user, group or role that exists already. */
  readonly on: Grantee;
  /** Never together with somebody. */
  readonly bucket?: undefined;
}

/** What a guard construct takes beside the props of the guard: the bucket that it protects, or the principal that it restrains. */
export type GuardOptions<Grantee> = GuardOnBucket | GuardOnPrincipal<Grantee>;

const guardOptions = (): Shape<GuardOptions<unknown>> => ({ ...CONSTRUCT_OPTIONS, bucket: NAME, on: ANY_PRINCIPAL });

/** What a guard's construct was given, read once, and the guard that comes of it. */
export interface ReadGuard<Options> {
  readonly guard: Guard;
  readonly props: Options;
}

/**
 * Reads what the construct of a guard was given.
 *
 * @param id - the construct, in words
 * @throws AccessError `InvalidOption`, `DeployTimeValue`, and what the guard itself refuses
 */
export function readGuard<Props extends object, Grantee>(
  engine: TerraformEngine, intent: Intent<Props, Guard>, id: string, given: unknown,
): ReadGuard<GuardOptions<Grantee>> {
  const { own, all } = splitProps<Props, GuardOptions<Grantee>>(id, intent, guardOptions() as Shape<GuardOptions<Grantee>>, given);
  checkTokens(engine, id, own, []);
  return { guard: intent(own), props: all };
}

/** The provider's own objects behind a guard; those of an identity policy where it is on somebody. */
export interface GuardResources<E extends TerraformEngine> extends PolicyResources<E> {
  /**
   * The one bucket policy, which all guards of the bucket share.
   *
   * @throws AccessError `GuardOnPrincipal` where the guard is on somebody
   */
  readonly bucketPolicy: ResourceOf<E, 'S3BucketPolicy'>;
}

/**
 * Guards on a bucket or on somebody. All guards of a bucket, no matter who declares them, become one bucket policy; on somebody each construct
 * writes an identity policy of its own.
 *
 * @throws AccessError `NoGuards`, `WrongGuardTarget`, and what the guard itself refuses
 */
export class GuardConstruct<E extends TerraformEngine> extends Construct {
  /**
   * The provider's own objects.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: GuardResources<E>;
  /** The identity policies that it made; none where it is on a bucket. */
  public readonly policies: readonly GrantedPolicy[];
  private readonly merged?: MergedBucketPolicy;

  constructor(engine: E, guards: readonly Guard[], scope: Construct, id: string, props: GuardOptions<GranteeBase<E>>) {
    super(scope, id);
    const { path } = this.node;
    checkAreGuards(path, guards, false);
    checkOneTarget(path, props);
    const placement = placementOf(engine, this, props);
    if (props.on === undefined) {
      this.merged = BucketPolicies.of(engine, this).add(this, props.bucket, guards, placement);
      this.policies = [];
      handBack(this, 'resources', placement.platform, { bucketPolicy: policyResource<E>(this.merged) });
    } else {
      const { policy, resources } = this.restrain(engine, guards, props, placement);
      this.policies = [policy];
      const own = Object.defineProperty({ ...resources }, 'bucketPolicy', { get: () => { throw onPrincipal(path); } }) as GuardResources<E>;
      handBack(this, 'resources', placement.platform, own);
    }
  }

  /**
   * The bucket's policy with everything declared so far, also by others.
   *
   * @throws AccessError `GuardOnPrincipal` where the guard is on somebody
   */
  public get policy(): BucketPolicyValue {
    if (!this.merged) throw onPrincipal(this.node.path);
    return policyValue(this.merged);
  }

  private restrain(engine: E, guards: readonly Guard[], { on }: GuardOnPrincipal<GranteeBase<E>>, placement: Placement) {
    const owner = ownerOf(this, on, placement);
    return writePolicy(engine, this, owner, identityDocument(guards, owner, placement.platform), placement, []);
  }
}
