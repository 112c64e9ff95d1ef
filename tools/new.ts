/*
 * Begins a grant or a guard: writes the files that its author fills in, and the class lists of the engines, and says what is left.
 *
 *   npx projen new grant ReadOnlyInventory
 *   npx projen new guard DenyCopies
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineFiles } from './engines';
import { kebab } from './intents';

/** What is begun. */
export interface Begun {
  /** Texts of files that are written, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** What the author does next, one step a line. */
  readonly left: readonly string[];
}

/** Where one line goes in a file that is there: before the first line that a pattern matches, below one that holds a text. */
type Line = readonly [path: string, below: string, before: RegExp, line: string];

/** What differs between the kinds. */
interface Kind {
  readonly room: string;
  readonly source: (names: Names) => string;
  readonly table: (names: Names) => string;
  /** What is added to files that are there. */
  readonly lines: (names: Names) => readonly Line[];
  /** A list of functions of the core that a test imports by name. */
  readonly imports?: string;
  readonly left: (names: Names) => readonly string[];
}

interface Names {
  readonly name: string;
  readonly intent: string;
  readonly file: string;
}

const GUIDE_ROW = ({ name, intent }: Names): string => `| \`${name}\` / \`${intent}\` | | |`;
const CHANGELOG_LINE = ({ intent }: Names, kind: string): string => `- The ${kind} \`${intent}\`.`;

const KINDS: Readonly<Record<string, Kind>> = {
  grant: {
    room: 'grants',
    imports: 'test/engines/grant-fixtures.ts',
    source: ({ name, intent }) => `import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { READ } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';

/** Props of {@link ${intent}}. */
export interface ${name}Props extends ObjectGrantProps {
  /** The folder, or folders. Each ends in \`/\`; \`''\` is the whole bucket. */
  readonly prefix: Prefixes;
}

const PROPS: Shape<${name}Props> = { ...OBJECT_GRANT, prefix: VALUE };

/**
 * What it gives, in a sentence: by which actions, on what. Then what it doesn't give, and what surprises people.
 *
 * @throws AccessError \`InvalidBucketName\`, \`InvalidPrefix\`, \`InvalidOption\`, \`InvalidCondition\`, \`InvalidKmsKey\`
 * @example
 * ${intent}({ bucket: 'releases', prefix: 'firmware/' });
 */
export const ${intent}: Intent<${name}Props, Grant> = withProps('${name}', PROPS, (props) => makeGrant('${name}', props, () => [
  { sid: '${name}', actions: READ, resources: prefixList(props.prefix).map((prefix) => objectArn(props.bucket, prefix, ANY)) },
]));
`,
    table: ({ intent }) => `${JSON.stringify({ title: `what ${intent} allows and denies`, intent, props: { bucket: 'releases', prefix: 'firmware/' }, principal: { user: 'dana' }, cases: [] }, null, 2)}\n`,
    lines: (names) => [
      ['test/engines/grant-fixtures.ts', 'export const grants = {', /^\};/, `  ${names.name}: ${names.intent},`],
      ['test/engines/grant-fixtures.ts', 'export const grantOptions', /^\};/, `  ${names.name}: { 'no options': reads, 'hostile prefix': { ...reads, prefix: hostile } },`],
      ['test/grants/intent.ts', 'export const INTENTS', /^\];/, `  intent('${names.intent}', fc.record({ bucket, prefix }), (p) => [{ actions: s3(), resources: objects(p.bucket, p.prefix) }]),`],
      ['docs/grants.md', '## Grants: who may do what', /^$/, GUIDE_ROW(names)],
      ['CHANGELOG.md', '### Changed', /^- /, CHANGELOG_LINE(names, 'grant')],
    ],
    left: ({ file }) => [
      `src/grants/${file}.ts: the doc comment, the props and the statements; src/s3/action-sets.ts has the actions`,
      `test/decisions/${file}.json: at least two allows and four denies, the near misses among them`,
      'test/grants/intent.ts: what it means, written without a look at its statements',
      'test/engines/grant-fixtures.ts: every option of its own; test/grants/refusals.test.ts: its bad inputs',
      'docs/grants.md and CHANGELOG.md: what it gives, and its options',
    ],
  },
  guard: {
    room: 'guards',
    source: ({ name, intent }) => `import type { Intent } from '../grants/grant';
import { withProps } from '../shape/intent';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';

/** Props of {@link ${intent}}. */
export interface ${name}Props extends CommonGuardProps {}

const PROPS: Shape<${name}Props> = COMMON_GUARD;

/**
 * Denies everyone what it denies, in a sentence. Then who isn't denied and why, and that anyone who may write the bucket policy may end the guard.
 *
 * @throws AccessError \`InvalidPrefix\`, \`InvalidPrincipalPattern\`, \`InvalidOption\`
 * @example
 * accessPlan({ buckets: { releases: { guards: [${intent}({ prefix: 'firmware/' })] } } });
 */
export const ${intent}: Intent<${name}Props, Guard> = withProps('${name}', PROPS, (props) => (
  makeGuard('${name}', props, (deny) => deny.everything('${name}', [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }]))
));
`,
    table: ({ intent }) => `${JSON.stringify({
      title: `what ${intent} denies`,
      intent,
      bucket: 'releases',
      props: {},
      principal: { user: 'admin' },
      beside: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }],
      cases: [],
    }, null, 2)}\n`,
    lines: (names) => [
      ['test/engines/guard-options.ts', 'export const guards = {', /^\} as const/, `  ${names.name}: core.${names.intent},`],
      ['test/engines/guard-options.ts', 'export const guardOptions', /^\};/, `  ${names.name}: { 'no options': {}, 'everywhere': everywhere, 'folders': common },`],
      ['test/guards/intents.ts', 'export const denies', /^\};/, `  ${names.name}: (props, request) => inScope(props, request),`],
      ['test/guards/arbitraries.ts', 'export const guardProps', /^\};/, `  ${names.name}: fc.record(everything),`],
      ['docs/grants.md', '## Guards: what nobody may do', /^$/, GUIDE_ROW(names)],
      ['CHANGELOG.md', '### Changed', /^- /, CHANGELOG_LINE(names, 'guard')],
    ],
    left: ({ file }) => [
      `src/guards/${file}.ts: the doc comment, the props and the statements`,
      `test/decisions/${file}.json: at least two allows and four denies, the near misses among them`,
      'test/guards/intents.ts: what it denies, in words of its own; test/guards/attacks.ts: the ways round it that are stopped, or said',
      'test/engines/guard-options.ts, test/guards/arbitraries.ts: every option of its own',
      'docs/grants.md and CHANGELOG.md: what it takes away, and its options',
    ],
  },
};

const AFTERWARDS = [
  'npx projen engines: the constructs of all engines, again after each change of the doc comment',
  'npx projen docgen; npx projen schema; npx tsx tools/platform-matrix.ts; npx projen test:update for its snapshots. Read them',
];

/**
 * What is written for a new grant or guard.
 *
 * @param read - the text of a file of the repository
 * @throws Error where the kind is none, or the name is taken or no name
 */
export function begin(kind: string | undefined, name: string | undefined, read: (path: string) => string, exists: (path: string) => boolean): Begun {
  const known = kind === undefined || !Object.hasOwn(KINDS, kind) ? undefined : KINDS[kind];
  if (known === undefined) throw new Error(`${kind ?? 'nothing'} can't be begun; allowed: ${Object.keys(KINDS).join(', ')}, as in: npx projen new grant ReadOnlyInventory`);
  if (name === undefined || !/^(?:[A-Z][a-z0-9]+)+$/.test(name)) throw new Error(`${name ?? 'nothing'} isn't the name of a construct; write it in UpperCamelCase, such as ReadOnlyInventory`);
  const names: Names = { name, intent: `${name[0].toLowerCase()}${name.slice(1)}`, file: kebab(name) };
  const path = `src/${known.room}/${names.file}.ts`;
  if (exists(path)) throw new Error(`${path} is there already; choose another name`);
  const files = new Map([[path, known.source(names)], [`test/decisions/${names.file}.json`, known.table(names)]]);
  const text = (file: string): string => files.get(file) ?? read(file);
  const index = `src/${known.room}/index.ts`;
  files.set(index, text(index).replace(/(^export \* from .*\n)(?!export \*)/m, `$1export * from './${names.file}';\n`));
  if (known.imports !== undefined) files.set(known.imports, imported(text(known.imports), names.intent));
  for (const line of known.lines(names)) files.set(line[0], withLine(text(line[0]), line));
  return { files, left: [...known.left(names), ...AFTERWARDS] };
}

/** A list of imports of several lines with one name more. */
function imported(text: string, name: string): string {
  return text.replace(/,?\n\} from '\.\.\/\.\.\/src';/, `,\n  ${name},\n} from '../../src';`);
}

function withLine(text: string, [file, below, before, line]: Line): string {
  const lines = text.split('\n');
  const start = lines.findIndex((one) => one.includes(below));
  // in a page the first empty line ends the heading, the second what stands between it and the table's end
  const table = file.endsWith('.md') && line.startsWith('|') ? lines.findIndex((one, at) => at > start && one.startsWith('| `')) : start;
  const at = lines.findIndex((one, index) => index > table && before.test(one));
  if (start < 0 || at < 0) throw new Error(`${file} has no place for it below "${below}"; add it by hand: ${line}`);
  return [...lines.slice(0, at), line, ...lines.slice(at)].join('\n');
}

function main(): void {
  const root = join(__dirname, '..');
  const [kind, name] = process.argv.slice(2);
  const { files, left } = begin(kind, name, (path) => readFileSync(join(root, path), 'utf8'), (path) => existsSync(join(root, path)));
  for (const [path, text] of files) writeFileSync(join(root, path), text);
  // only now, when the sources have it
  for (const [path, text] of engineFiles()) writeFileSync(join(root, path), text);
  console.log(`Written: ${[...files.keys()].join(', ')}, and the class lists of the engines.\nLeft to do:\n${left.map((line) => `- ${line}`).join('\n')}`);
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
