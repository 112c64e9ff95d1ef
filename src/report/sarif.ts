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
