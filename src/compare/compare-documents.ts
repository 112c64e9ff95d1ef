import { platformPrincipalKeys } from '../decide/platform-keys';
import { resolvePrincipal } from '../decide/principal';
import { principalKeys } from '../decide/principal-keys';
import type { Evaluation } from '../platforms/evaluation';
import type { PolicyDocument } from '../policy/document';
import type { PrincipalQuery } from './compare-principal';
import { type Compared, comparePrincipals, comparison, type Scope, toolsFor } from './compare-principals';
import { ComparedDocument, type PolicyType } from './compile/compile-document';
import { DOCUMENT, DOCUMENT_OR_ELSE } from './compile/formula';
import type { FixedKeys } from './compile/text-pattern';
import { type ComparedPrincipal, externalPrincipals } from './principals/external-principals';
import { principalFacts } from './principals/principal-facts';
import type { Tools } from './report/changed-regions';
import { inconclusive } from './report/inconclusive';
import type { CompareOptions, Comparison, Inconclusive } from './types';

/** What two documents are attached to, and how much work comparing them may be. */
export interface CheckOptions extends Pick<CompareOptions, 'maxStates'> {
  /** What the documents are attached to: `identity`, or `resource` (a bucket policy, a trust policy, …). */
  readonly policyType: PolicyType;
}

/**
 * Compares two policy documents of any service, alone: all requests that can be written down are looked at.
 *
 * @param evaluation how a platform judges otherwise than AWS
 */
export function compareTwoDocuments(before: PolicyDocument, after: PolicyDocument, options: CheckOptions, evaluation?: Evaluation): Comparison {
  const tools = toolsFor({ ...options, strict: true });
  return comparison(compareDocuments(before, after, { tools, policyType: options.policyType, evaluation }));
}

/** How two documents are compared. */
export interface DocumentQuery extends Scope {
  readonly tools: Tools;
  readonly policyType: PolicyType;
  /** How the platform judges otherwise. @default as AWS */
  readonly evaluation?: Evaluation;
}

/** Compares two documents: for the principal that holds them, or for every principal that they distinguish. */
export function compareDocuments(before: PolicyDocument, after: PolicyDocument, query: DocumentQuery): Omit<Comparison, 'verdict'> {
  const documents = new TwoDocuments(before, after, query);
  const { inconclusive: open, ...found } = comparePrincipals(documents, query, query.tools);
  return { ...found, inconclusive: [...open, ...documents.incomplete], unread: [], named: [] };
}

/** The principal that holds an identity policy. */
const HOLDER: ComparedPrincipal = { principal: { user: 'holder' }, label: 'the holder of the policy', within: [] };

const EMPTY = { users: new Map(), groups: new Map(), roles: new Map(), buckets: new Map(), unknowns: [] };

class TwoDocuments implements Compared {
  /** Why there may be principals that aren't compared. */
  public readonly incomplete: Inconclusive[] = [];
  private readonly documents: readonly ComparedDocument[];

  public constructor(private readonly before: PolicyDocument, private readonly after: PolicyDocument, private readonly how: DocumentQuery) {
    const { policyType, evaluation } = how;
    this.documents = [new ComparedDocument('before', before, policyType, evaluation), new ComparedDocument('after', after, policyType, evaluation)];
  }

  public principals(): Iterable<ComparedPrincipal> {
    const { policyType, tools, besides = [] } = this.how;
    if (policyType === 'identity') return [HOLDER];
    const isKnown = (arn: string) => resolvePrincipal(EMPTY, { arn }).access !== undefined;
    const { principals, incomplete } = externalPrincipals([this.before, this.after, ...besides], [], isKnown, tools);
    if (incomplete !== undefined) this.incomplete.push(inconclusive('limit', 'policy', incomplete, 'any other principal'));
    return principals;
  }

  public query({ principal, label }: ComparedPrincipal): PrincipalQuery {
    const { policyType, evaluation, restrict = (cubes) => cubes, assumed: given } = this.how;
    const resolved = resolvePrincipal(EMPTY, principal);
    const known = { resolved, keys: platformPrincipalKeys(principalKeys(resolved), evaluation) };
    const facts = (asked: readonly string[]): FixedKeys => (policyType === 'identity' ? new Map() : principalFacts(known, asked, false));
    const cubes = (assumed: FixedKeys) => {
      const [had, has] = this.documents.map((document) => (
        document.cubes(principal, (asked) => new Map([...facts(asked), ...given ?? [], ...assumed]))
      ));
      return { before: { ...had, cubes: restrict(had.cubes) }, after: { ...has, cubes: restrict(has.cubes) } };
    };
    const formula = evaluation?.checkedAs === undefined ? DOCUMENT : DOCUMENT_OR_ELSE;
    const [before, after] = this.documents.map((document) => document.allows());
    return { principal, label, formula, facts, cubes, before, after, given };
  }
}
