import { compileState, type CompiledState } from '../../decide/compiled-state';
import { decide } from '../../decide/decide';
import { asForged } from '../../decide/forged';
import type { AccessRequest, RequestPrincipal } from '../../decide/request';
import type { AccessState } from '../../state/access-state';
import { COLUMNS, requestsFor, type AskedLocation, type Column } from '../ask-verbs';
import type { MatrixDecision } from '../matrix';
import { atLeast, atMost } from '../matrix-bounds';
import type { MapDecisions, MapLocation } from './types';

/** What a path segment is called that is the user's own name. */
export const USER_NAME = '${aws:username}';

const NO = { before: 'no', after: 'no' } as const;
const NOTHING: MapDecisions = { read: NO, list: NO, write: NO, delete: NO, administer: NO, other: NO };

/** Asks two states the same questions about locations. */
export class LocationDecisions {
  private readonly states: readonly (readonly [most: CompiledState, least: CompiledState])[];

  public constructor(before: AccessState, after: AccessState) {
    this.states = [before, after].map((state) => [compileState(atMost(asForged(state))), compileState(atLeast(state))]);
  }

  /** Undefined where there isn't one bucket and one folder to ask about. */
  public about(principal: RequestPrincipal, { bucket, prefix }: MapLocation, columns: readonly Column[] = COLUMNS): MapDecisions | undefined {
    const folder = typeof principal === 'object' && 'user' in principal ? prefix.replaceAll(USER_NAME, principal.user) : prefix;
    if (bucket === '' || /[*?:]|\$\{/.test(bucket) || /[*?]|\$\{/.test(folder) || (folder !== '' && !folder.endsWith('/'))) return undefined;
    const location: AskedLocation = { bucket, askedBucket: bucket, askedKey: `${folder}object`, askedPrefix: folder };
    const decisions: Record<Column, MapDecisions[Column]> = { ...NOTHING };
    for (const column of columns) {
      // what no verb stands for is asked where there would be nothing to see
      const hasVerb = column === 'other' && Object.values(decisions).some(({ before, after }) => before !== 'no' || after !== 'no');
      const requests = hasVerb ? [] : requestsFor(column, principal, location);
      const [before, after] = this.states.map((state) => best(state, requests));
      decisions[column] = { before, after };
    }
    return decisions;
  }
}

/** The answer that tells most: one action of a verb is enough for it. */
function best(state: readonly [CompiledState, CompiledState], requests: readonly AccessRequest[]): MatrixDecision {
  let found: MatrixDecision = 'no';
  for (const request of requests) {
    const one = decisionOf(state, request);
    if (RANK.indexOf(one) < RANK.indexOf(found)) found = one;
    if (found === 'yes') break;
  }
  return found;
}

const RANK: readonly MatrixDecision[] = ['yes', '?', 'if', 'no'];

/** `if` where open conditions decide. */
function decisionOf([most, least]: readonly [CompiledState, CompiledState], request: AccessRequest): MatrixDecision {
  const [upper, lower] = [decide(most, request), decide(least, request)];
  if (upper.effect === 'uncertain') return '?';
  if (!upper.allowed) return 'no';
  if (lower.effect === 'uncertain') return '?';
  return lower.allowed ? 'yes' : 'if';
}
