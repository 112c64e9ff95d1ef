import { readDate } from '../policy/operators/date';
import { s3Path } from '../policy/s3-arn';
import { s3Action } from '../s3/catalogue';
import { UNKNOWN_TEXT } from '../state/access-state';
import type { BucketView, CompiledPrincipal } from './compiled-principal';

/** The keys that a request was given. */
export interface GivenKeys {
  /** The values of a key; undefined when the request wasn't given it, an empty list when it was given none. */
  given(key: string): readonly string[] | undefined;
}

/**
 * The keys that a request has although nobody gave them: they are in every request, or follow from its resource. What can't follow from
 * anything is taken as clients make requests: over HTTPS with TLS 1.3, now, and not by a service on somebody's behalf.
 *
 * What they are is said by {@link REQUEST_KEYS}; this is which value they have.
 */
export class SuppliedKeys {
  /** @param moment that of the request, in milliseconds since 1970. @default - now */
  constructor(
    private readonly principal: CompiledPrincipal,
    private readonly view: BucketView,
    private readonly resource: string,
    private readonly action: string,
    private moment: number | undefined,
  ) {}

  /** The values of a key (in lower case) that the request wasn't given and that doesn't follow from its principal. */
  public get(key: string, request: GivenKeys): readonly string[] | undefined {
    const supply = SUPPLIES.get(key);
    if (supply === undefined || this.principal.evaluation?.requestKeys?.includes(key) === false) return undefined;
    return supply(this, request);
  }

  /** The moment of the request: the same however often it is asked for. */
  public now(): number {
    return (this.moment ??= Date.now());
  }

  /** The account that the resource lies in; an action without a resource is about the principal's own account. */
  public resourceAccount(): string | undefined {
    const { principal: { resolved }, view, resource } = this;
    if (view.bucket.access !== undefined || s3Path(resource)?.startsWith('*') === false) return view.account ?? UNKNOWN_TEXT;
    const [, , , , account = ''] = resource.split(':');
    if (account !== '') return account;
    return resolved.kind === 'anonymous' ? undefined : resolved.account ?? UNKNOWN_TEXT;
  }

  /** Whether requests for the action have a key of S3's, as far as AWS documents the action. */
  public hasS3Key(name: string): boolean {
    const known = s3Action(this.action);
    return known === undefined ? this.action.toLowerCase().startsWith('s3:') : known.conditionKeys.includes(name);
  }
}

type Supply = (facts: SuppliedKeys, request: GivenKeys) => readonly string[] | undefined;

const TRUE = ['true'];
const FALSE = ['false'];
const TLS = ['1.3'];

const SUPPLIES: ReadonlyMap<string, Supply> = new Map<string, Supply>([
  ['aws:securetransport', () => TRUE],
  ['aws:viaawsservice', () => FALSE],
  ['s3:tlsversion', (_, request) => (isSecure(request) ? TLS : undefined)],
  ['aws:currenttime', (facts, request) => sameMoment(request, 'aws:epochtime', (time) => new Date(time).toISOString()) ?? [new Date(facts.now()).toISOString()]],
  ['aws:epochtime', (facts, request) => sameMoment(request, 'aws:currenttime', seconds) ?? [seconds(facts.now())]],
  ['aws:resourceaccount', (facts) => listOf(facts.resourceAccount())],
  ['s3:resourceaccount', (facts) => (facts.hasS3Key('s3:ResourceAccount') ? listOf(facts.resourceAccount()) : undefined)],
]);

/** Whether a request has a key (in lower case) that it wasn't given and that doesn't follow from its principal. */
export function isSuppliedKey(key: string): boolean {
  return SUPPLIES.has(key);
}

/** The connection is as secure as it was said to be, and secure where nothing was said. */
function isSecure(request: GivenKeys): boolean {
  const given = request.given('aws:securetransport');
  return given === undefined || (given.length === 1 && given[0].toLowerCase() === 'true');
}

/** The moment that the other of the two keys tells, if the request was given that one. */
function sameMoment(request: GivenKeys, other: string, write: (time: number) => string): readonly string[] | undefined {
  const given = request.given(other);
  if (given === undefined || given.length === 0) return undefined;
  return given.map((text) => {
    const time = readDate(text);
    return time === undefined ? text : write(time);
  });
}

function seconds(time: number): string {
  return String(Math.floor(time / 1000));
}

function listOf(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}
