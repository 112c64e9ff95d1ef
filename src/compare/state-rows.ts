import type { RequestPrincipal } from '../decide';
import type { CompiledPrincipal } from '../decide/compiled-principal';
import { forBucketPolicies, governs } from '../decide/governs';
import { beyondBoundary } from '../decide/match/beyond-boundary';
import { matchOnPlatform } from '../decide/match/platform-principal';
import { anyMatch, type PrincipalMatch } from '../decide/match/principal';
import { and, MAYBE, NO, or, type Truth } from '../decide/truth';
import type { Statement } from '../policy/document';
import { s3Arn, s3Path } from '../policy/s3-arn';
import type { NamedPolicy } from '../state/access-state';
import { askedRows } from './asked-rows';
import type { Fact } from './condition-options';
import { askedKeys, isPartlyUnknown, statementKey } from './documents';
import { type Glob, character, literalGlob, run } from './glob';
import type { FixedKeys } from './patterns';
import type { Reach } from './problem';
import { shapeGlob } from './requests';
import type { Clause, Row, StatementSource } from './row';
import { type Rows, rowsOf } from './rows';
import type { Side } from './side';

/** The rows of one side that bear on one principal. */
export class StateRows {
  public readonly rows: Row[] = [];
  /** Keys of variables without a value. */
  public readonly variables = new Set<string>();
  private readonly principal: CompiledPrincipal;
  /** What is outside of buckets whose policies alone count; absent where there are none. */
  private readonly outside: Clause | undefined;

  /** @param fixed says what is known of the keys that a statement speaks of */
  public constructor(private readonly side: Side, principal: RequestPrincipal, private readonly fixed: (asked: readonly string[]) => FixedKeys) {
    this.principal = side.compiled.principal(principal);
    const { resolved } = this.principal;
    const lists = side.evaluation === undefined ? [] : [...side.state.buckets.keys()].filter((name) => side.isAllowList(resolved, name));
    this.outside = lists.length === 0 ? undefined : { globs: lists.flatMap(bucketGlobs), negated: true };
  }

  /** All rows, with what the platform asks for each action. */
  public asked(): readonly Row[] {
    const { evaluation } = this.side;
    return evaluation?.asks === undefined ? this.rows : askedRows(this.rows, evaluation.asks, this.principal.resolved.kind === 'anonymous');
  }

  /**
   * Adds the identity side: policies of the principal and its groups, and the boundary.
   *
   * @param buckets leaves out statements that speak of nothing in these. @default none is left out
   */
  public addIdentity(buckets?: readonly string[]): void {
    const { kind, identity, boundary } = this.principal.resolved;
    const first = this.rows.length;
    for (const policy of identity) this.addPolicy(policy, 'identity', buckets);
    if (kind === 'root' || this.principal.isForeign) this.rows.push(pseudoRow('identity'));
    const { outside } = this;
    if (outside !== undefined) this.rows.push(...this.rows.splice(first).map((row) => ({ ...row, resource: [...row.resource, outside] })));
    if (boundary === undefined) this.rows.push(pseudoRow('boundary'));
    else this.addPolicy(boundary, 'boundary', buckets);
  }

  /** Adds the resources for which another account must allow as well. */
  public addAccounts(buckets: readonly string[]): void {
    const { kind } = this.principal.resolved;
    if (kind === 'anonymous' || kind === 'other') return;
    // as decide has it: whoever the state doesn't hold has only what a bucket policy gives, also in a bucket of his own account
    if (this.principal.isForeign) {
      this.rows.push({ ...pseudoRow('across'), resource: this.outside === undefined ? [] : [this.outside] });
      return;
    }
    const elsewhere = !this.side.isSameAccount(this.principal.resolved, NO_BUCKET);
    const exceptions = buckets.filter((name) => this.side.isSameAccount(this.principal.resolved, name) === elsewhere).flatMap(bucketGlobs);
    if (elsewhere) {
      this.rows.push(
        { ...pseudoRow('across'), resource: [{ globs: ANY_BUCKET, negated: false }, ...(exceptions.length === 0 ? [] : [{ globs: exceptions, negated: true }])] },
      );
    } else if (exceptions.length > 0) {this.rows.push({ ...pseudoRow('across'), resource: [{ globs: exceptions, negated: false }] });}
  }

  /** Adds what a bucket's policy says of the principal. */
  public addBucket(name: string): void {
    const policy = this.side.state.buckets.get(name)?.policy;
    if (policy === undefined || !governs(this.side.evaluation, this.principal.resolved)) return;
    const spare = this.principal.resolved.kind === 'root' && this.side.isSameAccount(this.principal.resolved, name) ? RESCUES : undefined;
    if (policy.document === undefined) {
      for (const lane of ['direct', 'limited', 'account', 'deny']) this.addUnknown(policy, lane, bucketGlobs(name));
      return;
    }
    for (const [index, statement] of policy.document.statements.entries()) {
      if (isIncomplete(statement)) continue;
      const source = { policy: policy.name, index, statement, version: policy.document.version };
      const match = matchOnPlatform(statement, this.principal.resolved, this.side.evaluation);
      if (statement.effect === 'Deny') this.add(source, 'deny', anyMatch(match), name, spare);
      else for (const lane of ['direct', 'limited', 'account'] as const) this.add(source, lane, lane === 'direct' ? this.beyond(statement, match) : match[lane], name);
    }
  }

  /** What a bucket policy gives beyond the boundary of the principal. */
  private beyond(statement: Statement, match: PrincipalMatch): Truth {
    return this.principal.resolved.boundary === undefined ? match.direct : or(match.direct, and(match.limited, beyondBoundary(statement)));
  }

  private addPolicy(policy: NamedPolicy, role: string, buckets: readonly string[] | undefined): void {
    if (policy.document === undefined) {
      for (const one of [role, 'deny']) this.addUnknown(policy, one);
      return;
    }
    for (const [index, statement] of policy.document.statements.entries()) {
      if (isIncomplete(statement) || (buckets !== undefined && !mayReach(statement, buckets))) continue;
      const certain = statement.principals === undefined && statement.notPrincipals === undefined;
      this.add(
        { policy: policy.name, index, statement, version: policy.document.version },
        statement.effect === 'Deny' ? 'deny' : role,
        certain ? 2 : MAYBE,
      );
    }
  }

  private add(source: StatementSource, role: string, truth: Truth, bucket?: string, spare?: Clause): void {
    if (truth === NO) return;
    const asked = askedKeys(source.statement);
    const fixed = this.fixed(asked);
    const read = (): Rows => {
      const fact: Fact = [`${isPartlyUnknown(source.statement) ? this.side.unknowns : ''}principal ${role} ${statementKey(source.statement)}`, true];
      const within = bucket === undefined ? undefined : bucketGlobs(bucket);
      const evaluation = bucket === undefined ? this.side.evaluation : forBucketPolicies(this.side.evaluation);
      return rowsOf(source, { role, fixed, unknowns: this.side.unknowns, within, facts: truth === MAYBE ? [fact] : [], evaluation });
    };
    // a bucket policy's statement that asks nothing of the principal's own keys says the same of all principals
    const isCommon = bucket !== undefined && !asked.some((key) => fixed.has(key));
    const { rows, variables } = isCommon ? this.side.commonRows(`${source.index} ${role} ${truth} ${bucket}`, read) : read();
    for (const row of rows) this.rows.push(spare === undefined ? row : { ...row, action: [...row.action, spare] });
    variables.forEach((key) => this.variables.add(key));
  }

  /** Of a policy that isn't known nobody knows what it says. */
  private addUnknown(policy: NamedPolicy, role: string, within?: readonly Glob[]): void {
    const fact = `${this.side.unknowns}policy ${policy.name}, ${role}`;
    this.rows.push(
      { ...pseudoRow(role), opaque: new Map([[fact, true]]), resource: within === undefined ? [] : [{ globs: within, negated: false }] },
    );
  }
}

/** No bucket has this name. */
const NO_BUCKET = '';
const ANY_BUCKET: readonly Glob[] = [[...shapeGlob(s3Arn('', '*')), run()]];
/** A bucket owner's root user can do these whatever the bucket policy denies. */
const RESCUES: Clause = {
  globs: ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'].map((name) => literalGlob(name)),
  negated: true,
};

const bucketPairs = new Map<string, readonly Glob[]>();
const MOST_BUCKETS = 10_000;

/** The bucket and all that lies in it. */
function bucketGlobs(name: string): readonly Glob[] {
  let globs = bucketPairs.get(name);
  if (globs === undefined) {
    const bucket = [...shapeGlob(s3Arn('', '*')), ...literalGlob(name)];
    if (bucketPairs.size >= MOST_BUCKETS) bucketPairs.clear();
    bucketPairs.set(name, globs = [bucket, [...bucket, character('/'), run()]]);
  }
  return globs;
}

/** Whether rows may speak of something in a bucket. */
export function reachesBucket(reaches: readonly Reach[], bucket: string): boolean {
  return reaches.some(({ resource }) => resource.some((text) => meets(text)(bucket)));
}

/** Which buckets the text that begins an ARN can go on to name, in whatever partition. */
function meets(beginning: string): (bucket: string) => boolean {
  const path = s3Path(beginning);
  if (path !== undefined) return (bucket) => path.startsWith(bucket) || bucket.startsWith(path);
  const [, service = '', end = ''] = /^arn:[^:]*:([^:]*)(:?)/.exec(beginning) ?? [];
  const isOpen = end === '' ? 's3'.startsWith(service) : service === 's3';
  return () => isOpen;
}

/** A quick look at the literal beginnings of a statement's resources, which errs on the side of yes. */
function mayReach({ resources }: Statement, buckets: readonly string[]): boolean {
  return resources === undefined || resources.some((text) => {
    const beginning = /^[^*?$\u{F0000}]*/u.exec(text)?.[0] ?? '';
    return buckets.some(meets(beginning));
  });
}

/** A statement without actions or resources speaks of nothing. */
function isIncomplete({ actions, notActions, resources, notResources }: Statement): boolean {
  return (actions ?? notActions) === undefined || (resources ?? notResources) === undefined;
}

/** A row that holds for every request and comes from no statement. */
function pseudoRow(role: string): Row {
  return {
    role,
    action: [],
    resource: [],
    keys: new Map(),
    opaque: new Map(),
    source: { policy: '', index: 0, statement: { effect: 'Allow' }, version: '2012-10-17' },
  };
}
