import type { LintFinding } from '../../lint/types';
import { parseEntries, splitExpired, type Accepting } from '../allow-entries';

/** One entry of an allow file: findings that are accepted, why, and until when. */
export interface AcceptedFinding extends Accepting {
  /** The code of the findings, such as `BroadAllow`. */
  readonly code: string;
  /** The policy, as reports name it. */
  readonly where: string;
  /** The Sid of the statement. @default - any */
  readonly sid?: string;
  /** The location in the policy. @default - anywhere */
  readonly path?: string;
}

/** What became of findings and of the entries of an allow file. */
export interface FindingAcceptance {
  /** What isn't accepted. */
  readonly findings: readonly LintFinding[];
  /** What is accepted. */
  readonly accepted: readonly LintFinding[];
  /** Entries past their day: they accept nothing. */
  readonly expired: readonly AcceptedFinding[];
  /** Entries that no finding needed. */
  readonly unused: readonly AcceptedFinding[];
}

/**
 * Reads the parsed content of an allow file for `lint`.
 *
 * @param name what the file is called in errors
 * @throws AccessError `InvalidAllowFile`
 */
export function parseAcceptedFindings(content: unknown, name: string): readonly AcceptedFinding[] {
  return parseEntries(content, name, {
    shape: 'accepted: a list of { code, where, sid or path, reason, expires: YYYY-MM-DD }',
    keys: ['code', 'where', 'sid', 'path', 'reason', 'expires'],
    page: 'docs/lint.md',
    read: (fields): AcceptedFinding => {
      const [sid, path] = [fields.optionalText('sid'), fields.optionalText('path')];
      return { code: fields.text('code'), where: fields.text('where'), ...(sid !== undefined && { sid }), ...(path !== undefined && { path }), ...fields.accepting() };
    },
  });
}

/**
 * Holds findings against the entries of an allow file.
 *
 * @param today `YYYY-MM-DD`
 */
export function acceptFindings(findings: readonly LintFinding[], entries: readonly AcceptedFinding[], today: string): FindingAcceptance {
  const { valid, expired } = splitExpired(entries, today);
  const isAccepted = (finding: LintFinding) => valid.some((entry) => accepts(entry, finding));
  return {
    findings: findings.filter((finding) => !isAccepted(finding)),
    accepted: findings.filter(isAccepted),
    expired,
    unused: valid.filter((entry) => !findings.some((finding) => accepts(entry, finding))),
  };
}

function accepts(entry: AcceptedFinding, { code, where, sid, path }: LintFinding): boolean {
  const isThere = (entry.sid === undefined || entry.sid === sid) && (entry.path === undefined || entry.path === path);
  return entry.code === code && entry.where === where && isThere;
}
