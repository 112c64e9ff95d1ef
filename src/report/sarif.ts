import { sarifMessage } from './escape/sarif';
import { VERSION } from './version';

/** Where to read about the tool. */
const HOME = 'https://github.com/bucket-grants/bucket-grants';

/** A kind of result. */
export interface SarifRule {
  /** Its stable name. */
  readonly id: string;
  /** How bad its results are, where they don't say it themselves. */
  readonly level: 'error' | 'warning' | 'note';
  /** What it is about, in a sentence. */
  readonly text: string;
}

/**
 * A SARIF 2.1.0 log of one run.
 *
 * @param results - in the shape of SARIF
 * @param notes - what a reader should know, and is a finding of nobody
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog(rules: readonly SarifRule[], results: readonly object[], notes: readonly string[] = []): string {
  return JSON.stringify({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'bucket-grants',
          version: VERSION,
          informationUri: HOME,
          rules: rules.map(({ id, level, text }) => ({ id, shortDescription: { text }, defaultConfiguration: { level } })),
        },
      },
      ...(notes.length > 0 && {
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes.map((text) => ({ level: 'note', message: { text } })) }],
      }),
      columnKind: 'utf16CodeUnits',
      results,
    }],
  }, null, 2);
}

/** A log of this package, as far as joining looks at it. */
interface SarifLog {
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations?: readonly [{ readonly toolExecutionNotifications: readonly object[] }];
  readonly results: readonly { readonly ruleId: string }[];
}

/**
 * Several logs of this package as one run: code scanning takes one of a tool.
 *
 * @param logs - as {@link sarifLog} writes them
 * @param failures - what kept sources from being looked at
 */
export function joinedSarif(logs: readonly string[], failures: readonly string[]): string {
  const parse = (log: string): SarifLog => JSON.parse(log);
  const runs = logs.flatMap((log) => parse(log).runs);
  const rules = [...new Map(runs.flatMap(({ tool }) => tool.driver.rules).map((rule) => [rule.id, rule])).values()];
  const ids = rules.map(({ id }) => id);
  const notifications = [
    ...failures.map((text) => ({ level: 'error', message: { text: sarifMessage(text) } })),
    ...runs.flatMap(({ invocations }) => invocations?.[0].toolExecutionNotifications ?? []),
  ];
  const log = parse(sarifLog([], []));
  const [{ tool, ...rest }] = log.runs;
  return JSON.stringify({
    ...log,
    runs: [{
      ...rest,
      tool: { driver: { ...tool.driver, rules } },
      ...(notifications.length > 0 && { invocations: [{ executionSuccessful: failures.length === 0, toolExecutionNotifications: notifications }] }),
      results: runs.flatMap(({ results }) => results.map((result) => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) }))),
    }],
  }, null, 2);
}

/** Where a source lies, relative to where the command runs. */
export function sourceUri(source: string): string {
  const path = source.replace(/^git:[^:]*:/, '').replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  // of Windows: a drive, and a share of another machine
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${escapedPath(path.slice(2))}`;
  if (path.startsWith('//')) return `file:${escapedPath(path)}`;
  if (path.startsWith('/')) return `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
  return path.split('/').map(encodeURIComponent).join('/') || '.';
}

function escapedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
