import { AccessError } from '../errors';
import type { Grant, GrantStatement } from '../grants/grant';
import { checkCharacters, conform } from '../platforms/conform';
import type { Platform } from '../platforms/platform';
import type { PolicyDocument, Statement } from '../policy/document';
import { policyJson } from '../policy/json';
import { identityPolicySize } from '../policy/size';
import { usesVariable } from '../policy/text';
import type { ExistingPrincipal } from './principals';

/** An identity policy, ready for the platform. */
export interface IdentityDocument {
  /** The names of the grants in it. */
  readonly grants: readonly string[];
  readonly document: PolicyDocument;
  /** The document as canonical JSON. */
  readonly json: string;
  /** Characters without white space, with every deploy-time bucket at its longest. */
  readonly size: number;
}

/** Renders grants of one grantee into one identity policy. */
export function identityDocument(grants: readonly Grant[], grantee: ExistingPrincipal['kind'], platform: Platform): IdentityDocument {
  for (const grant of grants) checkGrantee(grant, grantee);
  const statements = numbered(grants.flatMap((grant) => grant.statements.map(allow)));
  const document = conform({ version: '2012-10-17', statements }, platform);
  const json = policyJson(document);
  checkCharacters(json, `grant ${grants.map(({ name }) => name).join(', ')}`);
  return { grants: grants.map(({ name }) => name), document, json, size: identityPolicySize(json) };
}

function allow({ sid, actions, helpful = [], resources, conditions }: GrantStatement): Statement {
  return { sid, effect: 'Allow', actions: [...actions, ...helpful], resources, ...(conditions && { conditions }) };
}

/** Sids are unique in a document: the second statement of a name gets a 2, and so on. */
export function numbered(statements: readonly Statement[]): readonly Statement[] {
  const counts = new Map<string, number>();
  return statements.map((statement) => {
    const sid = statement.sid ?? '';
    const count = (counts.get(sid) ?? 0) + 1;
    counts.set(sid, count);
    return count === 1 ? statement : { ...statement, sid: `${sid}${count}` };
  });
}

/** `aws:username` exists only for IAM users, so a role with such a grant would get nothing, in silence. */
function checkGrantee(grant: Grant, grantee: ExistingPrincipal['kind']): void {
  if (grantee !== 'role') return;
  const texts = grant.statements.flatMap(({ resources, conditions = [] }) => [...resources, ...conditions.flatMap(({ values }) => values)]);
  if (!texts.some((text) => usesVariable(text, 'aws:username'))) return;
  throw new AccessError({
    code: 'RoleHasNoUserName',
    message: `grant ${grant.name} names each grantee's folder after its user name (aws:username), and a role has none: it would get no access at all`,
    remedy: "give it to a user or a group, or set identity: policyVariable('aws:PrincipalTag/…') and tag the role",
  });
}
