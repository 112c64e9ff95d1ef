import type { BucketView, CompiledPrincipal } from './compiled-principal';
import type { RequestKeys } from './match/keys';
import type { RequestPlan } from './request-plan';

/** A request taken apart: what the statements are held against, and which of them need to be. */
export interface PreparedRequest {
  readonly principal: CompiledPrincipal;
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestKeys;
  readonly view: BucketView;
  /** False when no policy of a resource is known to bear on it: it is none of S3's buckets and objects, nor another that the state holds. */
  readonly hasBucket: boolean;
  readonly plan: RequestPlan;
  /** The same request at each bucket behind an access point. */
  readonly behind?: readonly PreparedRequest[];
}
