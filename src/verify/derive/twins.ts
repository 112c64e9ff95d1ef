import { asForged } from '../../decide/forged';
import type { AccessState } from '../../state/access-state';
import { OPERATIONS } from '../operations';
import { askerName, type NotTried, type VerifyRequest } from '../types';
import { allStatements, conditionsIn, type Limit } from './access';
import { requestOf, type Draft } from './draft';
import { Expectations } from './expectation';
import { SENT, type KnownContext } from './question';

/** Requests that say of themselves what a condition wants to see. */
export interface Twins {
  readonly drafts: readonly Draft[];
  readonly notTried: readonly NotTried[];
}

/** What twins are made with. */
export interface Twinning {
  readonly state: AccessState;
  readonly run: string;
  readonly known: KnownContext;
  readonly expectations: Expectations;
}

/** How many requests of a principal, an operation and a key get twins. */
const MOST_EACH = 2;

/**
 * For each request that nothing but a condition holds back, the same with headers and query parameters that are named like the condition's
 * key, and that say what the condition wants to see: a server that takes the client's word lets it through. They must be denied as the request
 * itself is. On a platform that is known to take it, they are listed as not tried.
 */
export function forgedTwins(drafts: readonly Draft[], twinning: Twinning): Twins {
  const { state, run, known, expectations } = twinning;
  const forgers = forgersOf(state, known);
  const believes = forgers.length === 0 ? undefined : new Expectations(asForged(state), known);
  const made = new Map<string, number>();
  const twins: Draft[] = [];
  const notTried: NotTried[] = [];
  for (const draft of drafts) {
    if (draft.signing === 'query' || OPERATIONS[draft.operation].core !== true) continue;
    const request = requestOf(draft, run, 'object');
    if (expectations.expects(request) !== 'deny') continue;
    for (const forger of forgers) {
      const id = `${askerName(draft.principal)} ${draft.operation} ${forger.key}`;
      const count = made.get(id) ?? 0;
      const value = count >= MOST_EACH ? undefined : forger.wanted(request);
      if (value === undefined) continue;
      made.set(id, count + 1);
      if (believes?.expects(request) === 'allow') {
        notTried.push({ what: `${askerName(draft.principal)}: ${draft.operation} with a forged ${forger.key}`, reason: `${state.platform?.title ?? 'the platform'} takes values of condition keys from the client, so the condition limits honest clients only` });
      } else {twins.push(...formsOf(forger.key, value, draft));}
    }
  }
  return { drafts: [...twins, ...namesakes(drafts, twinning)], notTried };
}

/** Requests to the folder of another user, from somebody who claims to be that user. */
function namesakes(drafts: readonly Draft[], { state, run, expectations }: Twinning): readonly Draft[] {
  const usesName = allStatements(state).some(({ statement }) => [...statement.resources ?? [], ...(statement.conditions ?? []).flatMap(({ values }) => values)].some((text) => /\$\{aws:username/i.test(text)));
  if (!usesName) return [];
  const made = new Set<string>();
  return drafts.flatMap((draft) => {
    const { principal, operation, at, prefix = at?.start ?? '' } = draft;
    const other = [...state.users.keys()].find((name) => principal !== 'anonymous' && name !== principal.user && prefix.split('/').includes(name));
    const id = `${askerName(principal)} ${operation}`;
    if (other === undefined || draft.signing !== 'header' || made.has(id) || OPERATIONS[operation].core !== true || expectations.expects(requestOf(draft, run, 'object')) !== 'deny') return [];
    made.add(id);
    return formsOf('aws:username', other, draft);
  });
}

/** Finds what a condition key would have to be, for a request to pass. */
class Forger {
  private readonly byValue = new Map<string, Expectations>();

  constructor(
    public readonly key: string, private readonly limits: readonly Limit[], private readonly state: AccessState, private readonly known: KnownContext,
  ) {}

  /** @returns undefined where no value of the key would do */
  public wanted(request: VerifyRequest): string | undefined {
    const name = request.principal === 'anonymous' ? '' : request.principal.user;
    const listed = this.limits.flatMap(({ condition }) => condition.values).map((value) => sampleOf(value, name));
    return [...new Set([...listed, ...OTHERS])].find((value) => this.with(value).expects(request) === 'allow');
  }

  private with(value: string): Expectations {
    const known = this.byValue.get(value) ?? new Expectations(this.state, { ...this.known, [this.key]: value });
    this.byValue.set(value, known);
    return known;
  }
}

/** Values that may do where a condition forbids those that it lists. */
const OTHERS = ['true', 'false', '192.0.2.1', 'other'];

function forgersOf(state: AccessState, known: KnownContext): readonly Forger[] {
  const limits = conditionsIn(allStatements(state));
  const keys = [...new Map(limits.map(({ condition: { key } }) => [key.toLowerCase(), key])).values()].filter((key) => !CHOSEN.test(key) && !SENT.has(key.toLowerCase().replace(/^s3:/, '')));
  return keys.map((key) => new Forger(key, limits.filter(({ condition }) => condition.key.toLowerCase() === key.toLowerCase()), state, known));
}

/** Keys whose values are for the client to choose, or that aren't a matter of one request. */
const CHOSEN = /^(?:aws:UserAgent|aws:Referer|aws:Principal\w*|aws:Resource\w*|aws:Called\w*|s3:ResourceAccount|s3:VersionId|s3:max-keys|s3:delimiter)(?:\/|$)/i;

/** A text that a value of a condition stands for: the first address of a range, or a pattern without its wildcards. */
function sampleOf(value: string, user: string): string {
  return value.replace(/\/\d{1,3}$/, '').replace(/[*?]/g, '').replace(/\$\{aws:username\}/gi, user).replace(/\$\{[^${}]*\}/g, 'x');
}

/** The ways in which clients tell servers what a condition key is. */
function formsOf(key: string, value: string, draft: Draft): readonly Draft[] {
  const name = key.slice(key.indexOf(':') + 1);
  const isListing = OPERATIONS[draft.operation].lists === true && LISTING.has(name.toLowerCase());
  const isSubresource = SUBRESOURCES.has(name.toLowerCase());
  const header = (of: string, text = value): Draft => ({ ...draft, headers: { ...draft.headers, [of.toLowerCase()]: text }, about: `forged: header ${of}` });
  const parameters = (about: string, ...query: ReadonlyArray<readonly [string, string]>): Draft => ({ ...draft, query: [...draft.query ?? [], ...query], about: `forged: ${about}` });
  const isName = /^[\w.-]+$/.test(name) && !FORBIDDEN.has(name.toLowerCase());
  // what a header can't hold is claimed in parameters only
  if (!/^[\x20-\x7e]+$/.test(value)) return isListing || isSubresource ? [] : [parameters(`parameter ${name}`, [name, value])];
  return [
    ...(isName ? [header(name)] : []),
    // a listing has the parameter already
    ...(isListing || isSubresource ? [] : [parameters(`parameter ${name}`, [name, value]), parameters(`parameter ${key}`, [key, value])]),
    ...(isListing ? [parameters(`parameter ${name} again`, [name, value]), { ...draft, before: [[name, value] as const], about: `forged: parameter ${name} before` }] : []),
    ...(PROXIES.get(key.toLowerCase()) ?? []).map(([of, text]) => header(of, text(value))),
  ];
}

/** Parameters that ask for something else than the request does. */
const SUBRESOURCES: ReadonlySet<string> = new Set(['acl', 'attributes', 'delete', 'delimiter', 'location', 'partnumber', 'policy', 'prefix', 'tagging', 'uploadid', 'uploads', 'versionid', 'versions']);
const LISTING: ReadonlySet<string> = new Set(['prefix']);
/** Headers that an HTTP client sets itself, or that mean something to every server. */
const FORBIDDEN: ReadonlySet<string> = new Set(['host', 'authorization', 'content-length', 'transfer-encoding', 'connection']);

type Proxy = readonly [header: string, text: (value: string) => string];

/** What proxies tell servers of a client. */
const PROXIES: ReadonlyMap<string, readonly Proxy[]> = new Map<string, readonly Proxy[]>([
  ['aws:sourceip', [['X-Forwarded-For', (value) => value], ['X-Real-IP', (value) => value], ['Forwarded', (value) => `for="${value}"`]]],
  ['aws:securetransport', [['X-Forwarded-Proto', () => 'https'], ['Forwarded', () => 'proto=https']]],
]);

