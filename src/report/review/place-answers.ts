import { compileState, type CompiledState } from '../../decide/compiled-state';
import { decide } from '../../decide/decide';
import { asForged } from '../../decide/forged';
import type { AccessRequest, RequestPrincipal } from '../../decide/request';
import type { AccessState } from '../../state/access-state';
import type { MatrixAnswer } from '../matrix';
import { atLeast, atMost } from '../matrix-bounds';
import { MAP_VERBS } from './map-verbs';
import type { MapAnswers, MapPlace } from './types';

/** What a path segment is called that is the user's own name. */
export const USER_NAME = '${aws:username}';

/** Asks two states the same questions about places. */
export class PlaceAnswers {
  private readonly sides: readonly (readonly [most: CompiledState, least: CompiledState])[];

  public constructor(before: AccessState, after: AccessState) {
    this.sides = [before, after].map((state) => [compileState(atMost(asForged(state))), compileState(atLeast(state))]);
  }

  /** Undefined where there isn't one bucket and one folder to ask about. */
  public about(principal: RequestPrincipal, { bucket, prefix }: MapPlace): MapAnswers | undefined {
    const folder = typeof principal === 'object' && 'user' in principal ? prefix.replaceAll(USER_NAME, principal.user) : prefix;
    if (bucket === '' || /[*?:]|\$\{/.test(bucket) || /[*?]|\$\{/.test(folder) || (folder !== '' && !folder.endsWith('/'))) return undefined;
    return Object.fromEntries(MAP_VERBS.map(([verb, action, on]) => {
      const context: AccessRequest['context'] = action === 's3:ListBucket' ? { 's3:prefix': folder } : {};
      const request: AccessRequest = { principal, action, resource: on === 'object' ? `${bucket}/${folder}object` : bucket, context };
      const [before, after] = this.sides.map((side) => answer(side, request));
      return [verb, { before, after }];
    })) as MapAnswers;
  }
}

/** `if` where open conditions decide. */
function answer([most, least]: readonly [CompiledState, CompiledState], request: AccessRequest): MatrixAnswer {
  const [upper, lower] = [decide(most, request), decide(least, request)];
  if (upper.effect === 'uncertain') return '?';
  if (!upper.allowed) return 'no';
  if (lower.effect === 'uncertain') return '?';
  return lower.allowed ? 'yes' : 'if';
}
