import { html, htmlJoined, type Html } from '../escape/html';
import type { MapColumn } from './fold-locations';
import { listText } from './labels';
import { locationLabel } from './mermaid';
import { many } from './summary';
import type { MapCell } from './types';

/** Cells of one principal in one column as one: all their changes, and the state that tells most. */
export function mergedCell(cells: readonly MapCell[]): Pick<MapCell, 'state' | 'changes'> {
  const states = new Set(cells.map(({ state }) => state));
  const isBoth = states.has('both') || (states.has('gained') && states.has('lost'));
  const state = isBoth ? 'both' : (['gained', 'lost', 'accepted'] as const).find((one) => states.has(one)) ?? 'same';
  return { state, changes: [...new Set(cells.flatMap(({ changes }) => changes))] };
}

/** Where a cell is, for people. */
export function locationIn({ label }: MapColumn, cells: readonly MapCell[]): string {
  return cells.length === 1 ? locationLabel(cells[0].location) : `${cells.length} places in ${label}`;
}

/** What a cell of a folded column says before its letters: its location, or how many they are; nothing elsewhere. */
export function foldedText({ folder }: MapColumn, cells: readonly MapCell[]): Html {
  if (folder === undefined) return html``;
  const names = cells.map(({ location }) => (folder === '' ? locationLabel(location) : `${location.bucket}/${location.prefix}`.slice(folder.length)));
  return names.length === 1 ? html`${names[0]} ` : html`<span title="${listText(names)}">${names.length} places</span> `;
}

/** What was folded, and how many they are; nothing where nothing was. */
export function foldedNote(columns: readonly MapColumn[]): Html {
  const folded = columns.filter(({ folder }) => folder !== undefined);
  if (folded.length === 0) return html``;
  const locations = folded.reduce((sum, { locations: count }) => sum + count, 0);
  return html`
<p>${many(locations, 'place', 'places')} are folded into ${many(folded.length, 'column', 'columns')}, since a column each would be too many: ${
  htmlJoined(folded.map(({ label, locations: count }) => html`<code>${label}</code> (${count})`), ', ')
}. A cell there names its place, or counts several, and then has the letters of all of them. Every change stands below with its places; search finds folded places, too.</p>`;
}
