import { lowerDocument } from '../../platforms/conform';
import type { IntentStatement } from '../../platforms/dialect';
import type { Platform } from '../../platforms/platform';
import { meaningOf } from '../../platforms/rules/meaning';
import type { RuleLanguage } from '../../platforms/rules/rule';
import { scopeOf } from '../../platforms/rules/rule-scope';
import { toRules } from '../../platforms/rules/to-rules';
import { unsupported } from '../../platforms/unsupported';
import type { PolicyDocument } from '../../policy/document';
import { grantedStatements, type BucketGrant } from '../bucket-grant';
import { numbered } from '../grant-statements';

/** What everyone may read of a bucket. */
export interface PublicPrefixes {
  /** Folders, each ending in `/`; `''` is the whole bucket. */
  readonly prefixes: readonly string[];
  /** What that amounts to, in the language of AWS. */
  readonly document: PolicyDocument;
}

/**
 * Writes grants for everyone as the folders of a bucket that are public: reading and listing, no more and no less.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function publicPrefixes(grants: readonly BucketGrant[], platform: Platform, language: RuleLanguage): PublicPrefixes {
  const statements = numbered(grants.flatMap((grant) => grantedStatements(grant, platform)));
  return publicFolders(`grant ${grants.map(({ grant }) => grant.name).join(', ')} for everyone`, statements, platform, language);
}

/**
 * As {@link publicPrefixes}, for all statements of a bucket's policy that allow everyone something.
 *
 * @param what what they are, for errors
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function publicFolders(what: string, statements: readonly IntentStatement[], platform: Platform, language: RuleLanguage): PublicPrefixes {
  const { rules } = toRules(lowerDocument({ version: '2012-10-17', statements }, platform).statements, platform, language);
  const refuse = (reason: string) => unsupported(platform, { what, reason, remedy: "give everyone publicReadPrefix({ bucket, prefix, listing: 'prefix' }), without conditions" });
  const verbs = new Map<string, Set<string>>();
  for (const { actions, resources, conditions } of rules) {
    if (conditions.length > 0) throw refuse('lets everyone read a folder always or never');
    for (const place of resources.map(scopeOf)) {
      const resource = place.level === 'bucket' ? `${place.resource}/*` : place.resource;
      verbs.set(resource, new Set([...verbs.get(resource) ?? [], ...actions]));
    }
  }
  const prefixes = [...verbs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([resource, given]) => {
    const prefix = resource.slice(resource.indexOf('/') + 1).replace(/\*$/, '');
    if (given.size !== 2 || !given.has(language.reads) || !given.has(language.lists)) throw refuse('lets everyone both read and list a folder, or neither');
    if (!resource.endsWith('*') || !/^$|\/$/.test(prefix) || /\.\.|\/\//.test(prefix)) throw refuse(`takes no folder such as ${prefix}`);
    return prefix;
  });
  const meaning = meaningOf(rules, language);
  // the stubs and the uploads of a bucket are answered to those with rules only
  const document = { ...meaning, statements: numbered(meaning.statements.filter(({ sid }) => sid !== 'BroughtAlong').map((statement) => ({ ...statement, principals: '*' as const }))) };
  return { prefixes, document };
}
