import { plain } from '../escape/plain';
import { sarifMessage } from '../escape/sarif';
import { sarifLog, sourceUri } from '../sarif';
import { changeLines, directionText, listText, outcomeText, statementLabel, witnessText } from './labels';
import { questionText, unreadParts } from './open-questions';
import { acceptedText, who } from './summary';
import type { PrincipalChanges, Review, ReviewedChange } from './types';

const RULES = [
  { id: 'access-gained', level: 'error', text: 'Somebody may do something that was denied before' },
  { id: 'access-lost', level: 'warning', text: 'Somebody may no longer do something that was allowed before' },
  { id: 'access-inconclusive', level: 'warning', text: 'Whether access changes depends on something that the source does not tell' },
  { id: 'acceptance-expired', level: 'error', text: 'An accepted change is past the day until which it was accepted' },
  { id: 'acceptance-unused', level: 'note', text: 'An accepted change is not there' },
] as const;

type RuleId = typeof RULES[number]['id'];

/** One result, with what tells it from others over runs. */
interface Finding {
  readonly rule: RuleId;
  readonly text: string;
  readonly fingerprint: string;
  /** Policies that it comes from. */
  readonly policies: readonly string[];
  /** Why it is accepted. */
  readonly accepted?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * A review as SARIF 2.1.0, for code scanning and editors. Every result lies in the after source; accepted changes are suppressed with their
 * reasons.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function reviewSarif(review: Review): string {
  const { groups, questions, acceptance, sources, comparison } = review;
  const findings: readonly Finding[] = [
    ...groups.flatMap((group) => group.changes.map((change) => changeFinding(group, change))),
    ...questions.map((one): Finding => ({ rule: 'access-inconclusive', text: questionText(one), fingerprint: questionText(one), policies: one.locations })),
    ...(acceptance?.expired ?? []).map((one): Finding => ({ rule: 'acceptance-expired', text: acceptedText(one), fingerprint: acceptedText(one), policies: [] })),
    ...(acceptance?.unused ?? []).map((one): Finding => ({ rule: 'acceptance-unused', text: acceptedText(one), fingerprint: acceptedText(one), policies: [] })),
  ];
  const notes = unreadParts(comparison.unread).flatMap(([title, texts]) => texts.map((text) => sarifMessage(`${title}: ${text}`)));
  return sarifLog(RULES, findings.map((finding) => result(finding, sourceUri(sources.after))), notes);
}

function changeFinding({ principals }: PrincipalChanges, reviewed: ReviewedChange): Finding {
  const { direction, change, id, acceptedBy, each } = reviewed;
  const lines = changeLines(reviewed).map(([title, text]) => `${title} ${text}`);
  return {
    rule: direction === 'gained' ? 'access-gained' : 'access-lost',
    text: `${who(principals)} ${directionText(reviewed)} ${plain(listText(change.actions))} ${plain(lines.join('; '))}. For example ${plain(witnessText(change.witness))}: ${outcomeText(reviewed)}.`,
    fingerprint: id,
    policies: change.statements.map(statementLabel),
    ...(acceptedBy.length > 0 && { accepted: acceptedBy.map(({ reason, expires }) => `until ${expires}: ${reason}`).join('; ') }),
    properties: {
      principals,
      actions: change.actions,
      resources: change.resources,
      ...(change.unless && { unless: change.unless.map(plain) }),
      witnesses: each.map(({ witness }) => witness),
    },
  };
}

function result({ rule, text, fingerprint, policies, accepted, properties }: Finding, uri: string): object {
  const names = [...new Set(policies)].map(plain);
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: RULES.find(({ id }) => id === rule)?.level,
    message: { text: sarifMessage(text) },
    locations: [{
      physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
      ...(names.length > 0 && { logicalLocations: names.map((name) => ({ fullyQualifiedName: name })) }),
    }],
    partialFingerprints: { 'accessChange/v1': fingerprint },
    ...(accepted !== undefined && { suppressions: [{ kind: 'external', status: 'accepted', justification: plain(accepted) }] }),
    ...(properties !== undefined && { properties }),
  };
}
