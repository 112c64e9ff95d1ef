import { AccessError } from '../errors';
import { parsePolicy } from '../policy/parse';
import type { PolicyProblem } from '../policy/problems';
import { shown } from '../shape/shown';
import type { UnknownAccess } from './access-state';
import { cleanDocument } from './clean-document';
import { fingerprint, freshFingerprint } from './fingerprint';
import { everyString, isObject, mapStrings } from './json';
import { LazyPolicy, type ParsedDocument } from './lazy-policy';
import type { NamedPolicy, PolicyType } from './named-policy';
import type { Unknowns } from './unknown';

/** A document as a source gives it. */
export interface PolicySource {
  readonly policyType: PolicyType;
  /** Where it stands, for the report of what isn't known. */
  where(): string;
  /** The JSON text with tokens in it, or the JSON value. */
  value(): unknown;
}

/** The problems of a policy that was read from a source, errors and warnings; none for one that has been made otherwise. */
export function problemsOf(policy: NamedPolicy): readonly PolicyProblem[] {
  return LazyPolicy.problemsOf(policy);
}

/** Reports something that the source doesn't tell, with the fingerprint of what it says there that can't be read. */
export type Report = (unknown: UnknownAccess) => void;

/**
 * Reads policy documents when somebody first looks at them: most questions to a large state need few of its documents. Reports what
 * isn't known of each, in one line at most.
 */
export class PolicyReader {
  private readonly unread: NamedPolicy[] = [];

  public constructor(private readonly tokens: Unknowns, private readonly report: Report) {}

  /** The document under a name; without a document where the source tells none of it, or what it tells is not a policy. */
  public named(name: string, source: PolicySource, more: Pick<NamedPolicy, 'awsManaged'> = {}): NamedPolicy {
    const policy = new LazyPolicy(name, more, () => this.readable(source));
    this.unread.push(policy);
    return policy;
  }

  /** Reads a document for what it says of where it belongs, and reports nothing: the code that looks at it under a name reports that. */
  public peek(source: PolicySource): NamedPolicy['document'] {
    return new PolicyReader(this.tokens, () => undefined).readable(source).document;
  }

  /** Reads every document that nobody has looked at yet, so that all is reported. */
  public finish(): void {
    // looking at a document reads it
    for (const policy of this.unread.splice(0)) void policy.document;
  }

  private readable(source: PolicySource): ParsedDocument {
    try {
      return this.document(source.value(), source);
    } catch (error) {
      if (!(error instanceof AccessError) && !(error instanceof RangeError)) throw error;
      this.report({ where: source.where(), reason: `the document can't be read: ${error.message.split('\n')[0]}`, fingerprint: freshFingerprint() });
      return {};
    }
  }

  private document(value: unknown, source: PolicySource): ParsedDocument {
    if (typeof value !== 'string' && !isObject(value)) {
      const reason = value === undefined || value === null ? 'the source holds no document' : `a policy document is an object or its text, not ${shown(value)}`;
      this.report({ where: source.where(), reason, fingerprint: this.fingerprintOf(value) });
      return {};
    }
    const isKnown = everyString(value, (text) => this.tokens.isKnown(text));
    // nearly every document is known and clean: then it is read as it is
    const clean = isKnown ? cleanDocument(value, source.policyType) : undefined;
    if (clean !== undefined) return { document: clean };
    const unknown = isKnown ? [] : this.unknownIn(value);
    const parsed: ParsedDocument & { readonly wrong?: string } = typeof value === 'string' && this.tokens.whole(value) !== undefined ? {} : parse(this.settle(value), source.policyType);
    const { wrong } = parsed;
    const reasons = wrong === undefined ? unknown : [...unknown, wrong];
    // two texts that can't be read for the same reason needn't be the same
    if (reasons.length > 0) this.report({ where: source.where(), reason: reasons.join('; '), ...(wrong !== undefined && { fingerprint: this.fingerprintOf(value) }) });
    return parsed;
  }

  private fingerprintOf(value: unknown): string {
    return fingerprint(JSON.stringify(mapStrings(value, (text) => this.tokens.show(text))) ?? 'nothing');
  }

  private settle(value: string | object): string | object {
    return typeof value === 'string' ? this.tokens.settle(value) : mapStrings(value, (text) => this.tokens.settle(text)) as object;
  }

  private unknownIn(value: unknown): readonly string[] {
    const reasons = new Set<string>();
    const note = (text: string): string => {
      for (const { label, reason } of this.tokens.in(text)) reasons.add(`${label}: ${reason}`);
      return text;
    };
    if (typeof value === 'string') note(value);
    else mapStrings(value, note);
    return [...reasons];
  }
}

function parse(value: string | object, policyType: PolicyType): ParsedDocument & { readonly wrong?: string } {
  const clean = cleanDocument(value, policyType);
  if (clean !== undefined) return { document: clean };
  const { document, problems: found } = parsePolicy(value, { kind: policyType });
  if (document !== undefined) return { document, problems: found };
  const [problem] = found.filter(({ severity }) => severity === 'error');
  return { problems: found, wrong: `no usable policy document: ${problem?.path ?? '$'}: ${problem?.message ?? 'it is empty'}` };
}
