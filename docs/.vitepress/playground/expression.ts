/*
 * The props of a grant as TypeScript writes them: `{ bucket: 'releases', prefix: ['firmware/'], grantee: anotherAccount('444455556666') }`.
 * It is read, never run: a link that somebody sends carries text, and no code.
 */

/** What a call in the text may name: functions and constants of the package. */
export type Names = Readonly<Record<string, unknown>>;

/** Says where a text stops being props. */
export class NotAnExpression extends Error {
  constructor(text: string, at: number, expected: string) {
    const line = text.slice(0, at).split('\n').length;
    super(`Line ${line}: ${expected}, but there is ${at >= text.length ? 'nothing more' : `“${text.slice(at, at + 12)}”`}.`);
    this.name = 'NotAnExpression';
  }
}

/**
 * The value of an expression of literals, lists, objects, and calls and constants by the names given.
 *
 * @throws NotAnExpression for anything else
 */
export function evaluate(text: string, names: Names): unknown {
  let at = 0;

  const fail = (expected: string): never => { throw new NotAnExpression(text, at, expected); };
  const skip = (): void => { at += /^(\s|\/\/[^\n]*)*/.exec(text.slice(at))![0].length; };
  const take = (token: string): boolean => {
    skip();
    if (!text.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const match = (pattern: RegExp): string | undefined => {
    skip();
    const found = pattern.exec(text.slice(at))?.[0];
    at += found?.length ?? 0;
    return found;
  };

  function list(close: string): readonly unknown[] {
    const items: unknown[] = [];
    while (!take(close)) {
      items.push(value());
      if (!take(',')) return take(close) ? items : fail(`a comma or ${close} is expected`);
    }
    return items;
  }

  function object(): Readonly<Record<string, unknown>> {
    const entries: [string, unknown][] = [];
    while (!take('}')) {
      const key = quoted() ?? match(/^[A-Za-z_$][\w$]*/) ?? fail('the name of a prop is expected');
      if (!take(':')) fail('a colon is expected');
      entries.push([key, value()]);
      if (!take(',') && !take('}')) fail('a comma or } is expected');
      else if (text[at - 1] === '}') break;
    }
    // not by assignment: `__proto__` is a name like any other
    return Object.fromEntries(entries);
  }

  function quoted(): string | undefined {
    const raw = match(/^(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.|\$(?!\{))*`)/);
    if (raw === undefined) return undefined;
    const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0' };
    return raw.slice(1, -1).replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g, (_, long?: string, four?: string, two?: string, one?: string) => {
      const hex = long ?? four ?? two;
      return hex === undefined ? escapes[one!] ?? one! : String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
    });
  }

  function named(name: string): unknown {
    if (name === 'true' || name === 'false') return name === 'true';
    if (name === 'undefined' || name === 'null') return name === 'null' ? null : undefined;
    if (!Object.hasOwn(names, name)) return fail(`${name} is not part of the package: a text, number, list, object or a function of it is expected`);
    const of = names[name];
    if (!take('(')) return of;
    if (typeof of !== 'function') return fail(`${name} is not a function`);
    return (of as (...args: readonly unknown[]) => unknown)(...list(')'));
  }

  function value(): unknown {
    if (take('{')) return object();
    if (take('[')) return list(']');
    const text_ = quoted();
    if (text_ !== undefined) return text_;
    const number = match(/^-?\d[\d_]*(?:\.\d+)?/);
    if (number !== undefined) return Number(number.replaceAll('_', ''));
    const name = match(/^[A-Za-z_$][\w$]*/);
    return name === undefined ? fail('a value is expected') : named(name);
  }

  const result = value();
  skip();
  return at === text.length ? result : fail('nothing more is expected');
}
