/** A member of a JSON object; an object keeps all of its members, also those with a name twice. */
export interface JsonMember {
  readonly key: string;
  /** Where the key starts in the text, in UTF-16 units; 0 for a value that was not a text. */
  readonly offset: number;
  readonly value: JsonNode;
}

/** A JSON value that remembers what `JSON.parse` forgets: positions, members with the same name, and numbers as they were written. */
export type JsonNode =
  | { readonly kind: 'object'; readonly offset: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly offset: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null'; readonly offset: number; readonly text: string };

/** A policy needs eight levels; more than this is refused rather than followed. */
export const MAX_DEPTH = 32;

/** Why input is not JSON document that can be read. */
export class JsonReadError extends Error {
  constructor(public readonly code: 'MalformedJson' | 'DocumentTooDeep' | 'DocumentTooLarge', message: string, public readonly offset: number) {
    super(message);
    this.name = 'JsonReadError';
  }
}

/** What a value is called in messages. */
export function describeNode(node: JsonNode): string {
  const article = node.kind === 'object' || node.kind === 'array' ? 'an' : 'a';
  return node.kind === 'null' ? 'null' : `${article} ${node.kind}`;
}
