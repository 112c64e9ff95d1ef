import { platformPrincipalKeys } from '../decide/platform-keys';
import { resolvePrincipal } from '../decide/principal';
import { principalKeys } from '../decide/principal-keys';
import type { Evaluation } from '../platforms/evaluation';
import type { PolicyDocument } from '../policy/document';
import { ask } from './compare-principal';
import { DocumentSide, type PolicyType } from './compile/compile-document';
import type { Row } from './compile/cube';
import { DOCUMENT, documentOrElse } from './compile/formula';
import { OR_ELSE } from './compile/substitute-actions';
import type { FixedKeys } from './compile/text-pattern';
import { externalPrincipals, type ExternalPrincipal } from './principals/external-principals';
import { principalFacts } from './principals/principal-facts';
import { inconclusive } from './report/inconclusive';
import { Told } from './report/reported-once';
import type { Tools } from './search/find-changes';
import type { AccessChange, ChangedPrincipal, Comparison, Inconclusive } from './types';

/** How two documents are compared. */
export interface DocumentQuestion {
  readonly tools: Tools;
  readonly policyType: PolicyType;
  /** Looks only at principals for which this holds. @default all */
  readonly who?: (principal: ChangedPrincipal) => boolean;
  /** Changes rows before they are compared. @default they stay */
  readonly restrict?: (rows: readonly Row[]) => readonly Row[];
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
export function compareDocuments(before: PolicyDocument, after: PolicyDocument, question: DocumentQuestion): Omit<Comparison, 'verdict'> {
  const { tools, policyType, who = () => true, restrict = (rows) => rows, evaluation } = question;
  const sides = [new DocumentSide('before', before, policyType, evaluation), new DocumentSide('after', after, policyType, evaluation)];
  const formula = evaluation?.asks === undefined ? DOCUMENT : documentOrElse(OR_ELSE);
  const gained: AccessChange[] = [];
  const lost: AccessChange[] = [];
  const open: Inconclusive[] = [];
  const told = new Told();
  for (const { principal, label, within } of principalsOf([before, after], question, open)) {
    if (!who(label)) continue;
    const resolved = resolvePrincipal(EMPTY, principal);
    const known = { resolved, keys: platformPrincipalKeys(principalKeys(resolved), evaluation) };
    const facts = (asked: readonly string[]): FixedKeys => (policyType === 'identity' ? new Map() : principalFacts(known, asked, false));
    const rows = (assumed: FixedKeys) => {
      const [had, has] = sides.map((side) => side.rows(principal, (asked) => new Map([...facts(asked), ...question.assumed ?? [], ...assumed])));
      return { before: { ...had, rows: restrict(had.rows) }, after: { ...has, rows: restrict(has.rows) } };
    };
    const answer = told.news({ label, within }, ask(
      { principal, label, formula, facts, rows, before: sides[0].allows(), after: sides[1].allows(), given: question.assumed },
      tools,
    ));
    gained.push(...answer.gained);
    lost.push(...answer.lost);
    open.push(...answer.inconclusive);
  }
  return { gained, lost, inconclusive: open, unread: [], named: [] };
}

function principalsOf(
  documents: readonly PolicyDocument[],
  { policyType, tools, besides = [] }: DocumentQuestion,
  open: Inconclusive[],
): readonly ExternalPrincipal[] {
  if (policyType === 'identity') return [HOLDER];
  const isKnown = (arn: string) => resolvePrincipal(EMPTY, { arn }).access !== undefined;
  const { principals, untold } = externalPrincipals([...documents, ...besides], [], isKnown, tools);
  if (untold !== undefined) open.push(inconclusive('limit', 'policy', untold, 'any other principal'));
  return principals;
}
