import type * as pulumi from '@pulumi/pulumi';
import { plainOrMark } from './marks';

/** Props of a grant or guard as this engine takes them: the bucket may be an Output, everything else is plain. */
export type WithInputs<Props> = { readonly [Key in keyof Props]: Key extends 'bucket' ? pulumi.Input<Props[Key]> : Props[Key] };

/** The props as the core reads them. */
export function plainProps<Props extends { readonly bucket: string }>(args: WithInputs<Props>): Props {
  const { bucket } = args as { readonly bucket: pulumi.Input<string> };
  return { ...args, bucket: plainOrMark('bucket', bucket) } as unknown as Props;
}
