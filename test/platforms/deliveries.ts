import { everyone, readOnlyPrefix, type ExternalGrantee, type Grant, type Guard, type Platform } from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { bucketGrant } from '../../src/plan/bucket-grant';
import { identityDocument } from '../../src/plan/identity-document';
import { bucketGrants, externalFixtures } from '../engines/bucket-grant-fixtures';
import { grantOptions, grants, reads } from '../engines/grant-fixtures';
import { guardOptions, guards, PRINCIPAL_ONLY } from '../engines/guard-options';

/** What a platform makes of a grant or guard: its document with what is said of it, or the refusal, word for word. */
export type Delivery = { readonly document: unknown; readonly diagnostics?: readonly string[] } | string;

/** A document as it is delivered, or why it isn't. */
export function delivery(render: () => { readonly json: string; readonly diagnostics: readonly string[] }): Delivery {
  try {
    const { json, diagnostics } = render();
    return { document: JSON.parse(json) as unknown, ...(diagnostics.length > 0 && { diagnostics }) };
  } catch (error) {
    return (error as Error).message;
  }
}

type Named = Readonly<Record<string, (props: never) => Grant | Guard>>;
type Options = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** By construct, what becomes of each of its options. */
type Deliveries = ReadonlyArray<readonly [construct: string, by: Readonly<Record<string, Delivery>>]>;

function each(options: Options, make: (construct: string, props: unknown) => Delivery): Deliveries {
  return Object.entries(options).map(([construct, some]) => {
    const delivered = Object.entries(some).map(([option, props]) => [option, make(construct, props)] as const);
    return [construct, Object.fromEntries(delivered)];
  });
}

const forDana = (intent: Grant | Guard, platform: Platform) => delivery(() => identityDocument([intent], { kind: 'user', name: 'dana' }, platform));

/** Every option of every grant, given to a user. */
export function grantsOn(platform: Platform): Deliveries {
  return each(grantOptions as Options, (construct, props) => forDana((grants as Named)[construct](props as never), platform));
}

/** Every option of every guard, put on a user. */
export function guardsOn(platform: Platform): Deliveries {
  return each(guardOptions as Options, (construct, props) => forDana((guards as Named)[construct](props as never), platform));
}

/** Every option of every guard that makes sense there, put on a bucket. */
export function bucketGuardsOn(platform: Platform): Deliveries {
  const options = Object.fromEntries(Object.entries(guardOptions as Options).filter(([construct]) => !PRINCIPAL_ONLY.includes(construct)));
  return each(options, (construct, props) => delivery(() => bucketDocument('releases', [(guards as Named)[construct](props as never) as Guard], platform)));
}

/** Every grant to somebody outside, in the policy of its bucket. */
export function bucketGrantsOn(platform: Platform): ReadonlyArray<readonly [name: string, Delivery]> {
  const given = externalFixtures.filter((fixture) => fixture.platform.partition === 'aws').map(({ name, construct, props, to }) => [name, construct, props, to] as const);
  const intents = { ...grants, ...bucketGrants } as Named;
  return given.map(([name, construct, props, to]) => [name, delivery(() => onBucket(intents[construct](props as never) as Grant, to, platform))]);
}

function onBucket(grant: Grant, to: ExternalGrantee | undefined, platform: Platform) {
  return bucketDocument(grant.buckets[0], [bucketGrant(grant, to)], platform);
}

/** The simplest public grant. */
export function publicOn(platform: Platform): Delivery {
  return delivery(() => onBucket(readOnlyPrefix({ ...reads, listing: false }), everyone(), platform));
}
