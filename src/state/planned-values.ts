import type { Iteration } from './iteration';

/** What a plan tells of the resources of its configuration. */
export interface PlannedValues {
  /** The planned value of an attribute; `undefined` where the plan doesn't tell it. */
  value(address: string, attribute: string): unknown;
  /**
   * The instances that a block has.
   *
   * @param block its address, without an index
   * @param computed what the configuration says
   * @param type the resource type; absent for a module
   * @returns `undefined` where the plan says nothing of it
   */
  iterations(block: string, computed: readonly (Iteration | undefined)[], type?: string): readonly (Iteration | undefined)[] | undefined;
}
