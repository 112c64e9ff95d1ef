import type { PolicyDocument } from '../policy/document';
import type { PolicyProblem } from '../policy/problems';
import type { AwsManaged, NamedPolicy } from './named-policy';

/** A document, where there is a usable one, and what the parser had to say of it. */
export interface ParsedDocument {
  readonly document?: PolicyDocument;
  readonly problems?: readonly PolicyProblem[];
}

const NOTHING: ParsedDocument = {};

/**
 * A policy whose document is read when somebody first looks at it. Only the readers of this package make one, and it tells so by itself: a weak
 * set of all that they made would cost the collector of garbage more than reading them.
 */
export class LazyPolicy implements NamedPolicy {
  /** Whether something is such a policy. Nothing is read for it. */
  public static is(value: unknown): value is LazyPolicy {
    return typeof value === 'object' && value !== null && #read in value;
  }

  /** What the parser had to say of a policy; nothing where it isn't such a policy. */
  public static problemsOf(policy: NamedPolicy): readonly PolicyProblem[] {
    return (LazyPolicy.is(policy) ? policy.#once().problems : undefined) ?? [];
  }

  static readonly #document: PropertyDescriptor & ThisType<LazyPolicy> = {
    enumerable: true,
    get() { return this.#once().document; },
  };

  declare public readonly awsManaged?: AwsManaged;
  /** A property of its own, so that a copy has it. */
  declare public readonly document?: PolicyDocument;
  #read: (() => ParsedDocument) | undefined;
  #parsed = NOTHING;

  /** @param read asked once at most */
  constructor(public readonly name: string, { awsManaged }: Pick<NamedPolicy, 'awsManaged'>, read: () => ParsedDocument) {
    this.#read = read;
    if (awsManaged !== undefined) this.awsManaged = awsManaged;
    Object.defineProperty(this, 'document', LazyPolicy.#document);
  }

  #once(): ParsedDocument {
    const read = this.#read;
    if (read === undefined) return this.#parsed;
    this.#read = undefined;
    return (this.#parsed = read());
  }
}
