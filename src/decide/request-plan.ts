import type { CompiledStatement } from './compiled-statement';
import { beyondBoundary } from './match/beyond-boundary';
import type { RequestKeys } from './match/keys';
import { PrincipalMatch, anyMatch } from './match/principal';
import type { Limiting } from './resource/limits';
import { MAYBE, NO, Truth, YES, and, or } from './truth';

/** A statement with how certainly it speaks of the principal and the action. */
export interface Candidate {
  readonly statement: CompiledStatement;
  readonly truth: Truth;
}

/** The statements that a request by one principal for one action on one bucket asks; nearly always a handful, of however many. */
export interface RequestPlan {
  /** Denials of every policy. */
  readonly deny: readonly Candidate[];
  /** What the principal's own policies and its groups' allow. */
  readonly identity: readonly Candidate[];
  /** What the permissions boundary allows; absent without one. */
  readonly boundary?: readonly Candidate[];
  /** What the bucket policy allows, by how it speaks of the principal. */
  readonly direct: readonly Candidate[];
  readonly limited: readonly Candidate[];
  readonly account: readonly Candidate[];
  /** Whether no permission is needed: nothing denies it either. */
  readonly isFree?: boolean;
  /** Whether the principal's own side allows everything. */
  readonly needsNoPolicy: boolean;
  /** What each policy allows that says all that is allowed, unless another that isn't known says more; absent where there is none. */
  readonly lists?: readonly (readonly Candidate[])[];
}

/** A statement of a bucket policy with how it speaks of the principal. */
export interface NamedStatement {
  readonly statement: CompiledStatement;
  readonly match: PrincipalMatch;
}

/** Where a plan's statements come from. */
export interface PlanSources {
  readonly identity: readonly CompiledStatement[];
  readonly boundary?: readonly CompiledStatement[];
  readonly bucket: readonly NamedStatement[];
  /** Whether denials of the bucket policy count. */
  readonly bucketDenies: boolean;
  /** The bucket's name; absent when the resource is none of S3's buckets and objects. */
  readonly name?: string;
  readonly needsNoPolicy: boolean;
  /** Policies of an organization, and how certainly they bear on the principal or the resource. */
  readonly limits?: readonly Limiting[];
}

/** An identity policy has no `Principal`; AWS refuses one that has, so it only may apply. */
export function identityTruth({ source }: CompiledStatement): Truth {
  return source?.principals === undefined && source?.notPrincipals === undefined ? YES : MAYBE;
}

/** Picks the statements that speak of an action (in lower case) and may speak of something in the bucket. */
export function planRequest(sources: PlanSources, action: string): RequestPlan {
  const deny: Candidate[] = [];
  const identity: Candidate[] = [];
  const boundary: Candidate[] = [];
  const direct: Candidate[] = [];
  const limited: Candidate[] = [];
  const account: Candidate[] = [];
  const fits = (statement: CompiledStatement): Truth => (statement.mayCover(sources.name) ? statement.action(action) : NO);
  const addOwn = (statements: readonly CompiledStatement[], allows: Candidate[]): void => {
    for (const statement of statements) {
      const truth = fits(statement);
      if (truth !== NO) add(statement.effect === 'Deny' ? deny : allows, statement, and(truth, identityTruth(statement)));
    }
  };
  addOwn(sources.identity, identity);
  if (sources.boundary !== undefined) addOwn(sources.boundary, boundary);
  for (const { statement, match } of sources.bucket) {
    const truth = fits(statement);
    if (statement.effect === 'Deny') {
      if (sources.bucketDenies) add(deny, statement, and(truth, anyMatch(match)));
    } else {
      const beyond = sources.boundary === undefined || statement.source === undefined ? NO : beyondBoundary(statement.source);
      add(direct, statement, and(truth, or(match.direct, and(match.limited, beyond))));
      add(limited, statement, and(truth, match.limited));
      add(account, statement, and(truth, match.account));
    }
  }
  const plan = { deny, identity, boundary: sources.boundary && boundary, direct, limited, account, needsNoPolicy: sources.needsNoPolicy };
  return sources.limits === undefined ? plan : withLimits(plan, sources.limits, fits);
}

function withLimits(plan: RequestPlan, limits: readonly Limiting[], fits: (statement: CompiledStatement) => Truth): RequestPlan {
  const deny = [...plan.deny];
  const lists: (readonly Candidate[])[] = [];
  for (const { statements, truth, isList } of limits) {
    const allows: Candidate[] = [];
    for (const statement of statements) add(statement.effect === 'Deny' ? deny : allows, statement, and(fits(statement), truth));
    if (isList) lists.push(allows);
  }
  return { ...plan, deny, lists };
}

function add(list: Candidate[], statement: CompiledStatement, truth: Truth): void {
  if (truth !== NO) list.push({ statement, truth });
}

/** Whether any candidate applies to a resource. */
export function anyApplies(candidates: readonly Candidate[], resource: string, keys: RequestKeys): Truth {
  return candidates.length > FEW ? indexOf(candidates).anyApplies(resource, keys) : most(candidates, resource, keys, 0);
}

/** As many are asked one after the other; of more, those that may cover the resource. */
const FEW = 16;

const indices = new WeakMap<readonly Candidate[], CandidateIndex>();

function indexOf(candidates: readonly Candidate[]): CandidateIndex {
  const known = indices.get(candidates) ?? new CandidateIndex(candidates);
  indices.set(candidates, known);
  return known;
}

/** The candidates by what the resources begin with that they cover: a user with a thousand folders is asked about the one that is meant. */
class CandidateIndex {
  private readonly others: Candidate[] = [];
  private readonly byHead = new Map<string, Candidate[]>();
  /** How long heads are, each length once. */
  private readonly lengths: readonly number[];

  public constructor(candidates: readonly Candidate[]) {
    const all = candidates.map((candidate) => [candidate, candidate.statement.heads] as const);
    const lengths = [...new Set(all.flatMap(([, heads = []]) => heads.map(({ length }) => length)))];
    // each length is looked up for every request, so of many some are cut short
    let step = 1;
    const cut = (length: number) => length - length % step;
    while (new Set(lengths.map(cut)).size > FEW) step *= 2;
    this.lengths = [...new Set(lengths.map(cut))];
    for (const [candidate, heads] of all) {
      if (heads === undefined) this.others.push(candidate);
      else for (const head of new Set(heads.map((one) => one.slice(0, cut(one.length))))) this.add(head, candidate);
    }
  }

  public anyApplies(resource: string, keys: RequestKeys): Truth {
    let truth = most(this.others, resource, keys, 0);
    for (const length of this.lengths) {
      const found = resource.length < length ? undefined : this.byHead.get(resource.slice(0, length));
      if (found !== undefined) truth = most(found, resource, keys, truth);
    }
    return truth;
  }

  private add(head: string, candidate: Candidate): void {
    const known = this.byHead.get(head);
    if (known === undefined) this.byHead.set(head, [candidate]);
    else known.push(candidate);
  }
}

/** The most that any candidate says, if it is more than what is known already. */
function most(candidates: readonly Candidate[], resource: string, keys: RequestKeys, known: Truth): Truth {
  // the hottest loop of all: without imports, which loaders such as tsx turn into calls
  let truth = known;
  for (let i = 0; i < candidates.length; i++) {
    const { statement, truth: atMost } = candidates[i];
    if (atMost <= truth) continue;
    const applies = statement.applies(resource, keys);
    const one = applies < atMost ? applies : atMost;
    if (one > truth) truth = one;
  }
  return truth;
}
