import type { PrincipalMap, Principals } from './document';
import type { JsonNode } from './json-node';
import { hasVariable, isPartlyUnknown, membersOf, ParseContext, Text, textsOf, wrongType } from './parse-context';
import { at, Path, quoted } from './problems';

/** The kinds of principals in the order in which they are written. */
export const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const satisfies readonly (keyof PrincipalMap)[];

const REMEDY = 'write "*" for everyone, or an object such as {"AWS": "arn:aws:iam::123456789012:user/dana"}';

/** Reads `Principal` or `NotPrincipal`: `*`, or an object from kinds to a string or a list of strings. */
export function parsePrincipals(node: JsonNode, path: Path, element: 'Principal' | 'NotPrincipal', context: ParseContext): Principals | undefined {
  const { problems } = context;
  if (node.kind === 'string') {
    if (node.text === '*') return '*';
    problems.error(path, node.offset, 'InvalidPrincipal', `${element} is the string ${quoted(node.text)}; the only string that it may be is "*"`, REMEDY);
    return undefined;
  }
  if (node.kind !== 'object') {
    wrongType(problems, path, node, element, '"*" or an object');
    return undefined;
  }
  const members = membersOf(node, path, problems, element, PRINCIPAL_KINDS);
  if (members.size === 0) problems.error(path, node.offset, 'EmptyPrincipal', `${element} names nobody`, REMEDY);
  const principals: { -readonly [K in keyof PrincipalMap]: PrincipalMap[K] } = {};
  for (const kind of PRINCIPAL_KINDS) {
    const member = members.get(kind);
    if (member === undefined) continue;
    const texts = textsOf(member.value, at(path, kind), problems, `${element}.${kind}`);
    texts.forEach((text) => checkPrincipal(text, element, context));
    principals[kind] = texts.map(({ text }) => text);
  }
  return principals;
}

/** A principal is a name or `*`: wildcards never stand for a part of it. */
function checkPrincipal({ text, path, offset }: Text, element: string, { problems }: ParseContext): void {
  if (text === '*' || isPartlyUnknown(text)) return;
  if (hasVariable(text)) {
    problems.error(path, offset, 'VariableNotAllowed', `${element} has no policy variables: ${quoted(text)}`, 'name the principals, or use a condition such as aws:PrincipalTag');
  } else if (/[*?]/.test(text)) {
    problems.error(path, offset, 'PartialWildcard', `a principal is "*" or a whole name, never a pattern: ${quoted(text)}`,
      'name the principals, or say Principal "*" with a condition on aws:PrincipalArn');
  }
}
