import { AccessError } from '../errors';
import { shown } from '../s3/names';

/**
 * Refuses what is not a URL of a service. It is more exact than `URL`, which also reads 'HTTP:store' and ' http://store': a guard must see whether
 * an endpoint is plain HTTP.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkEndpoint(option: string, url: string | undefined): void {
  if (url === undefined || (typeof url === 'string' && /^https?:\/\/[^\s/]\S*$/.test(url) && isEndpoint(url))) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    // what may be a password isn't repeated
    message: `${option} ${typeof url === 'string' && url.includes('@') ? 'with an @ in it' : shown(url)} is not an endpoint; an endpoint is an http or https URL without a slash at its end and without a user or password in it`,
    remedy: `write ${option}: 'https://…'`,
  });
}

function isEndpoint(url: string): boolean {
  if (!URL.canParse(url) || url.endsWith('/')) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}
