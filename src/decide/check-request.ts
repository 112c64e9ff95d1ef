import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { isObject } from '../state/json';
import type { AccessRequest } from './request';

type Part = readonly [part: keyof AccessRequest, isRight: (value: unknown) => boolean, allowed: string];

const NAMES = ['user', 'role', 'arn'];

const PARTS: readonly Part[] = [
  ['principal', (value) => value === 'anonymous' || (isObject(value) && NAMES.some((name) => Object.hasOwn(value, name))), "{ user: 'dana' }, { role: 'ci' }, { arn: 'arn:aws:…' } and 'anonymous'"],
  ['action', (value) => typeof value === 'string', 'one action, such as s3:PutObject'],
  ['resource', (value) => typeof value === 'string', 'an ARN, bucket, bucket/key, and * for actions without a resource'],
  ['context', (value) => value === undefined || isObject(value), 'an object from condition keys to their values'],
];

/**
 * What to tell of an error that came of a request: where the request isn't of the right shape, as it may come from plain JavaScript, that.
 * It is asked for afterwards, since decisions are made by the million.
 */
export function errorOf(error: unknown, request: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  if (!isObject(request)) return invalid('the request', request, '{ principal, action, resource, context? }');
  const wrong = PARTS.find(([part, isRight]) => !isRight(request[part]));
  return wrong === undefined ? error : invalid(`${wrong[0]} of the request`, request[wrong[0]], wrong[2]);
}

/** The error for a part of a request. */
export function invalid(part: string, value: unknown, allowed: string): AccessError {
  return new AccessError({
    code: 'InvalidRequest',
    message: `${part} is ${shown(value)}; allowed: ${allowed}`,
    remedy: "write such as { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/a.bin' }",
  });
}
