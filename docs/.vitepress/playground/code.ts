/* The program that makes what the playground shows, for each engine, and the plan file. */
import * as core from 'bucket-grants';
import { stringify } from 'yaml';
import { evaluate, NotAnExpression, type Names } from './expression';
import { choiceOf, constructOf, GUARDED_BUCKET } from './intents';
import type { Page } from './link';

/** The names of the package that a text calls, such as `anotherAccount`. */
const called = (text: string): readonly string[] => [...text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''").matchAll(/\b([a-z]\w*)(?=\()|\b(ANY)\b/gi)].map(([, call, constant]) => call ?? constant);

const imported = (names: readonly string[], from: string): string => `import { ${[...new Set(names)].sort().join(', ')} } from '${from}';`;

/** Props with one more in front: `{ bucket: 'releases', …`. */
const withProp = (props: string, prop: string): string => /^\{\s*\}$/.test(props.trim()) ? `{ ${prop} }` : props.trim().replace(/^\{\s*/, `{ ${prop}, `);

function constructProps({ intent, props }: Page): string {
  const { kind } = choiceOf(intent);
  if (kind === 'guard') return withProp(props, `bucket: '${GUARDED_BUCKET}'`);
  return kind === 'userGuard' ? withProp(props, "on: existingUser('dana')") : props.trim();
}

function terraform(page: Page, engine: 'cdktf' | 'cdktn'): string {
  const name = constructOf(page.intent);
  return [
    `import { App, TerraformStack } from '${engine}';`,
    imported([...called(page.platform), ...called(constructProps(page))], 'bucket-grants'),
    imported(['StorageProvider', name], `bucket-grants/${engine}`),
    '',
    'const app = new App();',
    "const stack = new TerraformStack(app, 'storage');",
    `new StorageProvider(stack, 'store', { platform: ${page.platform.trim()} });`,
    `new ${name}(stack, 'access', ${constructProps(page)});`,
    'app.synth();',
  ].join('\n');
}

function pulumi(page: Page): string {
  const name = constructOf(page.intent);
  return [
    imported([...called(page.platform), ...called(constructProps(page))], 'bucket-grants'),
    imported(['StorageProvider', name], 'bucket-grants/pulumi'),
    '',
    `const store = new StorageProvider('store', { platform: ${page.platform.trim()} });`,
    `new ${name}('access', ${constructProps(page)}, { provider: store.provider });`,
  ].join('\n');
}

const isEmpty = (props: string): boolean => /^\{\s*\}$/.test(props.trim());

function plan(page: Page): string {
  const { kind } = choiceOf(page.intent);
  const call = `${page.intent}(${isEmpty(page.props) ? '' : page.props.trim()})`;
  const where = {
    grant: `users: { dana: { grants: [${call}] } },`,
    bucketGrant: `external: [{ grants: [${call}] }],`,
    guard: `buckets: { '${GUARDED_BUCKET}': { guards: [${call}] } },`,
    userGuard: `users: { dana: { guards: [${call}] } },`,
  }[kind];
  return [
    imported(['accessPlan', 'renderAccess', ...called(page.platform), ...called(call)], 'bucket-grants'),
    '',
    'export const plan = accessPlan({',
    `  platform: ${page.platform.trim()},`,
    `  ${where}`,
    '});',
    'console.log(renderAccess(plan));',
  ].join('\n');
}

/** Calls as plan files write them: the name alone, or before what the function is given. */
const WRITTEN: Names = Object.fromEntries(Object.keys(core).map((name) => [name, (...[given]: readonly unknown[]) => (given === undefined ? name : { [name]: given })]));

/** In a plan file `$\{` begins a variable. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(escaped);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, escaped(one)]));
}

function planFile({ intent, props, platform }: Page): string {
  try {
    const { kind } = choiceOf(intent);
    const made = isEmpty(props) ? intent : { [intent]: escaped(evaluate(props, WRITTEN)) };
    const where = {
      grant: { users: { dana: { grants: [made] } } },
      bucketGrant: { external: [{ grants: [made] }] },
      guard: { buckets: { [GUARDED_BUCKET]: { guards: [made] } } },
      userGuard: { users: { dana: { guards: [made] } } },
    }[kind];
    return stringify({ accessPlan: 1, platform: escaped(evaluate(platform, WRITTEN)), ...where }, { lineWidth: 0 }).trimEnd();
  } catch (error) {
    if (error instanceof NotAnExpression) return `# ${error.message}`;
    throw error;
  }
}

/** The program in each language of the package, by the name of its tab. */
export const programs = (page: Page): Readonly<Record<string, string>> => ({
  'cdktf': terraform(page, 'cdktf'), 'cdktn': terraform(page, 'cdktn'), 'Pulumi': pulumi(page), 'Plan': plan(page), 'Plan file': planFile(page),
});
