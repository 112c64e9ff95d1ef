import { AccessError } from '../errors';
import { shown } from '../s3/names';

/**
 * Refuses what is no URL of a service. It is more exact than `URL`, which also reads 'HTTP:store' and ' http://store': a guard must see whether
 * an endpoint is plain HTTP.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkEndpoint(option: string, url: string | undefined): void {
  if (url === undefined || (typeof url === 'string' && /^https?:\/\/[^\s/]\S*$/.test(url) && URL.canParse(url) && !url.endsWith('/'))) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `${option} ${shown(url)} is no endpoint; an endpoint is an http or https URL without a slash at its end`,
    remedy: `write ${option}: 'https://…'`,
  });
}
