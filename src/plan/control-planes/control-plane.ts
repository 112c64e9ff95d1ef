import type { Platform } from '../../platforms/platform';
import type { Unsupported } from '../../platforms/unsupported';
import type { ResourceGraph } from '../graph/node';

/** What only anyone who makes a whole plan knows. */
export interface PlanContext {
  /** Of users, by name; deploy-time values. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** The provider that serves a platform. */
export interface ProviderSpec {
  /** Its name, which the types of its resources begin with. */
  readonly name: 'aws' | 'minio';
  /** What the platform says of it, beside what the AWS provider takes. */
  readonly args: (platform: Platform) => Readonly<Record<string, string | boolean>>;
}

/** How users, groups, policies and keys come to a platform: what becomes of the resource graph, which is written for AWS's IAM. */
export interface ControlPlaneStrategy {
  /**
   * The resources that its provider has in the place of AWS's.
   *
   * @throws AccessError `UnsupportedOnPlatform` for what it has none of
   */
  readonly resources: (graph: ResourceGraph, platform: Platform, context: PlanContext) => ResourceGraph;
  /** Whether the resources are those of AWS's provider, so that an engine hands them back with their types. */
  readonly isAws: boolean;
  /**
   * The provider that makes them.
   *
   * @default - nothing is reached by one
   */
  readonly provider?: ProviderSpec;
  /**
   * The name of a second provider, for users and keys.
   *
   * @default - there is one
   */
  readonly beside?: string;
  /**
   * Why only a whole plan can be made, as the end of a sentence whose subject is the platform.
   *
   * @default - each construct makes what it says
   */
  readonly wholePlan?: string;
  /**
   * Why no engine makes anything there.
   *
   * @default - engines do
   */
  readonly unreachable?: Unsupported;
}

/** The provider of AWS, at the endpoints of the platform. */
export const AWS_PROVIDER: ProviderSpec = { name: 'aws', args: () => ({}) };
