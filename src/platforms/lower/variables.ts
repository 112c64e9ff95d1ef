/* Pass 10 of lowering a statement. It may assume: a statement is about one family of actions; variables are written as AWS has them. */
import { splitDeployTime } from '../../policy/deploy-time';
import { replaceBraces } from '../../policy/pattern/braces';
import { shown } from '../../s3/names';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';

const USER_NAME = 'aws:username';
const ESCAPES = ['*', '?', '$'];

/**
 * Writes the policy variables of a statement as a platform reads them: renamed, or with the user's name as text where it fills nothing in.
 *
 * @param userName - the one whose policy this is
 * @throws AccessError `UnsupportedOnPlatform` for a variable, a default or an escape that the platform doesn't know
 */
export function lowerVariables(statement: IntentStatement, platform: Platform, { variables }: Dialect, userName?: string): IntentStatement {
  const lower = (text: string) => new VariableText(text, statement, platform, variables, userName).lowered();
  const { resources, notResources, conditions } = statement;
  return {
    ...statement,
    ...(resources && { resources: resources.map(lower) }),
    ...(notResources && { notResources: notResources.map(lower) }),
    ...(conditions && { conditions: conditions.map((condition) => ({ ...condition, values: condition.values.map(lower) })) }),
  };
}

/** One text of a statement, with all that its variables depend on. */
class VariableText {
  constructor(
    private readonly text: string,
    private readonly statement: IntentStatement,
    private readonly platform: Platform,
    private readonly variables: Dialect['variables'],
    private readonly userName: string | undefined,
  ) {}

  /** Deploy-time placeholders are at the odd places, and no variables. */
  public lowered(): string {
    const pieces = splitDeployTime(this.text);
    return pieces.map((piece, index) => (index % 2 === 1 ? piece : replaceBraces(piece, (inside) => this.lower(`\${${inside}}`, inside)))).join('');
  }

  private lower(written: string, inside: string): string {
    return ESCAPES.includes(inside) ? this.character(written, inside) : this.variable(written, inside);
  }

  private character(written: string, character: string): string {
    if (this.variables.escapes) return written;
    // a dollar that no brace follows is only a dollar, also where the platform has no escape for it
    if (character === '$' && !this.text.includes('${$}{')) return character;
    const reason = character === '$'
      ? 'would read the characters ${ in it as the beginning of a variable'
      : `reads ${character} as a wildcard and has no way to write the character itself, so the text would match more than it says`;
    throw this.refused(`the text ${shown(this.text)}`, reason, `use names without ${character} there`);
  }

  private variable(written: string, inside: string): string {
    const [name, ...defaults] = inside.split(',');
    const key = name.trim().toLowerCase();
    const { keys, renamed, userNameAsText } = this.variables;
    const asText = key === USER_NAME && userNameAsText === true;
    if (asText && defaults.length === 0 && this.userName !== undefined) return this.userName;
    const what = `the variable ${written} in ${shown(this.text)}`;
    if (asText) {
      throw this.refused(what, "fills in no variables, and whose name stands there isn't known", 'give the grant to users, or to a group whose members are all listed here');
    }
    const known = keys === undefined ? name.trim() : keys.find((one) => one.toLowerCase() === key || (one.endsWith('/*') && key.startsWith(one.slice(0, -1).toLowerCase())));
    if (known === undefined) {
      throw this.refused(what, `doesn't fill it in; it knows ${keys?.join(', ') || 'no variables'}`, 'grant each user a folder of its own by its name');
    }
    if (defaults.length > 0 && !this.variables.defaults) {
      throw this.refused(what, 'knows no defaults of variables, so the text would never match', 'leave the default out');
    }
    if (renamed?.[known] !== undefined) return `\${${renamed[known]}}`;
    // in the platform's letters, since not everyone reads them in any case
    return `\${${[known.endsWith('/*') ? name : known, ...defaults].join(',')}}`;
  }

  private refused(what: string, reason: string, remedy: string): Error {
    return unsupported(this.platform, { what: `${named(this.statement)}: ${what}`, reason, remedy });
  }
}
