import { AccessError } from '../errors';
import { shown } from '../shape/shown';
import type { Connection } from './types';
import type { Endpoint } from './wire/http-request';

/** Where a server is, by how it is reached. */
export type Endpoints = Readonly<Partial<Record<Connection, Endpoint>>>;

/**
 * Where a server is, by how it is reached.
 *
 * @throws AccessError `InvalidEndpoint`
 */
export function endpointsOf(given: string | readonly string[], how: Omit<Endpoint, 'url'>): Endpoints {
  const urls = [given].flat();
  const found: Partial<Record<Connection, Endpoint>> = {};
  for (const url of urls) {
    const connection = /^https?(?=:\/\/[^\s/?#@]+(?:\/[^\s?#@]*[^\s?#@/])?$)/.exec(typeof url === 'string' ? url : '')?.[0] as Connection | undefined;
    if (connection === undefined || !URL.canParse(url)) throw invalidEndpoint(`the endpoint ${/@/.test(url) ? 'with an @ in it' : shown(url)} is not an http or https URL without a slash at its end and without a user or password in it`);
    if (found[connection] !== undefined) throw invalidEndpoint(`there are two endpoints for ${connection}; allowed: one for https and one for http, of the same server`);
    found[connection] = { url, ...how };
  }
  if (urls.length === 0) throw invalidEndpoint('there is no endpoint');
  return found;
}

/** How a server can be reached, the better way first. */
export function connectionsOf(endpoints: Endpoints): readonly Connection[] {
  return (['https', 'http'] as const).filter((connection) => endpoints[connection] !== undefined);
}

function invalidEndpoint(message: string): AccessError {
  return new AccessError({ code: 'InvalidEndpoint', message, remedy: 'write such as https://s3.store.example, and where it answers over http too, http://s3.store.example as a second one' });
}
