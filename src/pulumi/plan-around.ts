import type * as pulumi from '@pulumi/pulumi';
import type { PlanContext } from '../plan/control-planes';
import { ancestry } from './ancestry';
import { plainOrPlaceholder } from './placeholders';
import type { SelectelSdk } from './selectel-sdk';

/** Passwords of service users, by name. */
export type Passwords = Readonly<Record<string, pulumi.Output<string>>>;

/** What only the construct of a whole plan knows, and what is made below it needs. */
export interface WholePlan {
  /** Absent until it is checked; nothing is made before. */
  readonly sdk?: SelectelSdk;
  /** Of users, by name. */
  readonly passwords: Passwords;
}

const plans = new WeakMap<pulumi.Resource, WholePlan>();

/** Says that a construct makes a whole plan, so that others may stand below it. */
export function beginPlan(construct: pulumi.Resource, plan: WholePlan): void {
  plans.set(construct, plan);
}

/** The whole plan that a construct is made for; undefined where it is made by itself. */
export function planAround(construct: pulumi.Resource): WholePlan | undefined {
  return [...ancestry(construct)].map((each) => plans.get(each)).find((found) => found !== undefined);
}

/** What the plan around a construct knows, as the core reads it. */
export function planContext(construct: pulumi.Resource): PlanContext {
  const { passwords = {} } = planAround(construct) ?? {};
  return { passwords: Object.fromEntries(Object.entries(passwords).map(([user, password]) => [user, plainOrPlaceholder('password', password)])) };
}

/** The SDK that the plan around a construct was given; that there is one was checked before. */
export function sdkAround(construct: pulumi.Resource): SelectelSdk {
  return planAround(construct)?.sdk as SelectelSdk;
}
