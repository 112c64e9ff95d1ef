import type { NamedPolicy } from './access-state';
import { cleanDocument } from './clean-document';
import { isObject, mapStrings } from './json';
import type { Unknowns } from './unknown';
import { AccessError } from '../errors';
import { parsePolicy } from '../policy/parse';

/** Whose policy a document is: an identity's (a boundary is one too) or a bucket's. */
export type PolicySide = 'identity' | 'resource';

/** A document as a source gives it. */
export interface PolicySource {
  /** Where it stands, for the report of what isn't known. */
  readonly where: string;
  readonly side: PolicySide;
  /** The JSON text with marks in it, or the JSON value. */
  value(): unknown;
}

/** Reports something that the source doesn't tell. */
export type Report = (where: string, reason: string) => void;

const NONE: ReadonlySet<string> = new Set();

/**
 * Reads policy documents when somebody first looks at them: most questions to a large state need few of its documents. Reports what
 * isn't known of each, in one line at most.
 */
export class PolicyReader {
  private readonly unread: (() => unknown)[] = [];

  public constructor(private readonly marks: Unknowns, private readonly report: Report) {}

  /** The document under a name; without a document where the source tells none of it, or what it tells is no policy. */
  public named(name: string, source: PolicySource): NamedPolicy {
    let known: { readonly document: NamedPolicy['document'] } | undefined;
    const read = (): NamedPolicy['document'] => (known ??= { document: this.readable(source) }).document;
    this.unread.push(read);
    return { name, get document() { return read(); } };
  }

  /** Reads every document that nobody has looked at yet, so that all is reported. */
  public finish(): void {
    for (const read of this.unread.splice(0)) read();
  }

  private readable(source: PolicySource): NamedPolicy['document'] {
    try {
      return this.document(source.value(), source);
    } catch (error) {
      if (!(error instanceof AccessError) && !(error instanceof RangeError)) throw error;
      this.report(source.where, `the document can't be read: ${error.message.split('\n')[0]}`);
      return undefined;
    }
  }

  private document(value: unknown, { where, side }: PolicySource): NamedPolicy['document'] {
    if (typeof value !== 'string' && !isObject(value)) {
      this.report(where, value === undefined || value === null ? 'the source holds no document' : `a policy document is an object or its text, not ${JSON.stringify(value).slice(0, 80)}`);
      return undefined;
    }
    const unknown = typeof value === 'string' && this.marks.isKnown(value) ? NONE : this.unknownIn(value);
    if (unknown.size > 0) this.report(where, [...unknown].join('; '));
    if (typeof value === 'string' && this.marks.whole(value) !== undefined) return undefined;
    const settled = this.settle(value);
    const clean = cleanDocument(settled, side);
    if (clean !== undefined) return clean;
    const { document, problems } = parsePolicy(settled, { kind: side });
    const wrong = problems.find((problem) => problem.severity === 'error');
    if (wrong !== undefined || document === undefined) this.report(where, `no usable policy document: ${wrong === undefined ? 'it is empty' : `${wrong.path}: ${wrong.message}`}`);
    return wrong === undefined ? document : undefined;
  }

  private settle(value: string | object): string | object {
    return typeof value === 'string' ? this.marks.settle(value) : mapStrings(value, (text) => this.marks.settle(text)) as object;
  }

  private unknownIn(value: unknown): ReadonlySet<string> {
    const reasons = new Set<string>();
    const note = (text: string): string => {
      for (const { label, reason } of this.marks.in(text)) reasons.add(`${label}: ${reason}`);
      return text;
    };
    if (typeof value === 'string') note(value);
    else mapStrings(value, note);
    return reasons;
  }
}
