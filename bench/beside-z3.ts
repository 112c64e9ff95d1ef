import { peer } from './peers';

interface Z3 {
  readonly Z3: { mk_config(): unknown; mk_context(config: unknown): unknown; eval_smtlib2_string(context: unknown, text: string): Promise<string> };
}

interface Statement { readonly Effect: string; readonly [element: string]: unknown }

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const literal = (text: string) => `"${text.replaceAll('"', '""')}"`;
const all = (parts: readonly string[]) => (parts.length === 0 ? 'true' : `(and true ${parts.join(' ')})`);
const any = (parts: readonly string[]) => (parts.length === 0 ? 'false' : `(or false ${parts.join(' ')})`);

function glob(variable: string, pattern: string): string {
  const parts = pattern.split(/([*?])/).filter((part) => part !== '').map((part) => (part === '*' ? 're.all' : part === '?' ? 're.allchar' : `(str.to_re ${literal(part)})`));
  return `(str.in_re ${variable} (re.++ (str.to_re "") (str.to_re "") ${parts.join(' ')}))`;
}

/**
 * Whether the second of two policies allows a request that the first one doesn't, as a question for a solver of strings. Each condition is a truth value of its own, whatever
 * its operator means: that is less work for the solver than all of the language, and no more than is needed to compare times.
 */
export function smtOf(before: object, after: object): string {
  const conditions = new Map<string, string>();
  const condition = (text: string): string => conditions.get(text) ?? conditions.set(text, `c${conditions.size}`).get(text) as string;
  const element = (statement: Statement, name: string, variable: string, change = (text: string) => text): readonly string[] => [name, `Not${name}`].flatMap((key) => {
    if (statement[key] === undefined) return [];
    const values = listOf(statement[key]).flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(listOf) : [value]));
    const found = any(values.map((value) => glob(variable, change(String(value)))));
    return [key === name ? found : `(not ${found})`];
  });
  const formula = (statement: Statement) => all([
    ...element(statement, 'Action', 'action', (text) => text.toLowerCase()),
    ...element(statement, 'Resource', 'resource'),
    ...element(statement, 'Principal', 'principal'),
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) => (
      Object.entries(keys as object).map(([key, values]) => condition(JSON.stringify([operator, key.toLowerCase(), values])))
    )),
  ]);
  const allows = (document: object): string => {
    const statements = listOf((document as { readonly Statement: unknown }).Statement) as readonly Statement[];
    const of = (effect: string) => any(statements.filter(({ Effect }) => Effect === effect).map(formula));
    return `(and ${of('Allow')} (not ${of('Deny')}))`;
  };
  const question = `(assert (and ${allows(after)} (not ${allows(before)})))`;
  const names = ['action', 'resource', 'principal'].map((name) => `(declare-const ${name} String)`);
  return ['(reset)', '(set-option :timeout 20000)', ...names, ...[...conditions.values()].map((name) => `(declare-const ${name} Bool)`), question, '(check-sat)'].join('\n');
}

/** Asks z3's WebAssembly; undefined where it isn't installed. */
export async function solver(): Promise<((text: string) => Promise<string>) | undefined> {
  const package_ = peer<{ init(): Promise<Z3> }>('z3-solver');
  if (package_ === undefined) return undefined;
  const { Z3: api } = await package_.init();
  const context = api.mk_context(api.mk_config());
  return async (text) => (await api.eval_smtlib2_string(context, text)).trim();
}
