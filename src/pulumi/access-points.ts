import * as pulumi from '@pulumi/pulumi';
import { type AccessPointDocument, policyArgument } from '../plan/access-points';
import { accessPointNode } from '../plan/graph/policies';
import { makeResources } from './make-resources';
import type { Placement } from './placement';

/** What the access points of a bucket are made of. */
export interface OfBucket {
  readonly bucket: string;
  /** How the bucket's policy is made. */
  readonly opts: pulumi.CustomResourceOptions;
  /** The access points of all that is declared on the bucket, which is known when the program ends. */
  readonly points: Promise<readonly AccessPointDocument[]>;
}

/** The access points of a bucket: each is made with the first grant through it. Pulumi's AWS package takes a region for each, in all versions that are supported. */
export class AccessPoints {
  private readonly made = new Set<string>();

  constructor(private readonly of: OfBucket) {}

  /** Makes what isn't there yet. */
  public make(points: readonly AccessPointDocument[], placement: Placement): void {
    const { bucket, opts, points: whole } = this.of;
    for (const point of points) {
      if (this.made.has(point.arn)) continue;
      this.made.add(point.arn);
      const later = { region: point.region, policy: pulumi.output(whole.then((all) => policyArgument(point.arn, all))) };
      makeResources([accessPointNode(bucket, point)], placement, { nameOf: () => nameOfPoint(point), opts, later, named: [] });
    }
  }
}

/** Part of URNs: never change it. */
function nameOfPoint({ region, accessPoint }: AccessPointDocument): string {
  return `${region}-${accessPoint}-access-point`;
}
