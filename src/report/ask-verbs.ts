import type { AccessRequest, RequestPrincipal } from '../decide/request';
import { ACCESS_VERBS, OTHER_ACTIONS, SERVICE_VERBS, VERB_ACTIONS, type AccessVerb } from '../s3/access-verbs';
import { s3Action } from '../s3/catalogue';
import type { Place } from './matrix-places';

/** What a row or a cell of a map says: each verb, and `other` for access that no verb stands for. */
export type Column = AccessVerb | 'other';

/** The columns in their order. */
export const COLUMNS: readonly Column[] = [...ACCESS_VERBS, 'other'];

/** What is asked of a place. */
export type AskedPlace = Pick<Place, 'bucket' | 'askedBucket' | 'askedKey' | 'askedPrefix' | 'separator' | 'service' | 'named'>;

/** The requests that stand for a column at a place; any of them is enough. */
export function requestsFor(column: Column, principal: RequestPrincipal, place: AskedPlace): readonly AccessRequest[] {
  return actionsFor(column, place).flatMap((action) => {
    const resource = resourceFor(action, place);
    const context: AccessRequest['context'] = column === 'list' ? { 's3:prefix': place.askedPrefix } : {};
    return resource === undefined ? [] : [{ principal, action, resource, context }];
  });
}

function actionsFor(column: Column, { service, named = [] }: AskedPlace): readonly string[] {
  if (service === undefined) return column === 'other' ? OTHER_ACTIONS : VERB_ACTIONS[column];
  const verbs = SERVICE_VERBS.get(service) ?? {};
  if (column !== 'other') return verbs[column] ?? [];
  return named.filter((action) => action.toLowerCase().startsWith(`${service}:`));
}

/** Actions without a resource are asked about where every bucket is. */
function resourceFor(action: string, { bucket, askedBucket, askedKey, separator = '/', service }: AskedPlace): string | undefined {
  const level = service === undefined ? s3Action(action)?.level : 'bucket';
  if (level === 'object') return `${askedBucket}${separator}${askedKey}`;
  if (level === 'bucket') return askedBucket;
  return bucket === '*' ? '*' : undefined;
}
