import { shown } from '../../shape/shown';
import { type Entry, type Located, type LocatedMap, wrongAt } from './located';

/** What the files of a plan fill together, by how many levels of names lie above what may be said once. */
const TOGETHER: Readonly<Record<string, number>> = { users: 1, groups: 1, roles: 1, buckets: 1, variables: 1, environments: 2 };
/** Lists that the files of a plan fill together. */
const LISTS: readonly string[] = ['existing', 'external'];

/**
 * Joins the files of one plan, such as one for each team. What two of them say is an error, also where both say the same: nobody who reads
 * one of them would know what holds.
 *
 * @throws AccessError `InvalidPlanFile`
 */
export function mergeFiles(plans: readonly LocatedMap[]): LocatedMap {
  const entries = new Map<string, Entry>();
  for (const plan of plans) {
    for (const entry of plan.entries.values()) {
      const earlier = entries.get(entry.name);
      if (earlier === undefined) entries.set(entry.name, entry);
      else if (entry.name !== 'accessPlan') entries.set(entry.name, { ...earlier, value: together(earlier, entry) });
    }
  }
  return { ...plans[0], entries };
}

function together(earlier: Entry, entry: Entry): Located {
  const [before, after] = [earlier.value, entry.value];
  if (LISTS.includes(entry.name) && before.is === 'list' && after.is === 'list') return { ...before, items: [...before.items, ...after.items] };
  return joined(earlier, entry, TOGETHER[entry.name] ?? 0);
}

function joined(earlier: Entry, entry: Entry, levels: number): Located {
  const [before, after] = [earlier.value, entry.value];
  if (levels === 0 || before.is !== 'map' || after.is !== 'map') {
    throw wrongAt(entry.at, `${shown(entry.name)} stands in two files of the plan, here and at ${earlier.at()}`, 'say it in one of them');
  }
  const entries = new Map(before.entries);
  for (const [name, one] of after.entries) {
    const twice = entries.get(name);
    entries.set(name, twice === undefined ? one : { ...twice, value: joined(twice, one, levels - 1) });
  }
  return { ...before, entries };
}
