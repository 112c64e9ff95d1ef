import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { DEPLOY_TIME, AS_GIVEN, wrongType, type Reader } from '../shape/readers';
import { reading, readShape, type Shape } from '../shape/shape';
import { isObject } from '../state/json';
import type { AccessRequest, RequestPrincipal } from './request';

type Part = readonly [part: keyof AccessRequest, isRight: (value: unknown) => boolean, allowed: string];

const NAMES = ['user', 'role', 'arn'];

/** Exactly one name says who asks. */
function isNamed(value: Readonly<Record<string, unknown>>): boolean {
  let given: string | undefined;
  for (const name of Object.keys(value)) {
    if (value[name] === undefined) continue;
    if (given !== undefined) return false;
    given = name;
  }
  return given !== undefined && NAMES.includes(given) && typeof value[given] === 'string';
}

/** Whether something can be the value of a condition key. */
function isContextValue(value: unknown): boolean {
  return value === undefined || ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every((one) => ['string', 'number', 'boolean'].includes(typeof one)));
}

/** Reads the value of a condition key. */
export const CONTEXT_VALUE: Reader = (value, at) => {
  if (!isContextValue(value)) throw wrongType(at, value, 'texts, numbers, true, false, and lists of them', 'write the value as the request has it');
  return DEPLOY_TIME(value, at);
};

const PARTS: readonly Part[] = [
  ['principal', (value) => value === 'anonymous' || (isObject(value) && isNamed(value)), "{ user: 'dana' }, { role: 'ci' }, { arn: 'arn:aws:…' } and 'anonymous'"],
  ['action', (value) => typeof value === 'string', 'one action, such as s3:PutObject'],
  ['resource', (value) => typeof value === 'string', 'an ARN, bucket, bucket/key, and * for actions without a resource'],
  ['context', (value) => value === undefined || (isObject(value) && Object.keys(value).every((name) => isContextValue(value[name]))), 'an object from condition keys to their values'],
];

/**
 * What to tell of an error that came of a request: where the request isn't of the right shape, as it may come from plain JavaScript, that.
 * It is asked for afterwards, since decisions are made by the million.
 */
export function errorOf(error: unknown, request: unknown): unknown {
  if (error instanceof AccessError) return error;
  try {
    return reading({ where: 'the request', code: 'InvalidRequest' }, () => wrongIn(request)) ?? error;
  } catch (unreadable) {
    return unreadable;
  }
}

function wrongIn(request: unknown): AccessError | undefined {
  if (!isObject(request)) return invalid('the request', request, '{ principal, action, resource, context? }');
  const wrong = PARTS.find(([part, isRight]) => !isRight(request[part]));
  return wrong && invalid(`${wrong[0]} of the request`, request[wrong[0]], wrong[2]);
}

/**
 * Refuses names that a request doesn't have, since what is misspelt would be left out of the decision in silence.
 *
 * @throws AccessError `InvalidRequest`
 */
export function checkNames(request: object): void {
  for (const name in request) {
    if (name === 'principal' || name === 'action' || name === 'resource' || name === 'context' || name === 'optional') continue;
    readShape(REQUEST, request, { what: 'the request', called: 'parts', code: 'InvalidRequest', example: EXAMPLE });
  }
}

/** The shape of a request; `optional` is what `requestsFor` says of one, which may be handed on as it is. */
const REQUEST: Shape<AccessRequest & { readonly optional?: string }> = {
  principal: AS_GIVEN, action: AS_GIVEN, resource: AS_GIVEN, context: AS_GIVEN, optional: AS_GIVEN,
};

const EXAMPLE = "{ principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/a.bin' }";

/**
 * Refuses what is not a single principal.
 *
 * @throws AccessError `InvalidRequest`
 */
export function checkPrincipal(principal: unknown): asserts principal is RequestPrincipal {
  const [part, isRight, allowed] = PARTS[0];
  if (!isRight(principal)) throw invalid(`${part} of the request`, principal, allowed);
}

/** The error for a part of a request. */
export function invalid(part: string, value: unknown, allowed: string): AccessError {
  return new AccessError({
    code: 'InvalidRequest',
    message: `${part} is ${shown(value)}; allowed: ${allowed}`,
    remedy: `write such as ${EXAMPLE}`,
  });
}
