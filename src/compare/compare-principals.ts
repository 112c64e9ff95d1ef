import type { PolicyDocument } from '../policy/document';
import { comparePrincipal, type PrincipalQuery } from './compare-principal';
import type { Cube } from './compile/cube';
import type { FixedKeys } from './compile/text-pattern';
import { BoundedCache, CACHE_LIMITS } from './domain/bounded-cache';
import { DEFAULT_LIMITS } from './domain/limits';
import { MintermCache } from './domain/minterm-cache';
import { strictModel } from './model/request-model';
import { S3Model } from './model/s3-model';
import type { ComparedPrincipal } from './principals/external-principals';
import type { Tools } from './report/changed-regions';
import { ReportedOnce, type PrincipalResult } from './report/reported-once';
import type { AccessChange, ChangedPrincipal, CompareOptions, Comparison, Inconclusive, Verdict } from './types';

/** Which requests a comparison looks at. */
export interface Scope {
  /** Looks only at principals for which this holds. @default all */
  readonly who?: (principal: ChangedPrincipal) => boolean;
  /** Changes cubes before they are compared. @default they stay */
  readonly restrict?: (cubes: readonly Cube[]) => readonly Cube[];
  /** Documents that say what `restrict` looks for; principals are distinguished by them too. @default none */
  readonly besides?: readonly PolicyDocument[];
  /** Keys that requests have, or certainly haven't. @default none */
  readonly assumed?: FixedKeys;
}

/** Two states or two documents, as the driver sees them. */
export interface Compared {
  /** Everyone to compare; principals that stand for others come last. */
  principals(): Iterable<ComparedPrincipal>;
  /** What to find out about a principal; undefined where nothing can have changed. */
  query(principal: ComparedPrincipal): PrincipalQuery | undefined;
}

/** The driver, for states and for documents: compares principal by principal, and reports each change once. */
export function comparePrincipals(compared: Compared, { who = () => true }: Scope, tools: Tools): PrincipalResult {
  const gained: AccessChange[] = [];
  const lost: AccessChange[] = [];
  const open: Inconclusive[] = [];
  const reported = new ReportedOnce();
  for (const principal of compared.principals()) {
    const query = who(principal.label) ? compared.query(principal) : undefined;
    if (query === undefined) continue;
    const result = reported.news(principal, comparePrincipal(query, tools));
    gained.push(...result.gained);
    lost.push(...result.lost);
    open.push(...result.inconclusive, ...query.inconclusive ?? []);
  }
  return { gained, lost, inconclusive: open };
}

/** A comparison with its verdict. */
export function comparison(found: Omit<Comparison, 'verdict'>): Comparison {
  return { verdict: verdictOf(found), ...found };
}

function verdictOf({ gained, lost, inconclusive }: Omit<Comparison, 'verdict'>): Verdict {
  if (inconclusive.length > 0) return 'inconclusive';
  if (gained.length > 0) return lost.length > 0 ? 'both' : 'gained';
  return lost.length > 0 ? 'lost' : 'none';
}

/**
 * The tools of one comparison. Their caches live as long as they do.
 *
 * @param partition the ARN partition of the requests that are looked at
 * @param onAws whether requests are those that AWS gets, with the keys that all of these have
 */
export function toolsFor({ strict = false, maxStates = DEFAULT_LIMITS.states }: CompareOptions, partition = 'aws', onAws = true): Tools {
  const limits = { states: maxStates };
  const model = strict ? strictModel(onAws) : new S3Model(partition, onAws);
  return { model, limits, infixes: MOST_ENUMERATED + 1, memory: new MintermCache(limits), regions: new BoundedCache(CACHE_LIMITS.regions) };
}

/** Up to so many infix patterns that can meet have all their combinations enumerated, which tells the exact regions. */
const MOST_ENUMERATED = 12;
