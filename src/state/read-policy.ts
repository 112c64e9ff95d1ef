import type { NamedPolicy } from './access-state';
import { cleanDocument } from './clean-document';
import { isObject, mapStrings } from './json';
import type { Unknowns } from './unknown';
import { parsePolicy } from '../policy/parse';

/** Whose policy a document is: an identity's (a boundary is one too) or a bucket's. */
export type PolicySide = 'identity' | 'resource';

/** A document as a source gave it. */
export interface PolicySource {
  /** The JSON text with marks in it, or the JSON value. */
  readonly value: unknown;
  /** Where it stands, for the report of what isn't known. */
  readonly where: string;
  readonly side: PolicySide;
}

/** Reports something that the source doesn't tell. */
export type Report = (where: string, reason: string) => void;

/** Reads policy documents, and reports what isn't known of them: never more than one line a document. */
export class PolicyReader {
  public constructor(private readonly marks: Unknowns, private readonly report: Report) {}

  /** The document under a name; without a document where the source tells none of it, or what it tells is no policy. */
  public named(name: string, source: PolicySource): NamedPolicy {
    const document = this.document(source);
    return document === undefined ? { name } : { name, document };
  }

  private document({ value, where, side }: PolicySource): NamedPolicy['document'] {
    if (typeof value !== 'string' && !isObject(value)) {
      this.report(where, value === undefined || value === null ? 'the source holds no document' : `a policy document is an object or its text, not ${JSON.stringify(value).slice(0, 80)}`);
      return undefined;
    }
    const unknown = this.unknownIn(value);
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
