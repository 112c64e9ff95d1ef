/*
 * A judge of rendered policies that shares nothing with the package: a few lines of its own that read the JSON, and say whether a request is
 * allowed, or denied, at the most. Conditions other than those on listings are taken to hold: what they could take away makes nothing wider.
 */

/** How a platform reads text. */
export interface Reading {
  /** Whether `$\{*}`, `$\{?}` and `$\{$}` are the characters themselves. */
  readonly escapes: boolean;
  /** The variable that stands for the user's name; none where nothing is filled in. */
  readonly userName?: string;
  /** Whether the user's name is filled in with its special characters written as %XX. */
  readonly percent?: boolean;
}

/** A request for an action. */
export interface Asked {
  /** `bucket` or `bucket/key`. */
  readonly at: string;
  /** The prefix of a listing. */
  readonly prefix?: string;
}

interface Piece {
  readonly kind: 'text' | 'run' | 'one';
  readonly text: string;
}

/** A case asks the same patterns about many texts. */
const known = new Map<string, readonly Piece[]>();

function piecesOf(pattern: string, reading: Reading, user: string): readonly Piece[] {
  const id = JSON.stringify([pattern, reading, user]);
  const found = known.get(id) ?? pieces(pattern, reading, user);
  if (known.size > 200) known.clear();
  known.set(id, found);
  return found;
}

function pieces(pattern: string, reading: Reading, user: string): readonly Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at);
    const escape = reading.escapes ? /^\$\{([*?$])\}/.exec(rest) : null;
    const variable = reading.userName !== undefined && rest.toLowerCase().startsWith(`\${${reading.userName}}`);
    if (escape !== null) {
      found.push({ kind: 'text', text: escape[1] });
      at += escape[0].length;
    } else if (variable) {
      found.push({ kind: 'text', text: reading.percent === true ? encodeURIComponent(user) : user });
      at += (reading.userName ?? '').length + 3;
    } else {
      found.push({ kind: rest[0] === '*' ? 'run' : rest[0] === '?' ? 'one' : 'text', text: rest[0] });
      at += 1;
    }
  }
  return merged(found);
}

/** Texts that follow each other are one. */
function merged(all: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  for (const piece of all) {
    const last = found.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') found.splice(-1, 1, { kind: 'text', text: last.text + piece.text });
    else found.push(piece);
  }
  return found;
}

/** Whether text matches a pattern: the textbook's table, row by row. */
export function matches(pattern: string, text: string, reading: Reading, user: string): boolean {
  let reached = new Set([0]);
  for (const piece of piecesOf(pattern, reading, user)) {
    const next = new Set<number>();
    for (const at of reached) {
      if (piece.kind === 'run') {for (let end = at; end <= text.length; end++) next.add(end);} else if (piece.kind === 'one') {if (at < text.length) next.add(at + 1);} else if (text.startsWith(piece.text, at)) {next.add(at + piece.text.length);}
    }
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(text.length);
}

/** A statement as JSON has it. */
export interface JsonStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const list = (value: string | readonly string[] = []): readonly string[] => (typeof value === 'string' ? [value] : value);
const PLAIN: Reading = { escapes: false };

/** Whether a statement speaks of an action. */
export function speaksOf({ Action, NotAction }: JsonStatement, action: string): boolean {
  const hasAction = (patterns: readonly string[]) => patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase(), PLAIN, ''));
  return Action !== undefined ? hasAction(list(Action)) : !hasAction(list(NotAction));
}

/** Whether a statement that speaks of a request's action applies to it, where all that isn't looked at holds. */
export function applies({ Resource, Condition = {} }: JsonStatement, { at, prefix }: Asked, reading: Reading, user: string): boolean {
  if (!list(Resource).some((pattern) => matches(pattern, `arn:aws:s3:::${at}`, reading, user))) return false;
  return Object.entries(Condition).every(([operator, keys]) => Object.entries(keys).every(([key, values]) => {
    if (key.toLowerCase() !== 's3:prefix') return true;
    if (prefix === undefined) return false;
    // without Like, wildcards are text
    const exact = (value: string) => matches(value.replace(/[*?]/g, (sign) => `\${${sign}}`), prefix, { ...reading, escapes: true }, user);
    return list(values).some((value) => (operator.startsWith('StringLike') ? matches(value, prefix, reading, user) : exact(value)));
  }));
}

/** A rule as a proxy has it: a star at the end is the only wildcard. */
export interface JsonRule {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Whether a rule's resources cover a bucket or a key. */
export function covers({ resources }: JsonRule, at: string, reading: Reading, user: string): boolean {
  const name = reading.percent === true ? encodeURIComponent(user) : user;
  return resources.map((resource) => resource.replaceAll(`\${${reading.userName ?? ''}}`, name))
    .some((resource) => (resource.endsWith('*') ? at.startsWith(resource.slice(0, -1)) : at === resource));
}
