import type { Construct } from 'constructs';
import { type AccessPointDocument, policyArgument } from '../plan/access-points';
import type { BucketDocument } from '../plan/bucket-document';
import { accessPointNode } from '../plan/graph/policies';
import { templateSafe } from '../plan/graph/template';
import type { TerraformEngine } from './engine';
import { makeResources } from './make-resources';
import type { Placement } from './platform-scope';

/** The access points of a bucket: each is made with the first grant through it. */
export class AccessPoints {
  private readonly made = new Set<string>();

  /**
   * @param home the construct that they are made below
   * @param bucket as the bucket's policy names it
   * @param document all that was declared on the bucket
   */
  constructor(
    private readonly engine: TerraformEngine, private readonly home: Construct, private readonly bucket: string,
    private readonly document: () => BucketDocument,
  ) {}

  /** Makes what isn't there yet. */
  public make(points: readonly AccessPointDocument[], placement: Placement): void {
    for (const point of points) {
      if (this.made.has(point.arn)) continue;
      this.made.add(point.arn);
      const node = accessPointNode(this.bucket, point);
      const policy = this.engine.Lazy.stringValue({ produce: () => templateSafe(policyArgument(point.arn, this.document().accessPoints)) });
      makeResources(this.engine, this.home, [{ ...node, args: { ...node.args, policy } }], placement, () => idOf(point));
    }
  }
}

/** Part of resource addresses: never change it. No bucket's policy has such an id, since names of buckets have no capitals. */
function idOf({ region, accessPoint }: AccessPointDocument): string {
  return `AccessPoint-${region}-${accessPoint}`;
}
