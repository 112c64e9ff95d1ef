import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accessPlan, anotherAccount, aws, decide, everyone, externalPrincipal, readAccess, renderAccess,
  type AccessStateJson, type ExternalGrantee, type Grant, type Guard,
} from '../../src';
import * as grants from '../../src/grants';
import * as guards from '../../src/guards';
import { bucketGrants } from '../engines/fixtures';

type Principal = 'anonymous' | { readonly user: string } | { readonly role: string } | { readonly arn: string };
type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** Which of the two accounts have let the request in. */
type Sides = 'both' | 'bucket' | 'identity';

interface Case {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly sides?: Sides;
  /** Whose account the principal is of: the bucket's owner's, or the other. */
  readonly from?: 'owner';
  readonly expect: 'allow' | 'implicitDeny' | 'explicitDeny';
  readonly why: string;
}

/** What a grant to somebody outside the account allows and refuses; each file of the folder is one. */
interface Table {
  readonly name: string;
  readonly title: string;
  readonly intent: string;
  readonly props: Readonly<Record<string, unknown>> & { readonly bucket: string };
  /** Who gets it, where the grant doesn't say so itself. */
  readonly to?: 'everyone' | { readonly account: string } | { readonly arn: string };
  /** The user or role of the other account who is given the other side. */
  readonly holder?: string;
  /** Guards beside it. */
  readonly guards?: readonly string[];
  readonly cases: readonly Case[];
}

const FOLDER = join(__dirname, 'external');
const tables: readonly Table[] = readdirSync(FOLDER).sort().map((file) => ({ name: file.slice(0, -'.json'.length), ...JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) }));
const OWNER = '111122223333';
const OTHER = '444455556666';

const inPartition = (partition: Partition) => (text: string) => text.replace(/^arn:aws:/, `arn:${partition}:`);

function granteeOf(to: NonNullable<Table['to']>, partition: Partition): ExternalGrantee {
  if (to === 'everyone') return everyone();
  return 'account' in to ? anotherAccount(to.account) : externalPrincipal(inPartition(partition)(to.arn));
}

/** The other account's own users and roles, and the bucket in the account that owns it. */
function stateOf({ intent, props, to, holder, guards: beside = [] }: Table, { sides = 'both', from }: Pick<Case, 'sides' | 'from'>, partition: Partition): AccessStateJson {
  const grant = (grants as unknown as Record<string, (given: unknown) => Grant>)[intent](props);
  const some = beside.map((name) => (guards as unknown as Record<string, () => Guard>)[name]());
  const { buckets: [{ json, accessPoints }], otherAccountPolicies } = renderAccess(accessPlan({
    platform: aws({ partition }),
    external: [{ ...(to && { grantee: granteeOf(to, partition) }), grants: [grant] }],
    ...(some.length > 0 && { buckets: { [props.bucket]: { guards: some } } }),
  }));
  const policies = sides === 'bucket' ? [] : otherAccountPolicies.map((policy) => policy.json);
  const people = holder === undefined ? {} : { [holder]: { policies } };
  const isRole = typeof to === 'object' && 'arn' in to;
  return {
    account: from === 'owner' ? OWNER : OTHER,
    users: { kim: { policies: [] }, dana: { policies: [] }, ...(isRole ? {} : people) },
    // another role with the same policy, to see that the bucket's side names one role only
    roles: isRole ? { ...people, auditor: { policies } } : {},
    resources: Object.fromEntries(accessPoints.map(({ arn, policy }) => [arn, { bucket: props.bucket, ...(sides !== 'identity' && policy && { policy: policy.json }) }])),
    buckets: { [props.bucket]: { account: OWNER, ...(sides !== 'identity' && { policy: json }) } },
  };
}

const words = ({ expect: effect, principal, action, resource, why, sides = 'both' }: Case) =>
  `${effect}: ${JSON.stringify(principal)} ${action} ${resource} (${why}${sides === 'both' ? '' : `; ${sides} only`})`;

describe.each(tables.map((table) => [table.name, table.title, table] as const))('%s: %s', (_name, _title, table) => {
  // an access point's region has its partition
  const partitions = 'through' in table.props ? ['aws'] as const : ['aws', 'aws-cn', 'aws-us-gov'] as const;

  test.each(partitions.flatMap((partition) => table.cases.map((one) => [partition, words(one), one] as const)))('%s: %s', (partition, _words, one) => {
    const move = inPartition(partition);
    const context = one.context && Object.fromEntries(Object.entries(one.context).map(([key, value]) => [key, move(value)]));
    const principal = typeof one.principal === 'object' && 'arn' in one.principal ? { arn: move(one.principal.arn) } : one.principal;
    const state = readAccess(stateOf(table, one, partition) as Readonly<Record<string, unknown>>);
    expect(decide(state, { principal, action: one.action, resource: move(one.resource), context }).effect).toBe(one.expect);
  });

  test('two allows, four denies, and no case twice', () => {
    expect(table.cases.filter((one) => one.expect === 'allow').length).toBeGreaterThanOrEqual(2);
    expect(table.cases.filter((one) => one.expect !== 'allow').length).toBeGreaterThanOrEqual(4);
    expect(new Set(table.cases.map(({ why: _why, expect: _expect, ...request }) => JSON.stringify(request))).size).toBe(table.cases.length);
  });
});

test('every grant that says itself who gets it has a table, and so has every kind of grantee', () => {
  const said = Object.keys(bucketGrants).map((name) => `${name[0].toLowerCase()}${name.slice(1)}`);
  expect(said.filter((name) => !tables.some(({ intent }) => intent === name))).toEqual([]);
  expect(new Set(tables.flatMap(({ to }) => (to === undefined ? [] : typeof to === 'string' ? [to] : Object.keys(to))))).toEqual(new Set(['everyone', 'account', 'arn']));
});
