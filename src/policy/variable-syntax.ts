import { replaceDeployTime } from './deploy-time';

/** A policy variable that can't be read. */
export interface VariableProblem {
  readonly code: 'UnclosedVariable' | 'EmptyVariable' | 'SpaceInVariable' | 'InvalidVariableDefault' | 'InvalidVariable';
  readonly message: string;
}

/** `$\{*}`, `$\{?}` and `$\{$}` stand for the character itself. */
const LITERALS: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * Finds the first malformed policy variable of a text.
 *
 * @param text in the IAM language of version 2012-10-17; placeholders in it are not variables
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function variableProblem(text: string): VariableProblem | undefined {
  const plain = replaceDeployTime(text, () => '');
  for (let start = plain.indexOf('${'); start >= 0; ) {
    const end = plain.indexOf('}', start);
    if (end < 0) return { code: 'UnclosedVariable', message: 'a policy variable has no closing brace' };
    const problem = bodyProblem(plain.slice(start + 2, end));
    if (problem !== undefined) return problem;
    start = plain.indexOf('${', end);
  }
  return undefined;
}

function bodyProblem(body: string): VariableProblem | undefined {
  if (LITERALS.has(body)) return undefined;
  if (body.includes('${')) return { code: 'UnclosedVariable', message: 'a policy variable has no closing brace before the next one begins' };
  const comma = body.indexOf(',');
  const key = comma < 0 ? body : body.slice(0, comma);
  if (key.trim() === '') return { code: 'EmptyVariable', message: 'a policy variable names no condition key' };
  if (/\s/.test(key)) return { code: 'SpaceInVariable', message: 'a policy variable has white space in its condition key' };
  if (/[*?$'"]/.test(key)) return { code: 'InvalidVariable', message: 'a policy variable is neither a condition key nor one of ${*}, ${?} and ${$}' };
  if (comma >= 0 && !/^, ?'[^']*'$/.test(body.slice(comma))) {
    return { code: 'InvalidVariableDefault', message: 'the default of a policy variable is not written in single quotes after a comma and a space' };
  }
  return undefined;
}
