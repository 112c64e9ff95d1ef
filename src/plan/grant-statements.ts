import type { Grant, GrantStatement } from '../grants/grant';
import type { IntentStatement } from '../platforms/dialect';
import type { Condition, Statement } from '../policy/document';
import { variablesOf } from '../policy/text';

/** A grant's statement as a policy has it. */
export function allow({ sid, actions, helpful = [], all = false, resources, conditions }: GrantStatement): IntentStatement {
  const flags = { ...(helpful.length > 0 && { helpful }), ...(all && { all }) };
  return { sid, effect: 'Allow', actions: [...actions, ...helpful], ...flags, resources, ...(conditions && { conditions }) };
}

/** Whether a grant depends on the user name of its grantee. */
export function needsUserName(grant: Grant): boolean {
  return needsKey(grant, (key) => key === 'aws:username');
}

/** Whether a statement depends on the user name of the principal that it is for. */
export function isAboutUserName({ resources = [], notResources = [], conditions = [] }: Omit<Statement, 'effect'>): boolean {
  return asksKey([...resources, ...notResources], conditions, (key) => key === 'aws:username');
}

/** Whether a grant depends on tags of its grantee. */
export function needsPrincipalTags(grant: Grant): boolean {
  return needsKey(grant, (key) => key.startsWith('aws:principaltag/'));
}

/** Whether a condition of a grant is on such a key, or a text of it has the key for a variable. */
function needsKey({ statements, keyStatements = [] }: Grant, isMeant: (key: string) => boolean): boolean {
  const all = [...statements, ...keyStatements];
  return asksKey(all.flatMap(({ resources }) => resources), all.flatMap(({ conditions = [] }) => conditions), isMeant);
}

function asksKey(resources: readonly string[], conditions: readonly Condition[], isMeant: (key: string) => boolean): boolean {
  const texts = [...resources, ...conditions.flatMap(({ values }) => values)];
  return texts.flatMap(variablesOf).some((key) => isMeant(key.toLowerCase())) || conditions.some(({ key }) => isMeant(key.toLowerCase()));
}

/** Sids are unique in a document: the second statement of a name gets a 2, and so on. Those that are taken already aren't given again. */
export function numbered<S extends Statement>(statements: readonly S[], taken: ReadonlySet<string> = new Set()): readonly S[] {
  const used = new Set(taken);
  const counts = new Map<string, number>();
  return statements.map((statement) => {
    const { sid } = statement;
    if (sid === undefined) return statement;
    let count = counts.get(sid) ?? 0;
    let name = '';
    do {
      count += 1;
      name = count === 1 ? sid : `${sid}${count}`;
    } while (used.has(name));
    counts.set(sid, count);
    used.add(name);
    return name === sid ? statement : { ...statement, sid: name };
  });
}
