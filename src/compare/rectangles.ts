/** A set of actions and a set of resources, by number, all requests of which change. */
export interface Rectangle {
  readonly actions: ReadonlySet<number>;
  readonly resources: ReadonlySet<number>;
}

/**
 * Says a set of cells as few rectangles: resources with the same actions are one. Rectangles are joined where what that adds is no request
 * at all: of `s3:*`, some actions go with objects only and others with buckets only.
 *
 * @param cells resources by action
 * @param goTogether whether a request can have the action and the resource
 */
export function rectanglesOf(
  cells: ReadonlyMap<number, ReadonlySet<number>>,
  goTogether: (action: number, resource: number) => boolean,
): readonly Rectangle[] {
  const joined: Rectangle[] = [];
  const covers = (actions: ReadonlySet<number>, resources: ReadonlySet<number>) => [...actions].every(
    (action) => [...resources].every((resource) => cells.get(action)?.has(resource) === true || !goTogether(action, resource)),
  );
  for (const one of sameActions(cells)) {
    const at = joined.findIndex(({ actions, resources }) => covers(one.actions, resources) && covers(actions, one.resources));
    if (at < 0) joined.push(one);
    else joined[at] = { actions: new Set([...joined[at].actions, ...one.actions]), resources: new Set([...joined[at].resources, ...one.resources]) };
  }
  return joined;
}

function sameActions(cells: ReadonlyMap<number, ReadonlySet<number>>): readonly Rectangle[] {
  const byResource = new Map<number, number[]>();
  for (const [action, resources] of cells) {
    for (const resource of resources) {
      const known = byResource.get(resource);
      if (known === undefined) byResource.set(resource, [action]);
      else known.push(action);
    }
  }
  const rectangles = new Map<string, { actions: ReadonlySet<number>; resources: Set<number> }>();
  for (const [resource, actions] of byResource) {
    const id = [...actions].sort((a, b) => a - b).join(' ');
    const rectangle = rectangles.get(id) ?? { actions: new Set(actions), resources: new Set<number>() };
    rectangle.resources.add(resource);
    rectangles.set(id, rectangle);
  }
  return [...rectangles.values()];
}
