import { CONDITION_OPERATORS, parseOperator } from '../../policy/operators';
import { s3Action } from '../../s3/catalogue';
import type { Dialect } from '../dialect';
import type { Evaluation } from '../evaluation';
import { either, fields, flag, listOf, oneOf, recordOf, text, type Check } from './check';

/** The keys that follow from who asks. */
export const PRINCIPAL_KEYS: readonly string[] = ['aws:username', 'aws:userid', 'aws:principaltype', 'aws:principalarn', 'aws:principalaccount'];

/** The keys that every request has on AWS. */
const REQUEST_KEYS: readonly string[] = ['aws:securetransport', 's3:tlsversion', 'aws:viaawsservice', 'aws:currenttime', 'aws:epochtime', 'aws:resourceaccount', 's3:resourceaccount'];

const s3 = text(/^s3:[A-Za-z]+$/, 'an S3 action such as s3:GetObject, without wildcards');
const isAction = (name: string) => name === name.toLowerCase() && s3Action(name) !== undefined;
const byAction = (each: Check) => recordOf(isAction, 'names of S3 actions in lower case, such as s3:getobjectversion', each);
const isKey = (name: string) => /^[a-z0-9]+:[a-z0-9/*_-]+$/.test(name);
const byKey = (each: Check) => recordOf(isKey, 'condition keys in lower case, such as aws:securetransport', each);
const variable = text(/^[a-z0-9]+:[A-Za-z0-9/*_-]+$/, 'a condition key such as aws:username');
const element = oneOf(['NotAction', 'NotResource', 'NotPrincipal']);

/** Checks how a product is said to judge requests: every field, and that there are no others. */
export const checkEvaluation: Check = fields({}, {
  bucketPolicies: oneOf(['anonymous', 'allowList', 'none']),
  bucketAsFolder: flag,
  implies: byAction(listOf(s3)),
  asks: byAction(fields({ action: s3, how: oneOf(['instead', 'unlessDenied', 'orElse']) })),
  operators: listOf(either(isPlainOperator, () => undefined, oneOf([...CONDITION_OPERATORS.keys()]))),
  negatedHoldsWhenAbsent: flag,
  negatedSets: oneOf(['whole']),
  severalValues: oneOf(['any']),
  unclear: listOf(oneOf(['negatedLists', 'nullFalse', 'accounts'])),
  // any other value would be one that no rendered condition could be on
  readsAsAbsent: byKey(oneOf(['false', ''])),
  unevaluated: listOf(element),
  variables: fields({ defaults: flag, escapes: flag }, { keys: listOf(variable), wholeValuesOnly: flag }),
  requestKeys: listOf(oneOf(REQUEST_KEYS)),
  principalKeys: byKey(oneOf(['', ...PRINCIPAL_KEYS])),
  forgeable: fields({}, { except: listOf(text(/^[a-z:]+ [a-z0-9]+:[a-z0-9/_-]+$/, 'an operator and a key in lower case, such as null s3:requestobjecttagkeys')), stripped: flag }),
});

function isPlainOperator(value: unknown): boolean {
  const parsed = typeof value === 'string' ? parseOperator(value) : undefined;
  return parsed !== undefined && parsed.set === undefined;
}

/** What grants and guards must heed of it, so that they mean there what they say. */
export function heeded({ implies = {}, asks = {}, readsAsAbsent = {}, unclear = [] }: Evaluation, operators: readonly string[]): Partial<Dialect> {
  const implied = Object.entries(implies).map(([name, actions]) => [named(name), actions.map(named)] as const);
  const asked = Object.entries(asks).map(([name, { action: other, how }]) => ({ name: named(name), other: named(other), how }));
  const keysRead = (value: string) => Object.entries(readsAsAbsent).filter(([, one]) => one === value).map(([key]) => key);
  const isImplied = (name: string, other: string) => implied.some(([own, actions]) => own === name && actions.includes(other));
  const of = (...hows: readonly string[]) => asked.filter(({ how }) => hows.includes(how));
  const othersBring = (...hows: readonly string[]) => of(...hows).map(({ name, other }) => [other, [name]] as const);
  // what another action is asked for, or as well, can't be denied by its own name alone
  const bringOthers = (...hows: readonly string[]) => of(...hows).map(({ name, other }) => [name, [other]] as const);
  return {
    brings: {
      Allow: lists([...implied, ...othersBring('instead', 'orElse')]),
      Deny: lists([...implied, ...othersBring('instead', 'unlessDenied'), ...bringOthers('instead', 'orElse')]),
    },
    bringsUnlessDenied: Object.fromEntries(of('unlessDenied').map(({ name, other }) => [other, name])),
    needs: Object.fromEntries(of('instead', 'unlessDenied').filter(({ name, other }) => !isImplied(name, other)).map(({ name, other }) => [name, other])),
    onlyWhenTrue: keysRead('false'),
    absentWhenEmpty: keysRead(''),
    nullOnlyTrue: unclear.includes('nullFalse'),
    oneValue: unclear.includes('negatedLists') ? operators.filter((name) => name !== 'NotIpAddress' && parseOperator(name)?.base.negated === true) : [],
  };
}

/** An action in the letters that policies have. */
function named(action: string): string {
  return s3Action(action)?.name ?? action;
}

function lists(pairs: ReadonlyArray<readonly [string, readonly string[]]>): Readonly<Record<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>();
  for (const [name, more] of pairs) all.set(name, [...new Set([...all.get(name) ?? [], ...more])]);
  return Object.fromEntries(all);
}
