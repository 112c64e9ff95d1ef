import type { Condition } from './document';
import type { JsonNode } from './json-node';
import { CONDITION_OPERATORS, ParsedOperator, parseOperator } from './operators';
import { checkCharacters, checkVariables, hasVariable, isPartlyUnknown, membersOf, ParseContext, wrongType } from './parse-context';
import { at, Path, quoted } from './problems';

/** Reads a `Condition` block. */
export function parseConditions(node: JsonNode, path: Path, context: ParseContext): readonly Condition[] {
  const { problems } = context;
  if (node.kind !== 'object') {
    wrongType(problems, path, node, 'Condition', 'an object');
    return [];
  }
  if (node.members.length === 0) problems.warning(path, node.offset, 'EmptyCondition', 'Condition is empty and limits nothing', 'remove it, or name a condition');
  const conditions: Condition[] = [];
  for (const [name, { value, offset }] of membersOf(node, path, problems, 'Condition')) {
    const operator = parseOperator(name);
    if (operator === undefined) unknownOperator(name, at(path, name), offset, context);
    conditions.push(...parseOperatorBlock(name, operator, value, at(path, name), context));
  }
  return conditions;
}

function parseOperatorBlock(
  name: string, operator: ParsedOperator | undefined, node: JsonNode, path: Path, context: ParseContext,
): readonly Condition[] {
  const { problems } = context;
  if (node.kind !== 'object') {
    wrongType(problems, path, node, `the block of ${quoted(name)}`, 'an object from condition keys to values');
    return [];
  }
  if (node.members.length === 0) problems.warning(path, node.offset, 'EmptyCondition', `${quoted(name)} names no condition key and limits nothing`, 'remove it, or name a key');
  const seen = new Map<string, string>();
  return [...membersOf(node, path, problems, quoted(name))].map(([key, { value, offset }]) => {
    const location = at(path, key);
    const twin = seen.get(key.toLowerCase());
    if (twin !== undefined) {
      problems.error(location, offset, 'DuplicateConditionKey', `${quoted(key)} and ${quoted(twin)} are the same condition key, in the same operator`, 'write it once, with all its values');
    }
    seen.set(key.toLowerCase(), key);
    checkCharacters(key, location, offset, problems);
    if (!/^[^\s:]+:\S+$/.test(key) && !isPartlyUnknown(key)) {
      problems.error(location, offset, 'InvalidConditionKey', `${quoted(key)} is not a condition key`, 'name a key with its prefix, such as s3:prefix or aws:SourceIp');
    }
    return { operator: name, key, values: parseValues(operator, value, location, context) };
  });
}

function parseValues(operator: ParsedOperator | undefined, node: JsonNode, path: Path, context: ParseContext): readonly string[] {
  const { problems } = context;
  const nodes = node.kind === 'array' ? node.items.map((item, index) => ({ item, location: at(path, index) })) : [{ item: node, location: path }];
  if (nodes.length === 0) problems.warning(path, node.offset, 'EmptyList', 'the condition key has an empty list of values, which no value matches', 'name the values, or remove the key');
  const values: string[] = [];
  for (const { item, location } of nodes) {
    if (item.kind === 'object' || item.kind === 'array' || item.kind === 'null') {
      wrongType(problems, location, item, 'a condition value', 'a string, a number or a boolean');
      continue;
    }
    checkCharacters(item.text, location, item.offset, problems);
    if (operator?.base.variables === true) {
      checkVariables({ text: item.text, path: location, offset: item.offset }, context);
    } else if (operator !== undefined && hasVariable(item.text)) {
      problems.error(location, item.offset, 'VariableNotAllowed', `${operator.base.name} has no policy variables: ${quoted(item.text)}`,
        'policy variables stand in the values of String and Arn operators only');
    }
    values.push(item.text);
  }
  return values;
}

function unknownOperator(name: string, path: Path, offset: number, { problems }: ParseContext): void {
  const bare = name.slice(name.indexOf(':') + 1).replace(/IfExists$/i, '').toLowerCase();
  const meant = [...CONDITION_OPERATORS.keys()].find((known) => known.toLowerCase() === bare);
  problems.error(path, offset, 'UnknownOperator', `${quoted(name)} is not a condition operator`, remedyFor(meant));
}

function remedyFor(meant: string | undefined): string {
  if (meant === undefined) return `use one of ${[...CONDITION_OPERATORS.keys()].join(', ')}`;
  if (meant === 'Null') return 'write Null alone: it takes neither IfExists nor a set operator';
  return `write ${meant} in this case, with ForAnyValue: or ForAllValues: before it or IfExists after it where they are meant`;
}
