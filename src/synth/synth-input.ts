import type { LateValues } from '../plan/graph/late';

/** A variable of a plan that gets its value at deploy. */
export interface DeployVariable {
  readonly name: string;
  readonly description?: string;
}

/** What is late in a plan that is written down. */
export interface SynthInput {
  readonly late: LateValues;
  readonly variables: readonly DeployVariable[];
}
