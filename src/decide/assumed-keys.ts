import { TIME_KEYS } from '../s3/request-keys';
import { UNKNOWN_TEXT } from '../state/access-state';
import { effectOf } from './evaluate';
import type { PreparedRequest } from './prepared-request';
import type { AccessRequest } from './request';
import type { DecisionEffect } from './truth';

/** Keys that are supplied together, as other requests could have them. `null` is for absent. */
interface AssumedKeys {
  readonly keys: readonly string[];
  /** What else they could be: any value, and combinations that no value alone stands for. */
  readonly otherwise: ReadonlyArray<Readonly<Record<string, string | null>>>;
  /** @param at the moment of the request, as a date */
  readonly text: (at: string) => string;
}

const ASSUMED: readonly AssumedKeys[] = [
  {
    keys: ['aws:securetransport', 's3:tlsversion'],
    otherwise: [{ 'aws:securetransport': UNKNOWN_TEXT, 's3:tlsversion': UNKNOWN_TEXT }, { 'aws:securetransport': 'false', 's3:tlsversion': null }],
    text: () => 'the request is taken to be made over HTTPS with TLS 1.3; give aws:SecureTransport or s3:TlsVersion for another connection',
  },
  {
    keys: TIME_KEYS,
    otherwise: [{ 'aws:currenttime': UNKNOWN_TEXT, 'aws:epochtime': UNKNOWN_TEXT }],
    text: (at) => `the request is taken to be made at ${at}; give the time for another moment`,
  },
  {
    keys: ['aws:viaawsservice'],
    otherwise: [{ 'aws:viaawsservice': UNKNOWN_TEXT }],
    text: () => 'no AWS service is taken to make the request on behalf of somebody; give aws:ViaAWSService for one that does',
  },
];

/**
 * What was supplied of a request's keys and could change the answer.
 *
 * @param isTimeGiven whether the time was given beside the context
 */
export function assumedKeys(
  effect: DecisionEffect, { context = {} }: AccessRequest, prepared: PreparedRequest, isTimeGiven: boolean,
): readonly string[] {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return ASSUMED.flatMap(({ keys, otherwise, text }) => {
    const isGiven = (key: string) => given.has(key) || (keys === TIME_KEYS && (isTimeGiven || TIME_KEYS.some((one) => given.has(one))));
    const open = keys.filter((key) => !isGiven(key) && prepared.keys.get(key) !== undefined);
    const matters = open.length > 0 && otherwise.some((values) => effectOf({ ...prepared, keys: changed(prepared, open, values) }) !== effect);
    return matters ? [text(String(prepared.keys.get('aws:currenttime')?.[0]))] : [];
  });
}

/**
 * What is taken for granted of requests that speak of none of these keys themselves, in policies that do.
 *
 * @param keys in lower case
 * @param now the moment that is taken for now; undefined where somebody said which
 */
export function assumedOf(keys: ReadonlySet<string>, now: number | undefined): readonly string[] {
  return ASSUMED.filter((one) => one.keys.some((key) => keys.has(key)) && (one.keys !== TIME_KEYS || now !== undefined))
    .map(({ text }) => text(new Date(now ?? 0).toISOString()));
}

function changed({ keys }: PreparedRequest, open: readonly string[], values: Readonly<Record<string, string | null>>): PreparedRequest['keys'] {
  return {
    get: (key) => {
      if (!open.includes(key)) return keys.get(key);
      const value = values[key];
      return value === null ? undefined : [value];
    },
  };
}
