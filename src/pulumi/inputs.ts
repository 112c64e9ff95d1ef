import * as pulumi from '@pulumi/pulumi';
import { BUCKET_PROPS, type BucketProp } from '../grants/make-grant';
import { propNames, splitProps } from '../shape/intent';
import { NAME, TEXT, type Reader } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { plainOrPlaceholder } from './placeholders';

/** Props of a grant or guard as this engine takes them: buckets may be Outputs, everything else is plain. */
export type WithInputs<Props> = { readonly [Key in keyof Props]: Key extends BucketProp ? pulumi.Input<Props[Key]> : Props[Key] };

/** A value that may be known only at deploy time: text, or an Output or Promise of it, which the placeholders of this engine stand for. */
export const INPUT: Reader = (value, at) => (isLater(value) ? value : NAME(value, at));

/** A text that may be known only at deploy time, and nothing else. */
export const INPUT_TEXT: Reader = (value, at) => (isLater(value) ? value : TEXT(value, at));

function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** The args of a grant or guard, and those of its construct. */
export interface ReadArgs<Props, Options> {
  /** Those of the grant or guard, with placeholders in place of Outputs. */
  readonly props: Props;
  /** All of them. */
  readonly args: Props & Options;
}

/**
 * Reads what the construct of a grant or guard was given. An Output may stand for a bucket; anywhere else it is refused, however deep.
 *
 * @param name - the construct
 * @param options - the shape of what it takes beside the props of the grant or guard
 * @throws AccessError `InvalidOption`, `DeployTimeValue`, `ReservedText`
 */
export function readArgs<Props extends object, Options extends object>(
  name: string, intent: (props: never) => unknown, options: Shape<Options>, given: unknown,
): ReadArgs<Props, Options> {
  const names = propNames(intent);
  const inputs = Object.fromEntries(BUCKET_PROPS.filter((prop) => names.includes(prop)).map((prop) => [prop, INPUT]));
  const { own, all } = splitProps<Props, Options>(name, intent, { ...options, ...inputs } as Shape<Options>, given);
  const withPlaceholder = (prop: BucketProp) => [prop, plainOrPlaceholder(prop, own[prop as keyof Props] as pulumi.Input<string>)];
  const buckets = BUCKET_PROPS.filter((prop) => Object.hasOwn(own, prop)).map(withPlaceholder);
  return { props: { ...own, ...Object.fromEntries(buckets) as object }, args: all };
}
