import type * as pulumi from '@pulumi/pulumi';
import type { LocatedMap } from '../plan/file/located';

/** What Pulumi asks for in the name of a program. */
export interface Asking {
  /** The logical name of the component. */
  readonly name: string;
  readonly inputs: LocatedMap;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** A component that was made, with what it hands back to the program that asked for it. */
export interface Made {
  readonly component: pulumi.ComponentResource;
  readonly state: pulumi.Inputs;
}
