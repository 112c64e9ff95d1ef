import type * as pulumi from '@pulumi/pulumi';

/** A resource and its parents, the nearest first. */
export function* ancestry(resource: pulumi.Resource): Generator<pulumi.Resource> {
  for (let at: Parented | undefined = resource; at; at = at.__parentResource) yield at;
}

interface Parented extends pulumi.Resource {
  /** Set by every Pulumi SDK since the first; not in the public type. */
  readonly __parentResource?: Parented;
}
