import { COLUMNS } from '../ask-verbs';
import { mermaidLabel } from '../escape/mermaid';
import type { MapCell, MapLocation, Review } from './types';

/** More arrows than this make no picture. */
const MOST_EDGES = 40;

/** How an arrow looks by what changed; colours that are distinguished on light and dark, and lines that are without colour. */
const STYLES: Readonly<Record<MapCell['state'], { readonly arrow: string; readonly style: string }>> = {
  gained: { arrow: '==>', style: 'stroke:#1a7f37,stroke-width:3px' },
  lost: { arrow: '-.->', style: 'stroke:#cf222e,stroke-width:2px' },
  both: { arrow: '==>', style: 'stroke:#bf8700,stroke-width:3px' },
  accepted: { arrow: '-->', style: 'stroke:#0969da,stroke-width:2px' },
  same: { arrow: '-->', style: 'stroke:#8c959f,stroke-width:1px' },
};

/** Who reaches what, as a Mermaid flow chart: arrows that changed first. Undefined when there is nothing to draw. */
export function accessPicture({ map: { rows } }: Review): { readonly chart: string; readonly leftOut: number } | undefined {
  const all = rows.flatMap(({ principal, cells }) => cells.map((cell) => ({ principal, cell, label: edgeLabel(cell) })))
    .filter(({ cell: { state, isWithin }, label }) => isWithin !== true && (state !== 'same' || label !== ''));
  const edges = [...all.filter(({ cell }) => cell.state !== 'same'), ...all.filter(({ cell }) => cell.state === 'same')].slice(0, MOST_EDGES);
  if (edges.length === 0) return undefined;
  const [principals, locations] = [new Ids('p'), new Ids('b')];
  const lines = edges.map(({ principal, cell, label }) => {
    const [from, to] = [principals.of(principal), locations.of(locationLabel(cell.location))];
    return `  ${from} ${STYLES[cell.state].arrow}${label === '' ? '' : `|${mermaidLabel(label)}|`} ${to}`;
  });
  const styles = edges.map(({ cell }, index) => `  linkStyle ${index} ${STYLES[cell.state].style}`);
  const nodes = [...principals.all.map(([text, id]) => `  ${id}[${mermaidLabel(text)}]`), ...locations.all.map(([text, id]) => `  ${id}[(${mermaidLabel(text)})]`)];
  return { chart: ['flowchart LR', ...nodes, ...lines, ...styles].join('\n'), leftOut: all.length - edges.length };
}

/** A location as people name it. */
export function locationLabel({ bucket, prefix }: MapLocation): string {
  if (bucket === '*') return prefix === '' ? 'everything' : `*/${prefix}`;
  return prefix === '' ? bucket : `${bucket}/${prefix}`;
}

/** What may be done after the change, what no longer may, and that something changed where no verb says it. */
function edgeLabel({ decisions, state }: MapCell): string {
  const verbs = decisions === undefined ? [] : COLUMNS.flatMap((verb) => {
    const { before, after } = decisions[verb];
    if (before === after) return after === 'no' ? [] : [verb];
    return [after === 'no' ? `- ${verb}` : before === 'no' ? `+ ${verb}` : `${verb}, was ${before}, is ${after}`];
  });
  return verbs.length > 0 || state === 'same' ? verbs.join(', ') : state;
}

/** Short ids for texts, which themselves can't be ids. */
class Ids {
  private readonly ids = new Map<string, string>();

  public constructor(private readonly letter: string) {}

  public get all(): ReadonlyArray<readonly [text: string, id: string]> {
    return [...this.ids];
  }

  public of(text: string): string {
    const id = this.ids.get(text) ?? `${this.letter}${this.ids.size}`;
    this.ids.set(text, id);
    return id;
  }
}
