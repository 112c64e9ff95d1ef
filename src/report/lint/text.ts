import type { LintFinding } from '../../lint/types';
import { plain } from '../escape/plain';

/** Findings for people: a headline, then each with its location and what to do. */
export function lintText(findings: readonly LintFinding[]): string {
  return [headline(findings), ...findings.map(block)].join('\n\n');
}

function headline(findings: readonly LintFinding[]): string {
  if (findings.length === 0) return 'Nothing found.';
  const counts = (['error', 'warning', 'note'] as const).map((severity) => [severity, findings.filter((one) => one.severity === severity).length] as const);
  return `${counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}${count === 1 ? '' : 's'}`).join(', ')}.`;
}

function block({ severity, code, where, path, sid, reason, remedy }: LintFinding): string {
  const location = [where, ...(path === undefined ? [] : [path]), ...(sid === undefined ? [] : [`(${sid})`])].join(' ');
  return `${severity} ${code}: ${plain(location)}\n  ${plain(reason)}\n  Remedy: ${plain(remedy)}`;
}
