import type { AccessStateJson, RequestPrincipal } from '../../../src';
import type { DecisionEffect } from '../../../src/entries/decide';

/** The account of all states here. */
export const OWN = '111122223333';
/** Another account. */
export const OTHER = '444455556666';

/** A statement as AWS writes it. */
export type Json = Readonly<Record<string, unknown>>;

/** A policy document of some statements. */
export const doc = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
/** An Allow. */
export const allow = (action: string | readonly string[], resource: string | readonly string[], more: Json = {}): Json => (
  { Effect: 'Allow', Action: action, Resource: resource, ...more }
);
/** A Deny. */
export const deny = (action: string | readonly string[], resource: string | readonly string[], more: Json = {}): Json => ({ ...allow(action, resource, more), Effect: 'Deny' });
/** An Allow to somebody. */
export const give = (principal: unknown, action: string | readonly string[], resource: string | readonly string[], more: Json = {}): Json => (
  allow(action, resource, { Principal: principal, ...more })
);

/** A user with everything. */
export const ADMIN = { policies: [doc(allow('*', '*'))] };
/** A user with nothing. */
export const NOBODY = { policies: [] };

/** A request and its answer: what is asked, of whom, and what comes of it. */
export type Row = readonly [
  name: string, state: AccessStateJson, principal: RequestPrincipal, action: string, resource: string, answer: DecisionEffect,
  context?: Readonly<Record<string, string>>,
];

/** The ARN of a user of another account. */
export const STRANGER = { arn: `arn:aws:iam::${OTHER}:user/eve` };

/** Users of a state. */
export type Users = NonNullable<AccessStateJson['users']>;
