import type { Condition, PolicyDocument, Statement } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { UNKNOWN_TEXT } from '../access-state';
import type { NamedPolicy } from '../named-policy';
import { COVERED_SERVICES } from './covered';
import { conditions, MANAGED_POLICIES_DATE, policies, statements } from './policies.generated';

export { MANAGED_POLICIES_DATE };

const ARN = /^arn:(aws[a-z-]*):iam::aws:policy\/(.+)$/;

/** Whether an ARN is that of a managed policy of AWS's own, which nobody else can change. */
export function isAwsManaged(arn: string): boolean {
  return ARN.test(arn);
}

/**
 * What a managed policy of AWS's own says, as of {@link MANAGED_POLICIES_DATE}; `undefined` for one that the data doesn't have. It is whole for the
 * services that the data covers; where the policy has something on others, a statement that may apply stands for it.
 */
export function awsManagedPolicy(arn: string): PolicyDocument | undefined {
  const [, partition, path] = ARN.exec(arn) ?? [];
  const row = path === undefined ? undefined : (rows ??= readRows()).get(path);
  return row === undefined ? undefined : documentOf(row, partition);
}

/**
 * The managed policy of AWS's own with an ARN; without a document where the data doesn't have it.
 *
 * @param lead what its name begins with, such as `user dana, managed policy`
 */
export function awsManagedPolicyNamed(arn: string, lead: string): NamedPolicy {
  const document = awsManagedPolicy(arn);
  return { name: `${lead} ${arn.slice(arn.lastIndexOf('/') + 1)}`, ...(document !== undefined && { document }), awsManaged: { asOf: MANAGED_POLICIES_DATE } };
}

interface Row {
  readonly statements: readonly number[];
  /** What it has on services that the data doesn't cover. */
  readonly others: readonly Statement[];
}

let rows: ReadonlyMap<string, Row> | undefined;

function readRows(): ReadonlyMap<string, Row> {
  return new Map(policies().map((line) => {
    const [, name, left, indices] = /^([^ +]*?)([+-]*)( .*|)$/.exec(line) ?? [];
    const others = [...left].map((sign) => otherServices(sign === '+' ? 'Allow' : 'Deny'));
    return [name, { statements: indices.split(' ').filter((index) => index !== '').map(Number), others }];
  }));
}

let tables: { readonly statements: readonly string[]; readonly conditions: readonly string[] } | undefined;

function documentOf({ statements: indices, others }: Row, partition: string): PolicyDocument {
  const { statements: texts, conditions: limits } = (tables ??= { statements: statements(), conditions: conditions() });
  const Statement = indices.map((index) => statementOf(texts[index], limits));
  const text = JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll('"arn:aws:', () => `"arn:${partition}:`);
  const document = Statement.length === 0 ? undefined : parsePolicy(text, { kind: 'identity' }).document;
  return { version: '2012-10-17', statements: [...document?.statements ?? [], ...others] };
}

function statementOf(text: string, limits: readonly string[]): Readonly<Record<string, unknown>> {
  const [kind, actions, resources, condition] = text.split('|');
  return {
    Effect: kind.startsWith('A') ? 'Allow' : 'Deny',
    [kind[1] === 'N' ? 'NotAction' : 'Action']: inFull(actions),
    [kind[2] === 'N' ? 'NotResource' : 'Resource']: resources.split(' '),
    ...(condition !== '' && { Condition: JSON.parse(limits[Number(condition)]) as unknown }),
  };
}

/** Actions with the service of the one before, where they name none. */
function inFull(actions: string): readonly string[] {
  let service = '';
  return actions.split(' ').map((action) => {
    if (action.includes(':')) service = action.slice(0, action.indexOf(':') + 1);
    return action.includes(':') || action === '*' ? action : `${service}${action}`;
  });
}

/** Nothing is known of it but that there may be something: text that isn't known equals no value for certain. */
const SOMEHOW: Condition = { operator: 'StringEquals', key: 'aws:PrincipalType', values: [UNKNOWN_TEXT] };

/** What a policy says of services that the data doesn't cover. */
function otherServices(effect: Statement['effect']): Statement {
  return { sid: `OtherServices${effect}`, effect, notActions: COVERED_SERVICES.map((service) => `${service}:*`), resources: ['*'], conditions: [SOMEHOW] };
}
