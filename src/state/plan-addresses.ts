/** An instance in an address: the block that it is of, and its key there. */
export interface AddressPart {
  /** The address without the index; indices of the modules that it lies in stay. */
  readonly block: string;
  readonly key: string | number | undefined;
  /** The address up to here, with the index. */
  readonly whole: string;
}

/** Modules don't lie in one another deeper than this. */
const DEEPEST = 100;

const INDEX = /\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\]/y;
const WORD = /[\w-]+/y;

/**
 * The instances that an address leads through: those of modules, and that of the resource.
 *
 * @returns `undefined` when it is not an address
 */
export function addressParts(address: string): readonly AddressPart[] | undefined {
  const parts: AddressPart[] = [];
  let at = 0;
  let start = '';
  const word = (): string | undefined => {
    WORD.lastIndex = at;
    const found = WORD.exec(address)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  while (at < address.length) {
    if (parts.length > DEEPEST) return undefined;
    const from = at;
    const first = word();
    const words = first === 'data' ? 3 : 2;
    for (let count = 1; first !== undefined && count < words; count++) {
      if (address[at] !== '.') return undefined;
      at++;
      if (word() === undefined) return undefined;
    }
    if (first === undefined) return undefined;
    const block = start + address.slice(from, at);
    INDEX.lastIndex = at;
    const [index = '', number, text] = INDEX.exec(address) ?? [];
    at += index.length;
    const key = number === undefined ? text === undefined ? undefined : unquoted(text) : Number(number);
    parts.push({ block, key, whole: block + index });
    if (at < address.length && address[at] !== '.') return undefined;
    at++;
    start = `${block}${index}.`;
  }
  return parts;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
