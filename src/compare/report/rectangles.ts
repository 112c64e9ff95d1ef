/** A set of actions and a set of resources, by number, all requests of which change. */
export interface Rectangle {
  readonly actions: ReadonlySet<number>;
  readonly resources: ReadonlySet<number>;
}

/** A rectangle in patterns. */
interface Line {
  readonly rectangle: Rectangle;
  /** Whether the patterns say it exactly. */
  readonly exact: boolean;
  /** How many patterns it takes. */
  readonly length: number;
}

/**
 * Says a set of cells in few lines: resources with the same actions are one. Where such a line isn't exact, rectangles are made as large as
 * they can be without a request that isn't in the set: of `s3:*`, some actions go with objects only and others with buckets only, which
 * readers know. Lines may then have requests in common.
 *
 * @param cells resources by action
 * @param goTogether whether a request can have the action and the resource
 */
export function fewLines<L extends Line>(
  cells: Cells,
  goTogether: (action: number, resource: number) => boolean,
  say: (rectangle: Rectangle) => L,
): readonly L[] {
  const byResource = turned(cells);
  const parts = alike(byResource).map(([resources, actions]) => ({ actions, resources }));
  const plain = parts.map(say);
  if (plain.every(({ exact }) => exact) || parts.length > MOST_PARTS) return plain;
  const others = alike(cells).map(([actions, resources]) => ({ actions, resources }));
  const grow = grower(cells, byResource, goTogether);
  const grown = [...new Map([...parts, ...others].flatMap(grow).map((one) => [rectangleKey(one), one])).values()];
  return fewest(cells, plain, grown.map(say).filter(({ exact }) => exact));
}

/** With more different sets of actions than this, a line is said for each. */
const MOST_PARTS = 64;

type Cells = ReadonlyMap<number, ReadonlySet<number>>;

/** Makes rectangles larger: with all resources that its actions allow, then with all actions that these allow, and the other way round. */
function grower(cells: Cells, byResource: Cells, goTogether: (action: number, resource: number) => boolean) {
  const resourcesFor = (actions: ReadonlySet<number>) => new Set([...byResource].flatMap(([resource, has]) => (
    isFull([...actions], (action) => has.has(action), (action) => goTogether(action, resource)) ? [resource] : []
  )));
  const actionsFor = (resources: ReadonlySet<number>) => new Set([...cells].flatMap(([action, has]) => (
    isFull([...resources], (resource) => has.has(resource), (resource) => goTogether(action, resource)) ? [action] : []
  )));
  return ({ actions, resources }: Rectangle): readonly Rectangle[] => {
    const [wide, high] = [resourcesFor(actions), actionsFor(resources)];
    return [
      { actions, resources }, { actions, resources: wide }, { actions: high, resources },
      { actions: actionsFor(wide), resources: wide }, { actions: high, resources: resourcesFor(high) },
    ];
  };
}

/** Whether all that can be are there, and any are. */
function isFull(all: readonly number[], isThere: (one: number) => boolean, canBe: (one: number) => boolean): boolean {
  return all.some(isThere) && all.every((one) => isThere(one) || !canBe(one));
}

/** Few exact lines that cover the cells, those that say most with least first, and what is left over in the lines that aren't exact. */
function fewest<L extends Line>(cells: Cells, plain: readonly L[], exact: readonly L[]): readonly L[] {
  const left = new Map([...cells].map(([action, resources]) => [action, new Set(resources)]));
  const covered = ({ actions, resources }: Rectangle) => {
    let count = 0;
    for (const action of actions) for (const resource of left.get(action) ?? []) if (resources.has(resource)) count++;
    return count;
  };
  const chosen: L[] = [];
  const choose = (lines: readonly L[]) => {
    for (;;) {
      const [best] = lines.map((line) => ({ line, worth: covered(line.rectangle) / (line.length + 1) })).filter(({ worth }) => worth > 0)
        .sort((a, b) => b.worth - a.worth);
      if (best === undefined) return;
      chosen.push(best.line);
      const { actions, resources } = best.line.rectangle;
      for (const action of actions) for (const resource of resources) left.get(action)?.delete(resource);
    }
  };
  choose(exact);
  choose(plain);
  return chosen;
}

function rectangleKey({ actions, resources }: Rectangle): string {
  return [actions, resources].map((set) => [...set].sort((a, b) => a - b).join(' ')).join(' x ');
}

/** Columns by row instead of rows by column. */
function turned(cells: Cells): Cells {
  const rows = new Map<number, Set<number>>();
  for (const [column, all] of cells) {
    for (const row of all) {
      const known = rows.get(row);
      if (known === undefined) rows.set(row, new Set([column]));
      else known.add(column);
    }
  }
  return rows;
}

/** What has the same cells, together. */
function alike(cells: Cells): readonly (readonly [alike: ReadonlySet<number>, cells: ReadonlySet<number>])[] {
  const found = new Map<string, readonly [Set<number>, ReadonlySet<number>]>();
  for (const [one, all] of cells) {
    const id = [...all].sort((a, b) => a - b).join(' ');
    const known = found.get(id);
    if (known === undefined) found.set(id, [new Set([one]), all]);
    else known[0].add(one);
  }
  return [...found.values()];
}
