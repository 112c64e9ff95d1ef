import { plain } from './plain';

/** HTML that was written by us, or escaped. */
export class Html {
  /** @internal Made by {@link html}, {@link htmlLines} and {@link ownHtml} only. */
  public constructor(private readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}

/** What stands between parts of a template: text, which is escaped, and HTML, which isn't again. */
export type HtmlPart = string | number | Html | readonly HtmlPart[];

/**
 * A piece of HTML: what the template says, with everything between its parts escaped unless it is HTML already. So whatever is forgotten is
 * text.
 *
 * @example
 * html`<td title="${name}">${rows.map((row) => html`<b>${row}</b>`)}</td>`.toString();
 */
export function html(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(template.map((own, index) => own + (index < parts.length ? written(parts[index]) : '')).join(''));
}

/** Text of several lines, as HTML. */
export function htmlLines(text: string): Html {
  return new Html(text.split('\n').map(escaped).join('\n'));
}

/** HTML with something between its pieces. */
export function htmlJoined(parts: readonly HtmlPart[], between: string): Html {
  return new Html(parts.map(written).join(between));
}

/** What a file of this package holds, as HTML as it is: never text of others. */
export function ownHtml(text: string): Html {
  return new Html(text);
}

function written(part: HtmlPart): string {
  if (part instanceof Html) return part.toString();
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(written).join('');
}

function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
