import { platformPrincipalKeys } from '../decide/platform-keys';
import { resolvePrincipal } from '../decide/principal';
import { principalKeys } from '../decide/principal-keys';
import type { Evaluation } from '../platforms/evaluation';
import type { PolicyDocument } from '../policy/document';
import { comparePrincipal } from './compare-principal';
import { ComparedDocument, type PolicyType } from './compile/compile-document';
import type { Cube } from './compile/cube';
import { DOCUMENT, documentOrElse } from './compile/formula';
import { OR_ELSE } from './compile/substitute-actions';
import type { FixedKeys } from './compile/text-pattern';
import { externalPrincipals, type ExternalPrincipal } from './principals/external-principals';
import { principalFacts } from './principals/principal-facts';
import { inconclusive } from './report/inconclusive';
import { ReportedOnce } from './report/reported-once';
import type { Tools } from './search/find-changes';
import type { AccessChange, ChangedPrincipal, Comparison, Inconclusive } from './types';

/** How two documents are compared. */
export interface DocumentQuery {
  readonly tools: Tools;
  readonly policyType: PolicyType;
  /** Looks only at principals for which this holds. @default all */
  readonly who?: (principal: ChangedPrincipal) => boolean;
  /** Changes cubes before they are compared. @default they stay */
  readonly restrict?: (cubes: readonly Cube[]) => readonly Cube[];
  /** Documents that say what `restrict` asks for; principals are told apart by them too. @default none */
  readonly besides?: readonly PolicyDocument[];
  /** Keys that requests have, or certainly haven't. @default none */
  readonly assumed?: FixedKeys;
  /** How the platform judges otherwise. @default as AWS */
  readonly evaluation?: Evaluation;
}

/** Whoever holds an identity policy. */
const HOLDER: ExternalPrincipal = { principal: { user: 'holder' }, label: 'the holder of the policy', within: [] };

const EMPTY = { users: new Map(), groups: new Map(), roles: new Map(), buckets: new Map(), unknowns: [] };

/** Compares two documents: for whoever holds them, or for everyone whom they tell apart. */
export function compareDocuments(before: PolicyDocument, after: PolicyDocument, query: DocumentQuery): Omit<Comparison, 'verdict'> {
  const { tools, policyType, who = () => true, restrict = (cubes) => cubes, evaluation } = query;
  const documents = [new ComparedDocument('before', before, policyType, evaluation), new ComparedDocument('after', after, policyType, evaluation)];
  const formula = evaluation?.asks === undefined ? DOCUMENT : documentOrElse(OR_ELSE);
  const gained: AccessChange[] = [];
  const lost: AccessChange[] = [];
  const open: Inconclusive[] = [];
  const reported = new ReportedOnce();
  for (const { principal, label, within } of principalsOf([before, after], query, open)) {
    if (!who(label)) continue;
    const resolved = resolvePrincipal(EMPTY, principal);
    const known = { resolved, keys: platformPrincipalKeys(principalKeys(resolved), evaluation) };
    const facts = (asked: readonly string[]): FixedKeys => (policyType === 'identity' ? new Map() : principalFacts(known, asked, false));
    const cubes = (assumed: FixedKeys) => {
      const [had, has] = documents.map((document) => (
        document.cubes(principal, (asked) => new Map([...facts(asked), ...query.assumed ?? [], ...assumed]))
      ));
      return { before: { ...had, cubes: restrict(had.cubes) }, after: { ...has, cubes: restrict(has.cubes) } };
    };
    const result = reported.news({ label, within }, comparePrincipal(
      { principal, label, formula, facts, cubes, before: documents[0].allows(), after: documents[1].allows(), given: query.assumed },
      tools,
    ));
    gained.push(...result.gained);
    lost.push(...result.lost);
    open.push(...result.inconclusive);
  }
  return { gained, lost, inconclusive: open, unread: [], named: [] };
}

function principalsOf(
  documents: readonly PolicyDocument[],
  { policyType, tools, besides = [] }: DocumentQuery,
  open: Inconclusive[],
): readonly ExternalPrincipal[] {
  if (policyType === 'identity') return [HOLDER];
  const isKnown = (arn: string) => resolvePrincipal(EMPTY, { arn }).access !== undefined;
  const { principals, incomplete } = externalPrincipals([...documents, ...besides], [], isKnown, tools);
  if (incomplete !== undefined) open.push(inconclusive('limit', 'policy', incomplete, 'any other principal'));
  return principals;
}
