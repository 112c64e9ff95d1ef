import type * as pulumi from '@pulumi/pulumi';
import { BUCKET_PROPS, type BucketProp } from '../grants/make-grant';
import { plainOrMark } from './marks';

/** Props of a grant or guard as this engine takes them: buckets may be Outputs, everything else is plain. */
export type WithInputs<Props> = { readonly [Key in keyof Props]: Key extends BucketProp ? pulumi.Input<Props[Key]> : Props[Key] };

/** The props as the core reads them. */
export function plainProps<Props extends object>(args: WithInputs<Props>): Props {
  const given = args as Readonly<Record<string, unknown>>;
  const named = BUCKET_PROPS.filter((prop) => Object.hasOwn(given, prop));
  const buckets = named.map((prop) => [prop, plainOrMark(prop, given[prop] as pulumi.Input<string>)]);
  return { ...given, ...Object.fromEntries(buckets) } as Props;
}
