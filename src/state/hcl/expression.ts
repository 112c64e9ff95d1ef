/** A step of a reference: `.name`, `[index]`, or the splats `[*]` and `.*`. */
export type Step = { readonly name: string } | { readonly index: Expression } | { readonly splat: true };

/** Operators of two operands, as Terraform writes them. */
export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

/** `for` in a list, an object or a template. */
export interface ForExpression {
  readonly is: 'for';
  /** The name of the key, where two names are given. */
  readonly key?: string;
  readonly value: string;
  readonly over: Expression;
  /** Of an object, what the key of each item is. */
  readonly resultKey?: Expression;
  readonly result: Expression;
  /** Whether items of one key are put together in a list (`...`). */
  readonly grouped: boolean;
  readonly condition?: Expression;
  /** What the items become: a list, an object, or one text. */
  readonly into: 'list' | 'object' | 'text';
  readonly text: string;
}

/** An expression of Terraform's language. */
export type Expression =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'template'; readonly parts: readonly Expression[] }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'object'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  | { readonly is: 'call'; readonly name: string; readonly arguments: readonly Expression[]; readonly spread: boolean; readonly text: string }
  | { readonly is: 'reference'; readonly root: string; readonly steps: readonly Step[]; readonly text: string }
  /** Steps from something that is not a name: `f(x).name`, `{…}["key"]`. */
  | { readonly is: 'access'; readonly of: Expression; readonly steps: readonly Step[]; readonly text: string }
  | { readonly is: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression; readonly text: string }
  | { readonly is: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression; readonly text: string }
  | { readonly is: 'unary'; readonly operator: '!' | '-'; readonly operand: Expression; readonly text: string }
  | ForExpression
  /** What is not an expression: kept as its text, never guessed at. */
  | { readonly is: 'other'; readonly text: string };
