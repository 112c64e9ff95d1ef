import type { ConformOptions } from '../../platforms/conform';
import type { IntentStatement } from '../../platforms/dialect';
import type { Platform } from '../../platforms/platform';
import type { Rule } from '../../platforms/rules/rule';
import type { Unsupported } from '../../platforms/unsupported';
import type { PolicyDocument } from '../../policy/document';
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

/** What somebody may do and may not, as the platform takes it. */
export interface WrittenIdentity {
  /** What it amounts to, in the language of AWS. */
  readonly document: PolicyDocument;
  /** The text, as canonical JSON. */
  readonly json: string;
  /** The rules, where there are rules instead of documents. */
  readonly rules?: readonly Rule[];
  /** As the platform counts it. */
  readonly size: number;
  readonly diagnostics: readonly string[];
}

/**
 * Writes the statements of somebody's policy as the platform takes it.
 *
 * @param what - what is in it, in words
 * @throws AccessError `UnsupportedOnPlatform`, `UnsupportedCharacter`
 */
export type WriteIdentity = (statements: readonly IntentStatement[], platform: Platform, options: ConformOptions, what: string) => WrittenIdentity;

/** An option of the construct of a whole plan that not every platform has a use for. */
export type PlanOption = 'provider' | 'passwords' | 'selectel' | 'apply';

/** How users, groups, policies and keys come to a platform: what becomes of the resource graph, which is written for AWS's IAM. */
export interface ControlPlaneStrategy {
  /**
   * The resources that its provider has in the place of AWS's.
   *
   * @throws AccessError `UnsupportedOnPlatform` for what it has none of
   */
  readonly resources: (graph: ResourceGraph, platform: Platform, context: PlanContext) => ResourceGraph;
  readonly identity: WriteIdentity;
  /**
   * What every bucket policy holds beside what was declared.
   *
   * @default - nothing
   */
  readonly bucketStatements?: (bucket: string, platform: Platform) => readonly IntentStatement[];
  /**
   * The principals that bucket policies name beside those that are made here.
   *
   * @default - none
   */
  readonly bucketPrincipals?: (platform: Platform) => readonly string[];
  /** What becomes of the access of a bucket, for people. */
  readonly bucketAccess: 'bucket policy' | 'public prefixes';
  /** Where a plan says what its principals may do: in policies of their own, in those of the buckets, or in one file. */
  readonly planForm: 'principals' | 'buckets' | 'file';
  /** The options of a plan's construct that it has a use for. */
  readonly planOptions: readonly PlanOption[];
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
