import { AccessError } from '../errors';
import { shown } from '../s3/names';

/**
 * Checks an option against its allowed values: what TypeScript says at compile time, for callers that have no types (a YAML file, plain
 * JavaScript). Without it a misspelt `'Prefix'` or a string `'false'` would be taken for yes.
 *
 * @throws AccessError `InvalidOption`
 */
export function checkChoice(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  const choices = allowed.map((one) => shown(one)).join(', ');
  throw new AccessError({
    code: 'InvalidOption',
    message: `option ${name} is ${shown(value)}; allowed: ${choices}`,
    remedy: `set ${name} to one of ${choices}, or leave it out`,
  });
}

/**
 * The props of a grant or construct, which may be left out in plain JavaScript.
 *
 * @param of - what they belong to, such as `ReadOnlyPrefix` or the path of a construct
 * @throws AccessError `InvalidOption`
 */
export function givenProps<Props>(of: string, props: Props): Props {
  if (typeof props === 'object' && props !== null && !Array.isArray(props)) return props;
  throw new AccessError({
    code: 'InvalidOption',
    message: `${of} is given ${props === undefined ? 'no props' : `${shown(props)} for its props`}; allowed: an object of them`,
    remedy: "write them as its last argument, such as { bucket: 'releases', prefix: 'firmware/' }; the documentation of each names its own",
  });
}
