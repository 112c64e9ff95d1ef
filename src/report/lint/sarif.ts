import type { LintFinding } from '../../lint/types';
import { plain } from '../escape/plain';
import { sarifMessage } from '../escape/sarif';
import { sarifLog, sourceUri } from '../sarif';

/** Findings as SARIF 2.1.0, for code scanning. */
export function lintSarif(findings: readonly LintFinding[], source: string): string {
  const codes = [...new Map(findings.map((one) => [one.code, one])).values()];
  const uri = sourceUri(source);
  return sarifLog(
    codes.map(({ code, severity }) => ({ id: code, level: severity, text: words(code) })),
    findings.map(({ code, severity, where, path, sid, reason, remedy }) => ({
      ruleId: code,
      ruleIndex: codes.findIndex((one) => one.code === code),
      level: severity,
      message: { text: sarifMessage(`${where}${sid === undefined ? '' : `, statement ${sid}`}: ${reason}. Remedy: ${remedy}.`) },
      locations: [{
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: plain(`${where}${path === undefined ? '' : ` ${path}`}`) }],
      }],
      partialFingerprints: { 'accessLint/v1': plain([code, where, path ?? '', reason].join('|')) },
    })),
  );
}

/** `ActionResourceMismatch` as `Action resource mismatch`. */
function words(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
