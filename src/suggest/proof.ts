import { compareDocuments } from '../compare/compare-documents';
import { comparison, toolsFor } from '../compare/compare-principals';
import type { Comparison } from '../compare/types';
import type { Platform } from '../platforms/platform';
import type { Effect, Statement } from '../policy/document';

/** What all statements of a comparison belong to. */
export interface ProofScope {
  readonly effect: Effect;
  /** Whether they are a bucket's. */
  readonly isResource: boolean;
  readonly platform: Platform;
}

/**
 * Compares what lists of statements allow or deny, by themselves, with all requests that S3 can get. What can't be determined is never taken for
 * equal. Denials are compared by what they leave of everything.
 */
export class Proof {
  private readonly tools;
  private readonly everything: readonly Statement[];
  private readonly how;

  public constructor({ effect, isResource, platform: { partition, evaluation } }: ProofScope) {
    this.tools = toolsFor({}, partition, evaluation === undefined);
    this.how = { policyType: isResource ? 'resource' as const : 'identity' as const, ...(evaluation !== undefined && { evaluation }) };
    const all: Statement = { effect: 'Allow', actions: ['*'], resources: ['*'], ...(isResource && { principals: '*' as const }) };
    this.everything = effect === 'Deny' ? [all] : [];
  }

  /** What the second list allows more or less than the first; of denials, what the second leaves more or less. */
  public compare(before: readonly Statement[], after: readonly Statement[]): Comparison {
    const document = (statements: readonly Statement[]) => ({ version: '2012-10-17' as const, statements: [...this.everything, ...statements] });
    return comparison(compareDocuments(document(before), document(after), { tools: this.tools, ...this.how }));
  }

  /** Whether some statements certainly say nothing that others don't say already. */
  public isWithin(some: readonly Statement[], others: readonly Statement[]): boolean {
    return this.compare(others, [...others, ...some]).verdict === 'none';
  }
}
