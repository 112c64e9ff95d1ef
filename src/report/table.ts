import Table from 'cli-table3';

/** A plain table for a terminal: columns aligned, no colours and no frame, so that it can be pasted and searched. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const plain = new Table({
    head: [...head],
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      'top': '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      'bottom': '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      'left': '',
      'left-mid': '',
      'mid': '',
      'mid-mid': '',
      'right': '',
      'right-mid': '',
      'middle': '',
    },
  });
  plain.push(...rows.map((row) => [...row]));
  return plain.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}
