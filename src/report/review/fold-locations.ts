import { locationKey } from './access-map';
import { locationLabel } from './mermaid';
import type { MapCell, MapLocation, MapRow } from './types';

/** More columns than this nobody reads side by side, and with a folder for each user they make a page that grows with the square of its users. */
export const MOST_COLUMNS = 60;

/** A column of the map. */
export interface MapColumn {
  readonly label: string;
  /** How many locations it stands for. */
  readonly locations: number;
  /** With its slash, where it stands for locations below a folder or a bucket; `''` where they are of several buckets; absent where it is one location. */
  readonly folder?: string;
}

/** The columns of a map. */
export interface MapColumns {
  readonly columns: readonly MapColumn[];
  /** The cells of a row by the number of their column, from 0; a column without any is absent. */
  cellsOf(row: MapRow): ReadonlyMap<number, readonly MapCell[]>;
}

interface Draft {
  /** The key of its location, or of the folder that it is folded at. */
  readonly key: string;
  readonly label: string;
  readonly locations: readonly MapLocation[];
  readonly isFolded: boolean;
  /** Whether it is the place of one principal alone. */
  readonly isOwn: boolean;
}

/**
 * A column for each location, as long as they are few. Where they are many, locations next to each other are folded into one column, such as
 * `bucket/home/…`: first those that have one principal each, where they are most, then all others in the same way. No location is left out.
 *
 * @param most the number of columns that stand without folding
 */
export function mapColumns(locations: readonly MapLocation[], rows: readonly MapRow[], most = MOST_COLUMNS): MapColumns {
  const uses = new Map<string, number>();
  const used = locations.length > most ? rows.flatMap(({ cells }) => cells.map(({ location }) => locationKey(location))) : [];
  for (const key of used) uses.set(key, (uses.get(key) ?? 0) + 1);
  let drafts: readonly Draft[] = locations.map((location) => {
    const key = locationKey(location);
    return { key, label: locationLabel(location), locations: [location], isFolded: false, isOwn: uses.get(key) === 1 };
  });
  for (const isCandidate of [({ isOwn }: Draft) => isOwn, () => true]) {
    while (drafts.length > most) {
      const folder = widest(drafts.filter(isCandidate));
      if (folder === undefined) break;
      drafts = fold(drafts, folder, isCandidate);
    }
  }
  const numbers = new Map(drafts.flatMap((draft, index) => draft.locations.map((location) => [locationKey(location), index] as const)));
  return {
    columns: drafts.map(({ key, label, locations: { length }, isFolded }) => ({ label, locations: length, ...(isFolded && { folder: key }) })),
    cellsOf: ({ cells }) => {
      const found = new Map<number, MapCell[]>();
      for (const cell of cells) {
        const number = numbers.get(locationKey(cell.location)) ?? 0;
        const known = found.get(number);
        if (known === undefined) found.set(number, [cell]);
        else known.push(cell);
      }
      return found;
    },
  };
}

/** The folder, bucket or, as `''`, the account with the most branches; undefined where nothing has two. */
function widest(drafts: readonly Draft[]): string | undefined {
  const branches = new Map<string, Set<string>>();
  for (const { key, isFolded } of drafts) {
    let below = isFolded ? `${key}…` : key;
    for (let at: string | undefined = isFolded ? key : parentOf(key); at !== undefined; at = parentOf(at)) {
      const known = branches.get(at) ?? new Set();
      branches.set(at, known.add(below));
      below = at;
    }
  }
  const [first] = [...branches].filter(([, { size }]) => size > 1)
    .sort(([one, { size: a }], [other, { size: b }]) => b - a || other.length - one.length || (one < other ? -1 : 1));
  return first?.[0];
}

/** What a key is in, with its slash; the account is `''`, and in nothing. */
function parentOf(key: string): string | undefined {
  return key === '' ? undefined : key.slice(0, key.slice(0, -1).lastIndexOf('/') + 1);
}

/** One column in the place of all candidates below a folder. */
function fold(drafts: readonly Draft[], folder: string, isCandidate: (draft: Draft) => boolean): readonly Draft[] {
  const isTaken = (draft: Draft) => isCandidate(draft) && draft.key.startsWith(folder) && (draft.key !== folder || draft.isFolded);
  const locations = drafts.filter(isTaken).flatMap((draft) => draft.locations);
  const folded: Draft = { key: folder, label: `${folder}…`, locations, isFolded: true, isOwn: false };
  const at = drafts.findIndex(isTaken);
  return [...drafts.slice(0, at), folded, ...drafts.slice(at + 1).filter((draft) => !isTaken(draft))];
}
