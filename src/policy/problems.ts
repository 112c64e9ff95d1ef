/** Something wrong with a policy document. */
export interface PolicyProblem {
  /** Where: a JSON path, for example `$.Statement[0].Condition.StringLike['s3:prefix'][1]`. */
  readonly path: string;
  /** Stable name of the problem in UpperCamelCase, such as `UnknownOperator`. */
  readonly code: string;
  /** An `error` makes the document unusable; a `warning` doesn't. */
  readonly severity: 'error' | 'warning';
  /** What is wrong, with what was found and what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Line in the text that was given, from 1; absent for input that was not a text. */
  readonly line?: number;
  /** Column in that line, from 1, in UTF-16 units. */
  readonly column?: number;
}

/** A location in a document, as a chain, since writing every path out would cost more than reading the document. */
export interface Path {
  readonly parent?: Path;
  readonly step: string | number;
}

/** The document itself. */
export const ROOT: Path = { step: '$' };

/** The location one step further: a key or an index. */
export function at(parent: Path, step: string | number): Path {
  return { parent, step };
}

/** After this many problems a document is not worth another one; the last problem says so. */
export const MAX_PROBLEMS = 10_000;

/** As many characters of a text are shown. */
export const SHOWN = 200;

/** A value for a message, in quotes, shortened where it is long. */
export function quoted(text: string): string {
  return text.length > SHOWN ? `${JSON.stringify(text.slice(0, SHOWN))}… (${text.length} characters)` : JSON.stringify(text);
}

/** Collects the problems of one document. */
export class Problems {
  private readonly list: PolicyProblem[] = [];
  private lineStarts?: readonly number[];
  private errors = false;

  /** @param text the document's text, to tell lines and columns by; absent where there is none */
  constructor(private readonly text?: string) {}

  /** Whether any problem is an error. */
  public get hasErrors(): boolean {
    return this.errors;
  }

  /** All problems in the order in which they were found. */
  public get all(): readonly PolicyProblem[] {
    return [...this.list];
  }

  /** Adds an error: the document can't be used. */
  public error(path: Path, offset: number, code: string, message: string, remedy: string): void {
    this.errors = true;
    this.add(path, offset, { code, severity: 'error', message, remedy });
  }

  /** Adds a warning: the document can be used, but may not mean what was meant. */
  public warning(path: Path, offset: number, code: string, message: string, remedy: string): void {
    this.add(path, offset, { code, severity: 'warning', message, remedy });
  }

  private add(path: Path, offset: number, problem: Omit<PolicyProblem, 'path'>): void {
    if (this.list.length > MAX_PROBLEMS) return;
    if (this.list.length === MAX_PROBLEMS) {
      this.errors = true;
      this.list.push({
        path: '$',
        code: 'TooManyProblems',
        severity: 'error',
        message: `the document has more than ${MAX_PROBLEMS} problems; the others are not listed`,
        remedy: 'solve these first',
      });
      return;
    }
    this.list.push({ path: pathText(path), ...problem, ...this.position(offset) });
  }

  private position(offset: number): Pick<PolicyProblem, 'line' | 'column'> {
    if (this.text === undefined) return {};
    const starts = this.lineStarts ??= lineStarts(this.text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function pathText(path: Path): string {
  const steps: string[] = [];
  for (let step: Path | undefined = path; step !== undefined; step = step.parent) steps.push(stepText(step));
  return steps.reverse().join('');
}

function stepText({ parent, step }: Path): string {
  if (parent === undefined) return String(step);
  if (typeof step === 'number') return `[${step}]`;
  if (step.length <= SHOWN && /^[A-Za-z_]\w*$/.test(step)) return `.${step}`;
  const shown = step.length > SHOWN ? `${step.slice(0, SHOWN)}…` : step;
  return `['${shown.replace(/[\\']/g, '\\$&')}']`;
}
