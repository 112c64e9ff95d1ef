/** A step of a reference: `.name`, `[index]`, or the splats `[*]` and `.*`. */
export type Step = { readonly name: string } | { readonly index: Expression } | { readonly splat: true };

/** An expression of Terraform's language, as far as it is read here. */
export type Expression =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'template'; readonly parts: readonly Expression[] }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'object'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  | { readonly is: 'call'; readonly name: string; readonly arguments: readonly Expression[]; readonly text: string }
  | { readonly is: 'reference'; readonly root: string; readonly steps: readonly Step[]; readonly text: string }
  /** Everything else (operators, conditionals, `for`, directives): kept as its text, never guessed at. */
  | { readonly is: 'other'; readonly text: string };
