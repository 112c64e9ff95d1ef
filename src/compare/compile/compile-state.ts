import type { RequestPrincipal } from '../../decide';
import type { CompiledPrincipal } from '../../decide/compiled-principal';
import { forBucketPolicies, governs } from '../../decide/governs';
import { beyondBoundary } from '../../decide/match/beyond-boundary';
import { matchOnPlatform } from '../../decide/match/platform-principal';
import { anyMatch, type PrincipalMatch } from '../../decide/match/principal';
import type { Governed } from '../../decide/resource/governed';
import type { Limiting } from '../../decide/resource/limits';
import type { ResourcePolicy } from '../../decide/resource/resource-policy';
import { policiesElsewhere, type UnnamedBucket } from '../../decide/resource/unnamed';
import { and, MAYBE, NO, or, type Truth, YES } from '../../decide/truth';
import type { Statement } from '../../policy/document';
import type { BucketAccess } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import { type Glob, literalGlob } from '../domain/glob';
import { accessPointFacts, atAccessPoint } from './access-point';
import { ANY_BUCKET, bucketGlobs, mayReach, unnamedGlobs } from './bucket-reach';
import type { ComparedState } from './compared-state';
import type { Fact } from './compile-condition';
import { type Cubes, compileStatement } from './compile-statement';
import type { Clause, Cube, StatementSource } from './cube';
import { actionsOf, serviceOf } from './governed';
import { askedKeys, isPartlyUnknown, statementKey } from './statement-key';
import { substituteActions } from './substitute-actions';
import type { FixedKeys } from './text-pattern';

/** The cubes of one state that bear on one principal. */
export class StateCubes {
  public readonly cubes: Cube[] = [];
  /** Keys of variables without a value. */
  public readonly variables = new Set<string>();
  private readonly principal: CompiledPrincipal;
  /** What is outside of buckets whose policies alone count; absent where there are none. */
  private readonly outside: Clause | undefined;

  /** @param fixed says what is known of the keys that a statement speaks of */
  public constructor(
    private readonly compared: ComparedState,
    principal: RequestPrincipal,
    private readonly fixed: (asked: readonly string[]) => FixedKeys,
  ) {
    this.principal = compared.compiled.principal(principal);
    const { resolved } = this.principal;
    const lists = compared.evaluation === undefined ? [] : [...compared.state.buckets.keys()].filter((name) => compared.isAllowList(resolved, name));
    this.outside = lists.length === 0 ? undefined : { globs: lists.flatMap(bucketGlobs), negated: true };
  }

  /** All cubes, with what the platform asks for each action. */
  public asked(): readonly Cube[] {
    const { evaluation } = this.compared;
    return evaluation?.checkedAs === undefined ? this.cubes : substituteActions(this.cubes, evaluation.checkedAs, this.principal.resolved.kind === 'anonymous');
  }

  /**
   * Adds the identity side: policies of the principal and its groups, and the boundary.
   *
   * @param buckets leaves out statements that speak of nothing in these. @default none is left out
   */
  public addIdentity(buckets?: readonly string[]): void {
    const { kind, identity, boundary } = this.principal.resolved;
    const first = this.cubes.length;
    for (const policy of identity) this.addPolicy(policy, 'identity', buckets);
    if (kind === 'root' || this.principal.isForeign) this.cubes.push(constantCube('identity'));
    const { outside } = this;
    if (outside !== undefined) this.cubes.push(...this.cubes.splice(first).map((cube) => ({ ...cube, resource: [...cube.resource, outside] })));
    if (boundary === undefined) this.cubes.push(constantCube('boundary'));
    else this.addPolicy(boundary, 'boundary', buckets);
    this.addLimits();
  }

  /** Adds what policies of an organization deny. */
  private addLimits(): void {
    const { limits, resolved } = this.principal;
    if (limits === undefined) return;
    const first = this.cubes.length;
    this.addLimit(limits.ofPrincipal(resolved));
    const own = this.cubes.splice(first);
    this.addLimit(limits.ofResource(undefined));
    const { account } = this.compared.state;
    const isForeign = (one: BucketAccess) => one.account !== undefined && one.account !== account;
    const foreign = [...this.compared.state.buckets.values()].filter(isForeign).flatMap(({ name }) => bucketGlobs(name));
    const within: readonly Clause[] = foreign.length === 0 ? [] : [{ globs: foreign, negated: true }];
    this.cubes.push(...own, ...this.cubes.splice(first).map((cube) => ({ ...cube, resource: [...cube.resource, ...within] })));
  }

  private addLimit(limiting: readonly Limiting[]): void {
    for (const { statements, truth } of limiting) {
      for (const { policy, index, source, effect } of statements) {
        if (effect === 'Allow') continue;
        if (source === undefined) this.addUnknown(policy, 'deny');
        else this.add({ policy: policy.name, index, statement: source, version: policy.document?.version ?? '2012-10-17' }, 'deny', truth);
      }
    }
  }

  /** Adds the resources for which another account must allow as well. */
  public addAccounts(buckets: readonly string[]): void {
    const { kind } = this.principal.resolved;
    if (kind === 'anonymous' || kind === 'other') return;
    // as decide has it: anyone that the state doesn't hold has only what a bucket policy gives, also in a bucket of the same account
    if (this.principal.isForeign) {
      this.cubes.push({ ...constantCube('across'), resource: this.outside === undefined ? [] : [this.outside] });
      return;
    }
    const elsewhere = !this.compared.isSameAccount(this.principal.resolved, NO_BUCKET);
    const others = buckets.filter((name) => serviceOf(name) !== undefined && !this.compared.isSameAccount(this.principal.resolved, name));
    const own = buckets.filter((name) => serviceOf(name) === undefined);
    const exceptions = own.filter((name) => this.compared.isSameAccount(this.principal.resolved, name) === elsewhere).flatMap(bucketGlobs);
    for (const key of others) this.cubes.push({ ...constantCube('across'), resource: [{ globs: this.compared.governed.globsOf(key), negated: false }] });
    if (elsewhere) {
      this.cubes.push(
        { ...constantCube('across'), resource: [{ globs: ANY_BUCKET, negated: false }, ...(exceptions.length === 0 ? [] : [{ globs: exceptions, negated: true }])] },
      );
    } else if (exceptions.length > 0) {this.cubes.push({ ...constantCube('across'), resource: [{ globs: exceptions, negated: false }] });}
  }

  /** Adds what the policies of a bucket, or of another resource, say of the principal. */
  public addBucket(name: string): void {
    const governed = this.compared.governed.get(name);
    const { resolved } = this.principal;
    if (governed === undefined || !governs(this.compared.evaluation, resolved)) return;
    const globs = this.globsOf(name);
    const spare = resolved.kind === 'root' && serviceOf(name) === undefined && this.compared.isSameAccount(resolved, name) ? RESCUES : undefined;
    const where: Where = { key: name, globs, spare, fixed: accessPointFacts(governed), action: actionsOf(governed) };
    for (const policy of governed.policies) if (policy.spares?.(resolved) !== true) this.addResourcePolicy(policy, where);
    const constant = (role: string) => ({ ...constantCube(role), action: actionsOf(governed), resource: [{ globs, negated: false }] });
    if (governed.gated) this.cubes.push(constant('gated'));
    if (governed.open !== undefined) this.cubes.push({ ...constant('deny'), opaque: new Map([[`policy ${name}: ${governed.open}, deny`, true]]) });
    if (governed.behind !== undefined) this.addBehind(governed, governed.behind, constant);
  }

  /** Adds what is said of a bucket that may be any, since nobody knows what it is called. */
  public addUnnamed(bucket: UnnamedBucket): void {
    const { resolved } = this.principal;
    if (!governs(this.compared.evaluation, resolved)) return;
    const { name, text, isNot } = bucket;
    const first = this.cubes.length;
    const where: Where = { key: `any, as ${name}`, globs: unnamedGlobs(text), spare: resolved.kind === 'root' ? RESCUES : undefined, action: [] };
    for (const policy of policiesElsewhere(bucket, '*', this.compared.state)) if (policy.spares?.(resolved) !== true) this.addResourcePolicy(policy, where);
    const except: Clause = { globs: [name, ...isNot].flatMap(bucketGlobs), negated: true };
    const fact = `${this.compared.unknowns}bucket ${name}`;
    const found = this.cubes.splice(first);
    this.cubes.push(...found.map((cube) => ({ ...cube, resource: [...cube.resource, except], opaque: new Map(cube.opaque).set(fact, true) })));
  }

  private addResourcePolicy({ policy, may }: ResourcePolicy, where: Where, lanes: Lanes = LANES): void {
    const doubt = may === undefined ? '' : `: ${may}`;
    if (policy.document === undefined) {
      for (const lane of new Set([...Object.values(lanes), 'deny'])) this.addUnknown({ name: policy.name + doubt }, lane, where.globs);
      return;
    }
    for (const [index, statement] of policy.document.statements.entries()) {
      if (isIncomplete(statement)) continue;
      const source = { policy: policy.name, index, statement, version: policy.document.version };
      const match = matchOnPlatform(statement, this.principal.resolved, this.compared.evaluation);
      const fact = may === undefined ? undefined : `policy ${policy.name}${doubt}`;
      if (statement.effect === 'Deny') this.add(source, 'deny', anyMatch(match), { ...where, fact });
      else for (const lane of ['direct', 'limited', 'account'] as const) this.add(source, lanes[lane], lane === 'direct' ? this.beyond(statement, match) : match[lane], { ...where, spare: undefined, fact });
    }
  }

  /** What a bucket policy gives beyond the boundary of the principal. */
  private beyond(statement: Statement, match: PrincipalMatch): Truth {
    return this.principal.resolved.boundary === undefined ? match.direct : or(match.direct, and(match.limited, beyondBoundary(statement)));
  }

  /** Adds what the buckets behind an access point say of requests through it. The rule is that of `decide`. */
  private addBehind({ key, patterns: [point], elsewhere = false }: Governed, buckets: readonly string[], constant: (role: string) => Cube): void {
    const { resolved, isForeign } = this.principal;
    const isSigned = resolved.kind !== 'anonymous' && resolved.kind !== 'other';
    const doubtful = (role: string) => ({ ...constant(role), opaque: new Map([[`policy ${key}: whether the bucket behind it lets the request through, ${role}`, true]]) });
    this.cubes.push(constant('through'));
    if (buckets.length !== 1) {
      this.cubes.push(doubtful('deny'), doubtful('behind'));
      return;
    }
    const [bucket] = buckets;
    const access = this.compared.state.buckets.get(bucket);
    const isOneAccount = !isForeign && this.compared.isSameAccount(resolved, key) && this.compared.isSameAccount(resolved, bucket);
    if (access === undefined || (isSigned && (this.compared.state.account === undefined || isOneAccount))) this.cubes.push(doubtful('behind'));
    const first = this.cubes.length;
    const governed = this.compared.governed.get(bucket);
    const where: Where = { key: `${bucket} behind ${key}`, globs: bucketGlobs(bucket), fixed: accessPointFacts(this.compared.governed.get(key)), action: [] };
    const lanes: Lanes = { direct: 'behind', limited: 'behind', account: isSigned ? 'behind' : 'none' };
    for (const policy of governed?.policies ?? []) if (policy.spares?.(resolved) !== true) this.addResourcePolicy(policy, where, lanes);
    const mine = isSigned && !isForeign && resolved.boundary === undefined;
    const isOwn = mine && (access === undefined ? !elsewhere : this.compared.isSameAccount(resolved, bucket));
    for (const policy of isOwn ? resolved.identity : []) this.addPolicy(policy, 'behind', undefined);
    const found = this.cubes.splice(first).filter(({ role, resource }) => role !== 'none' && resource.length > 0);
    this.cubes.push(...found.flatMap((cube) => atAccessPoint(cube, bucket, point)), ...(isOwn && resolved.kind === 'root' ? [constant('behind')] : []));
  }

  private globsOf(name: string): readonly Glob[] {
    return serviceOf(name) === undefined ? bucketGlobs(name) : this.compared.governed.globsOf(name);
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
        // whether S3 holds what the principal's own policies deny against the bucket behind an access point, too, isn't known
        statement.effect === 'Deny' ? 'deny' : role,
        certain && (role !== 'behind' || statement.effect === 'Allow') ? YES : MAYBE,
      );
    }
  }

  private add(source: StatementSource, role: string, truth: Truth, where?: Where): void {
    if (truth === NO) return;
    const asked = askedKeys(source.statement);
    const own = this.fixed(asked);
    const fixed = where?.fixed === undefined ? own : new Map([...own, ...where.fixed]);
    const read = (): Cubes => {
      const named: Fact = [`${isPartlyUnknown(source.statement) ? this.compared.unknowns : ''}principal ${role} ${statementKey(source.statement)}`, true];
      const facts: readonly Fact[] = [...(truth === MAYBE ? [named] : []), ...(where?.fact === undefined ? [] : [[`${where.fact}, ${role}`, true] as const])];
      const evaluation = where === undefined ? this.compared.evaluation : forBucketPolicies(this.compared.evaluation);
      return compileStatement(source, { role, fixed, unknowns: this.compared.unknowns, within: where?.globs, facts, evaluation });
    };
    // a bucket policy's statement that asks nothing of the principal's own keys says the same of all principals
    const isCommon = where !== undefined && !asked.some((key) => fixed.has(key));
    const { cubes, variables } = isCommon ? this.compared.commonCubes(source.statement, `${source.index} ${role} ${truth} ${where.key} ${source.policy} ${where.fact ?? ''}`, read) : read();
    const more = where === undefined ? [] : [...where.action, ...(where.spare === undefined ? [] : [where.spare])];
    for (const cube of cubes) this.cubes.push(more.length === 0 ? cube : { ...cube, action: [...cube.action, ...more] });
    for (const key of variables) this.variables.add(key);
  }

  /** Of a policy that isn't known nobody knows what it says. */
  private addUnknown(policy: NamedPolicy, role: string, within?: readonly Glob[]): void {
    const fact = `${this.compared.unknowns}policy ${policy.name}, ${role}`;
    this.cubes.push(
      { ...constantCube(role), opaque: new Map([[fact, true]]), resource: within === undefined ? [] : [{ globs: within, negated: false }] },
    );
  }
}

/** Where the statements of a resource's policies count, and what is known there. */
interface Where {
  readonly key: string;
  readonly globs: readonly Glob[];
  /** What the principal may do whatever they say. */
  readonly spare?: Clause;
  /** Why it isn't certain that they count. */
  readonly fact?: string;
  /** Keys that follow from the resource. */
  readonly fixed?: FixedKeys;
  /** The actions that they speak of. */
  readonly action: readonly Clause[];
}

/** Which of the formula's roles each way of naming a principal has. */
type Lanes = Readonly<Record<'direct' | 'limited' | 'account', string>>;
const LANES: Lanes = { direct: 'direct', limited: 'limited', account: 'account' };

/** No bucket has this name. */
const NO_BUCKET = '';
/** A bucket owner's root user can do these whatever the bucket policy denies. */
const RESCUES: Clause = {
  globs: ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'].map((name) => literalGlob(name)),
  negated: true,
};

/** A statement without actions or resources speaks of nothing. */
function isIncomplete({ actions, notActions, resources, notResources }: Statement): boolean {
  return (actions ?? notActions) === undefined || (resources ?? notResources) === undefined;
}

/** A cube that holds for every request and comes from no statement. */
function constantCube(role: string): Cube {
  return {
    role,
    action: [],
    resource: [],
    keys: new Map(),
    opaque: new Map(),
    source: { policy: '', index: 0, statement: { effect: 'Allow' }, version: '2012-10-17' },
  };
}
