/*
 * The tables of facts in docs/platform-matrix.md: how each platform takes and reads policies, and what confirms that. They are written from the
 * profiles, by which grants are lowered and requests are judged.
 */
import type { Platform } from '../src';
import type { Fact } from '../src/platforms/profile/fact';
import type { FactName } from '../src/platforms/profile/policy-profile';
import { factsOf } from '../src/platforms/profile/whole-profile';

type Titled = Exclude<FactName, 'elements'> | `elements.${'NotAction' | 'NotResource' | 'NotPrincipal'}`;

/** What each fact is about, in words. */
const TITLES: Readonly<Record<Titled, string>> = {
  'olderVersion': 'policies of version 2008-10-17, or of none',
  'actions': 'the actions of S3',
  'everyAction': 'the action `*`',
  'otherServices': 'actions of other services',
  'operators': 'condition operators',
  'ifExists': 'operators with `IfExists`',
  'sets': 'operators with `ForAllValues` or `ForAnyValue`',
  'valueLists': 'conditions with several values',
  'negatedLists': 'negated operators with several values',
  'keys': 'condition keys',
  'keyLetters': 'condition keys in any letters',
  'unfittingKeys': 'a condition key that not every action of the statement has',
  'values': 'values of conditions',
  'resources': 'characters of resources',
  'variables': 'policy variables',
  'negatedWhenAbsent': 'a negated operator on a key that the request lacks',
  'negatedSets': 'a negated operator with a set operator',
  'severalValues': 'a plain operator on a key with several values',
  'nullFalse': '`Null` with `false`',
  'bareIpv6': 'an IPv6 address without a length',
  'valuesReadAsAbsent': 'values that differ from no value',
  'absentReadAsEmpty': 'keys that are absent, and not empty',
  'requestKeys': 'keys that every request has',
  'principalKeys': 'keys that follow from the principal',
  'forgeable': 'values of condition keys are the server\'s own',
  'bucketPolicies': 'bucket policies govern all requests',
  'accounts': 'a bucket policy that names an account',
  'bucketAsFolder': '`bucket/*` is what is in the bucket',
  'otherResources': 'resources other than buckets and what is in them',
  'alsoGrants': 'an action names itself alone',
  'checkedAs': 'a request is asked for as its own action',
  'batchDeletes': 'a deletion of several objects is asked for object by object alone',
  'answersAnyway': 'what isn\'t allowed isn\'t answered',
  'partsLack': 'the parts of an upload have its keys',
  'doesAlong': 'an upload does nothing else along',
  'versions': 'old versions are out of reach of uploads and deletes',
  'ownKeys': 'access keys are made by those who may',
  'elements.NotAction': '`NotAction`',
  'elements.NotResource': '`NotResource`',
  'elements.NotPrincipal': '`NotPrincipal`',
};

/** The part of docs/platform-matrix.md about facts. */
export function factTables(platforms: readonly Platform[]): readonly string[] {
  const all = platforms.map(({ title, policies }) => ({ title, facts: new Map(factsOf(policies)) }));
  const others = all.slice(1);
  const rows = Object.entries(TITLES).map(([name, title]) => `| ${title} | ${others.map(({ facts }) => facts.get(name)?.is ?? '').join(' | ')} |`);
  return [
    '## What each platform does, and what confirms it',
    'Each fact is as on AWS, different, or unconfirmed. Grants and guards are written by it; an answer of `decide`, `compareAccess` or `explain` that '
      + 'could change with one that is unconfirmed is uncertain; `lint` says what is read differently. A server that was asked outweighs a document. In a '
      + '`customPlatform`, what isn\'t said is unconfirmed, but for what requests are asked for, which is as on AWS.',
    [`| fact | ${others.map(({ title }) => title).join(' | ')} |`, `|---|${others.map(() => '---').join('|')}|`, ...rows].join('\n'),
    ...others.flatMap(({ title, facts }) => [`### Facts of ${title}`, [...lines(facts)].join('\n')]),
  ];
}

function* lines(facts: ReadonlyMap<string, Fact<unknown>>): Iterable<string> {
  const asAws = new Map<string, string[]>();
  for (const [name, title] of Object.entries(TITLES)) {
    const fact = facts.get(name);
    if (fact?.is === 'as AWS') asAws.set(fact.source, [...asAws.get(fact.source) ?? [], title]);
    if (fact?.is === 'differently') yield `- ${title}: ${shown(fact.how)} (${link(fact.source)})`;
    if (fact?.is === 'unconfirmed') yield `- ${title}: unconfirmed${fact.why === undefined ? '' : `; ${link(fact.why)}`}`;
  }
  for (const [source, titles] of asAws) yield `- as on AWS (${link(source)}): ${titles.join('; ')}`;
}

/** What a platform does instead; long lists are in API.md's types and in the source. */
function shown(how: unknown): string {
  const text = JSON.stringify(how).replace(/"known":\[((?:[^\][]|\[[^\]]*\])*)\]/g, (_, list: string) => {
    const words = (JSON.parse(`[${list}]`) as readonly unknown[]).map((word) => (typeof word === 'string' ? word : (word as { readonly key: string }).key));
    return `"known":${words.length > 8 ? `${words.length} of them` : JSON.stringify(words)}`;
  });
  return `\`${text.replaceAll('"', '').replaceAll('|', '\\|')}\``;
}

function link(text: string): string {
  return text.replace(/[*_<>|`]/g, '\\$&');
}
