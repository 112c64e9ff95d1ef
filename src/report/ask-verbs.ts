import type { AccessRequest, RequestPrincipal } from '../decide/request';
import { ACCESS_VERBS, OTHER_ACTIONS, SERVICE_VERBS, VERB_ACTIONS, type AccessVerb } from '../s3/access-verbs';
import { s3Action } from '../s3/catalogue';
import type { Location } from './matrix-locations';

/** What a row or a cell of a map says: each verb, and `other` for access that no verb stands for. */
export type Column = AccessVerb | 'other';

/** The columns in their order. */
export const COLUMNS: readonly Column[] = [...ACCESS_VERBS, 'other'];

/** What is asked of a location. */
export type AskedLocation = Pick<Location, 'bucket' | 'askedBucket' | 'askedKey' | 'askedPrefix' | 'separator' | 'service' | 'named'>;

/** The requests that stand for a column at a location; any of them is enough. */
export function requestsFor(column: Column, principal: RequestPrincipal, location: AskedLocation): readonly AccessRequest[] {
  return actionsFor(column, location).flatMap((action) => {
    const resource = resourceFor(action, location);
    const context: AccessRequest['context'] = column === 'list' ? { 's3:prefix': location.askedPrefix } : {};
    return resource === undefined ? [] : [{ principal, action, resource, context }];
  });
}

function actionsFor(column: Column, { service, named = [] }: AskedLocation): readonly string[] {
  if (service === undefined) return column === 'other' ? OTHER_ACTIONS : VERB_ACTIONS[column];
  const verbs = SERVICE_VERBS.get(service) ?? {};
  if (column !== 'other') return verbs[column] ?? [];
  return named.filter((action) => action.toLowerCase().startsWith(`${service}:`));
}

/** Actions without a resource are asked about where every bucket is. */
function resourceFor(action: string, { bucket, askedBucket, askedKey, separator = '/', service }: AskedLocation): string | undefined {
  const level = service === undefined ? s3Action(action)?.level : 'bucket';
  if (level === 'object') return `${askedBucket}${separator}${askedKey}`;
  if (level === 'bucket') return askedBucket;
  return bucket === '*' ? '*' : undefined;
}
