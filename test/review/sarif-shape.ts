/** What a value of SARIF 2.1.0 must be: a shape of {@link SHAPES}, a list of it, one of some words, or a plain value that passes a test. */
type Kind = string | readonly [item: string] | Set<string> | ((value: unknown) => boolean);

const isText = (value: unknown): boolean => typeof value === 'string';
const isPlace = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isLine = (value: unknown): boolean => isPlace(value) && value !== 0;
const isUri = (value: unknown): boolean => typeof value === 'string' && /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[\dA-F]{2})+$/i.test(value);
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isTexts = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.values(value).every(isText);
const isBag = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const LEVELS = new Set(['none', 'note', 'warning', 'error']);

/**
 * The parts of SARIF that reviews use, each with its properties; those with `!` must be there, and there may be no others.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html sections 3.4 to 3.52
 */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  log: { '$schema': isUri, 'version!': new Set(['2.1.0']), 'runs!': ['run'] },
  run: { 'tool!': 'tool', 'columnKind': new Set(['utf16CodeUnits', 'unicodeCodePoints']), 'results': ['result'], 'invocations': ['invocation'] },
  invocation: { 'executionSuccessful!': isFlag, 'toolExecutionNotifications': ['notification'] },
  notification: { 'level': LEVELS, 'message!': 'message' },
  tool: { 'driver!': 'component' },
  component: { 'name!': isText, 'version': isText, 'informationUri': isUri, 'rules': ['rule'] },
  rule: { 'id!': isText, 'shortDescription': 'message', 'defaultConfiguration': 'configuration' },
  configuration: { level: LEVELS },
  message: { 'text!': isText },
  result: {
    'message!': 'message',
    'ruleId': isText,
    'ruleIndex': isPlace,
    'level': LEVELS,
    'locations': ['location'],
    'partialFingerprints': isTexts,
    'suppressions': ['suppression'],
    'properties': isBag,
  },
  location: { physicalLocation: 'physicalLocation', logicalLocations: ['logicalLocation'] },
  physicalLocation: { 'artifactLocation!': 'artifact', 'region': 'region' },
  artifact: { 'uri!': isUri },
  region: { 'startLine!': isLine },
  logicalLocation: { 'fullyQualifiedName!': isText },
  suppression: { 'kind!': new Set(['inSource', 'external']), 'status': new Set(['accepted', 'underReview', 'rejected']), 'justification': isText },
};

/** Where a log isn't SARIF 2.1.0. */
export function sarifFaults(log: unknown): readonly string[] {
  const found = faults('log', log, '$');
  return found.length > 0 ? found : ruleFaults(log as Log);
}

function faults(kind: Kind, value: unknown, at: string): readonly string[] {
  if (kind instanceof Set) return kind.has(value as string) ? [] : [at];
  if (typeof kind === 'function') return kind(value) ? [] : [at];
  if (typeof kind !== 'string') return Array.isArray(value) ? value.flatMap((item, index) => faults(kind[0], item, `${at}[${index}]`)) : [at];
  if (!isBag(value)) return [at];
  const shape = SHAPES[kind];
  const names = new Map(Object.keys(shape).map((name) => [name.replace('!', ''), name]));
  const given = Object.entries(value as object);
  const missing = [...names].filter(([name, written]) => written.endsWith('!') && !(name in (value as object)));
  return [
    ...missing.map(([name]) => `${at}.${name} is missing`),
    ...given.flatMap(([name, one]) => {
      const written = names.get(name);
      return written === undefined ? [`${at}.${name} is unknown`] : faults(shape[written], one, `${at}.${name}`);
    }),
  ];
}

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
  }[];
}

/** What no shape tells: rules are there once, and results point to theirs. */
function ruleFaults({ runs }: Log): readonly string[] {
  return runs.flatMap(({ tool: { driver: { rules } }, results }) => [
    ...new Set(rules.map(({ id }) => id)).size === rules.length ? [] : ['a rule is there twice'],
    ...results.filter(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id !== ruleId).map(({ ruleId }) => `${ruleId} points to another rule`),
  ]);
}
