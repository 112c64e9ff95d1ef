import { asAws, differently, unconfirmed, type Fact } from '../../platforms/profile/fact';
import type { KnownKeys, KnownVariables, KnownWords, PolicyProfile } from '../../platforms/profile/policy-profile';
import { USER_AGENT } from '../derive/question';
import type { Answered, Probe, Prober, ProbeStatement } from './prober';

/** The facts that probes can tell, of those of a profile. */
export type ProbedProfile = Partial<Pick<PolicyProfile,
| 'olderVersion' | 'elements' | 'operators' | 'ifExists' | 'sets' | 'valueLists' | 'negatedLists' | 'keys' | 'keyLetters' | 'variables' | 'negatedWhenAbsent' | 'nullFalse'
| 'valuesReadAsAbsent' | 'forgeable' | 'bucketPolicies' | 'bucketAsFolder' | 'resources'>>;

/** How a fact is distinguished from its opposite. */
export type Question<Name extends keyof ProbedProfile> = (prober: Prober, source: string) => Promise<NonNullable<ProbedProfile[Name]>>;

type Holding = readonly [operator: string, key: string, holds: string | readonly string[], fails: string | readonly string[], probe?: Probe];

const UA = 'aws:UserAgent';
const LIST: Probe = { action: 's3:ListBucket', query: [['max-keys', '5']] };
const [PAST, FUTURE] = ['2001-01-01T00:00:00Z', '2099-01-01T00:00:00Z'];

/** Each operator with a value with which it holds, and one with which it doesn't. */
const OPERATORS: readonly Holding[] = [
  ['StringEquals', UA, USER_AGENT, 'other'], ['StringNotEquals', UA, 'other', USER_AGENT], ['StringLike', UA, 'bucket-*', 'other-*'], ['StringNotLike', UA, 'other-*', 'bucket-*'],
  ['StringEqualsIgnoreCase', UA, USER_AGENT.toUpperCase(), 'other'], ['StringNotEqualsIgnoreCase', UA, 'other', USER_AGENT.toUpperCase()],
  ['NumericEquals', 's3:max-keys', '5', '6', LIST], ['NumericNotEquals', 's3:max-keys', '6', '5', LIST], ['NumericLessThan', 's3:max-keys', '6', '5', LIST],
  ['NumericLessThanEquals', 's3:max-keys', '5', '4', LIST], ['NumericGreaterThan', 's3:max-keys', '4', '5', LIST], ['NumericGreaterThanEquals', 's3:max-keys', '5', '6', LIST],
  ['DateLessThan', 'aws:CurrentTime', FUTURE, PAST], ['DateLessThanEquals', 'aws:CurrentTime', FUTURE, PAST], ['DateGreaterThan', 'aws:CurrentTime', PAST, FUTURE],
  ['DateGreaterThanEquals', 'aws:CurrentTime', PAST, FUTURE], ['DateNotEquals', 'aws:CurrentTime', PAST, PAST],
  ['IpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0'], '203.0.113.77/32'], ['NotIpAddress', 'aws:SourceIp', '203.0.113.77/32', ['0.0.0.0/0', '::/0']],
  ['Null', 'aws:Referer', 'true', 'false'],
];
/** What has no value with which it fails, or none with which it holds, is known by one of them. */
const ONE_SIDED = new Set(['DateNotEquals']);

/** Asks for a request that nothing but one condition limits. */
function under(prober: Prober, operator: string, key: string, value: string | readonly string[], probe: Probe = {}): Promise<Answered> {
  return prober.underIdentity([{ Effect: 'Allow', Action: probe.action ?? 's3:GetObject', Resource: prober.everything, Condition: { [operator]: { [key]: value } } }], probe);
}

const allow = (prober: Prober, more: ProbeStatement = {}): ProbeStatement => ({ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: prober.everything, ...more });

/** Which of some words work, and whether the others are refused. */
async function words(prober: Prober, source: string, rows: readonly Holding[]): Promise<Fact<KnownWords>> {
  const known: string[] = [];
  const others: Answered[] = [];
  for (const [operator, key, holds, fails, probe] of rows) {
    const name = operator.replace(/^\w+:|IfExists$/g, '');
    const answers = [await under(prober, operator, key, holds, probe), ONE_SIDED.has(operator) ? 'denied' : await under(prober, operator, key, fails, probe)];
    if (answers[0] === 'passes' && answers[1] === 'denied') known.push(name);
    else others.push(answers.includes('refused') ? 'refused' : answers.includes('unclear') ? 'unclear' : 'passes');
  }
  if (others.length === 0) return asAws(source);
  if (others.includes('unclear')) return unconfirmed(`known are ${known.join(', ')}; of the others the server gave no clear answer`);
  return differently<KnownWords>({ known, others: others.every((one) => one === 'refused') ? 'refused' : 'taken' }, source);
}

/** A fact whose two probes both have to be as on AWS. */
function both(source: string, ...pairs: ReadonlyArray<readonly [got: Answered, onAws: Answered]>): Fact<never> {
  return pairs.every(([got, onAws]) => got === onAws) ? asAws(source) : unconfirmed(`asked, and not as on AWS: ${pairs.map(([got]) => got).join(', ')}`);
}

/** An element `Not…`, in an Allow and in a Deny. */
async function element(prober: Prober, source: string, allowing: ProbeStatement, denying: ProbeStatement): Promise<Fact<'refused' | 'never applies'>> {
  const [gives, takes] = [await prober.underIdentity([allowing]), await prober.underIdentity([allow(prober), denying])];
  if (gives === 'refused' || takes === 'refused') return differently('refused', source);
  if (gives === 'passes' && takes === 'denied') return asAws(source);
  return gives === 'denied' && takes === 'passes' ? differently('never applies', source) : unconfirmed(`asked: in an Allow ${gives}, in a Deny ${takes}`);
}

/** The questions, by the fact that they tell. */
export const QUESTIONS: { readonly [Name in keyof ProbedProfile]-?: Question<Name> } = {
  olderVersion: async (prober, source) => {
    const answered = await prober.underIdentity([allow(prober)], {}, '2008-10-17');
    return answered === 'refused' ? differently('refused', source) : both(source, [answered, 'passes']);
  },
  elements: async (prober, source) => ({
    NotAction: await element(
      prober, source, { Effect: 'Allow', NotAction: 's3:PutObject', Resource: prober.everything }, { Effect: 'Deny', NotAction: 's3:PutObject', Resource: prober.everything },
    ),
    NotResource: await element(
      prober, source, { Effect: 'Allow', Action: 's3:GetObject', NotResource: prober.objects('other/*') }, { Effect: 'Deny', Action: 's3:GetObject', NotResource: prober.objects('other/*') },
    ),
    NotPrincipal: unconfirmed('not asked: it would lock the owner out'),
  }),
  operators: (prober, source) => words(prober, source, OPERATORS),
  ifExists: async (prober, source) => {
    const rows = OPERATORS.filter(([operator]) => !/Null|Not|^Ip/.test(operator)).map(([operator, key, holds, fails, probe]): Holding => [`${operator}IfExists`, key, holds, fails, probe]);
    const present = await words(prober, source, rows);
    const absent = await under(prober, 'StringEqualsIfExists', 'aws:Referer', 'x');
    return absent !== 'denied' || present.is === 'unconfirmed' ? present : unconfirmed('asked: it does not hold where the request lacks the key');
  },
  sets: async (prober, source) => {
    const rows = OPERATORS.filter(([operator]) => /^String(?!Not)/.test(operator)).map(([operator, key, holds, fails]): Holding => [`ForAnyValue:${operator}`, key, holds, fails]);
    const any = await words(prober, source, rows);
    const all = [await under(prober, 'ForAllValues:StringEquals', UA, USER_AGENT), await under(prober, 'ForAllValues:StringEquals', UA, 'other')];
    if (any.is !== 'as AWS' || (all[0] === 'passes' && all[1] === 'denied')) return any;
    return unconfirmed(`asked: ForAllValues ${all.join(', ')}`);
  },
  valueLists: async (prober, source) => both(source, [await under(prober, 'StringEquals', UA, ['other', USER_AGENT]), 'passes'], [await under(prober, 'StringEquals', UA, ['other', 'third']), 'denied']),
  negatedLists: async (prober, source) => both(
    source, [await under(prober, 'StringNotEquals', UA, ['other', 'third']), 'passes'], [await under(prober, 'StringNotEquals', UA, ['other', USER_AGENT]), 'denied'],
  ),
  keys: keysOf,
  keyLetters: async (prober, source) => {
    const answered = await under(prober, 'StringEquals', 'AWS:useragent', USER_AGENT);
    return answered === 'passes' ? asAws(source) : answered === 'unclear' ? unconfirmed() : differently('exact', source);
  },
  variables: variablesOf,
  negatedWhenAbsent: async (prober, source) => {
    const operators = ['StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase'];
    const answers = await inTurn(operators, (operator) => under(prober, operator, 'aws:Referer', 'x'));
    const failing = operators.filter((_, index) => answers[index] === 'denied');
    if (answers.some((one) => one === 'unclear')) return unconfirmed();
    return failing.length === 0 ? asAws(source) : differently(failing.length === operators.length ? 'all' : failing, source);
  },
  nullFalse: async (prober, source) => both(source, [await under(prober, 'Null', UA, 'false'), 'passes'], [await under(prober, 'Null', 'aws:Referer', 'false'), 'denied']),
  valuesReadAsAbsent: async (prober, source) => {
    const empty = { action: 's3:ListBucket', query: [['prefix', ''], ['delimiter', '']] } as const;
    const found = [
      ...(prober.connections.includes('http') && await under(prober, 'Bool', 'aws:SecureTransport', 'false', { connection: 'http' }) === 'denied' ? [['aws:securetransport', 'false']] : []),
      ...(await under(prober, 'Null', 's3:prefix', 'true', empty) === 'passes' ? [['s3:prefix', '']] : []),
      ...(await under(prober, 'Null', 's3:delimiter', 'true', empty) === 'passes' ? [['s3:delimiter', '']] : []),
    ];
    return found.length === 0 ? asAws(source) : differently(Object.fromEntries(found) as Readonly<Record<string, string>>, source);
  },
  forgeable: async (prober, source) => {
    const claims: readonly Probe[] = [{ headers: { sourceip: '203.0.113.77' } }, { query: [['SourceIp', '203.0.113.77']] }, { query: [['aws:SourceIp', '203.0.113.77']] }];
    const answers = await inTurn(claims, (probe) => under(prober, 'IpAddress', 'aws:SourceIp', '203.0.113.77/32', probe));
    if (answers.every((one) => one === 'denied')) return asAws(source);
    // what the server doesn't say, isn't trusted
    return differently({}, answers.includes('passes') ? source : `${source}: no clear answer`);
  },
  bucketPolicies: async (prober, source) => {
    const everyone = { Principal: '*', Action: 's3:GetObject', Resource: prober.objects() };
    const denied = await prober.underBucket([{ Effect: 'Deny', ...everyone }], {}, [allow(prober)]);
    if (denied === 'denied') return asAws(source);
    if (denied === 'unclear') return unconfirmed();
    const open = denied === 'refused' ? denied : await prober.underBucket([{ Effect: 'Allow', ...everyone }], { isAnonymous: true });
    return open === 'passes' ? differently('anonymous', source) : open === 'refused' ? differently('none', source) : unconfirmed(`asked: a Deny ${denied}, an anonymous read ${open}`);
  },
  bucketAsFolder: async (prober, source) => {
    const answered = await prober.underIdentity([{ Effect: 'Allow', Action: 's3:ListBucket', Resource: `${prober.everything[0]}/*` }], { action: 's3:ListBucket' });
    return answered === 'passes' ? differently(true, source) : both(source, [answered, 'denied']);
  },
  resources: async (prober, source) => {
    const answers = await inTurn([...ODD], (character) => prober.underIdentity([{ Effect: 'Allow', Action: 's3:GetObject', Resource: prober.objects(`x${character}y`) }], { name: `x${character}y` }));
    const failing = [...ODD].filter((_, index) => answers[index] !== 'passes').join('');
    return failing === '' ? asAws(source) : differently(failing, source);
  },
};

/** Letters of keys that servers were seen to stumble over. */
const ODD = ':%+';

/** The names of the objects that questions are about. */
export const PROBED_OBJECTS = (user: string): readonly string[] => ['probe', `${user}/a`, '*', 'fallback/a', ...[...ODD].map((character) => `x${character}y`)];

async function variablesOf(prober: Prober, source: string): Promise<Fact<KnownVariables>> {
  const name = prober.parts.user.name;
  const reads = (resource: string, object: string) => prober.underIdentity([{ Effect: 'Allow', Action: 's3:GetObject', Resource: prober.objects(resource) }], { name: object });
  const user = await reads('${aws:username}/*', `${name}/a`);
  const value = await under(prober, 'StringEquals', UA, '${aws:UserAgent}');
  const escapes = [await reads('${*}', '*'), await reads('${*}', 'probe')];
  const fallback = await reads("${aws:Referer, 'fallback'}/*", 'fallback/a');
  if ([user, value, fallback, ...escapes].includes('unclear')) return unconfirmed();
  const isEscape = escapes[0] === 'passes' && escapes[1] === 'denied';
  if (user === 'passes' && value === 'passes' && isEscape && fallback === 'passes') return asAws(source);
  return differently<KnownVariables>({
    known: user === 'passes' ? ['aws:username'] : [], defaults: fallback === 'passes', escapes: isEscape, others: 'unconfirmed', ...(value === 'passes' && user !== 'passes' && { everyKey: true, wholeValuesOnly: true }),
  }, source);
}

/** What a listing and a read have, each with a value that it has and one that it hasn't. */
async function keysOf(prober: Prober, source: string): Promise<Fact<KnownKeys>> {
  const isSecure = prober.connections[0] === 'https';
  const listing: Probe = { action: 's3:ListBucket', query: [['prefix', 'a/'], ['delimiter', '/'], ['max-keys', '5']] };
  const rows: readonly Holding[] = [
    ['StringEquals', UA, USER_AGENT, 'other'], ['StringEquals', 'aws:Referer', 'here', 'there', { headers: { referer: 'here' } }],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0'], '203.0.113.77/32'], ['Bool', 'aws:SecureTransport', String(isSecure), String(!isSecure)],
    ['DateLessThan', 'aws:CurrentTime', FUTURE, PAST], ['StringEquals', 'aws:username', prober.parts.user.name, 'other'],
    ['StringEquals', 's3:prefix', 'a/', 'b/', listing], ['StringEquals', 's3:delimiter', '/', '.', listing], ['NumericEquals', 's3:max-keys', '5', '6', listing],
  ];
  const works = await inTurn(rows, async ([operator, key, holds, fails, probe]) => (
    await under(prober, operator, key, holds, probe) === 'passes' && await under(prober, operator, key, fails, probe) === 'denied'
  ));
  const known = rows.filter((_, index) => works[index]).map(([, key]) => ({ key, ...(key.startsWith('s3:') && { actions: ['s3:ListBucket'] }) }));
  const other = await under(prober, 'StringEquals', 'aws:NoSuchKey', 'x');
  if (known.length === rows.length && other !== 'refused') return asAws(source);
  return differently<KnownKeys>({ known, others: other === 'refused' ? 'refused' : 'taken' }, source);
}

async function inTurn<T, R>(list: readonly T[], ask: (one: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  for (const one of list) answers.push(await ask(one));
  return answers;
}
