import type { Platform } from '../platforms/platform';
import type { AccessState } from './access-state';
import type { Configuration } from './config-files';
import { type JsonObject, own } from './json';
import { asAwsWrites } from './minio-text';
import type { Unknowns } from './unknown';

/** What a reader may be given that the source doesn't say. */
export interface ReadAccessOptions {
  /**
   * The account that the principals and buckets belong to: 12 digits on AWS.
   *
   * @default the account that the source tells, if it does
   */
  readonly account?: string;
  /**
   * The ARN partition, the second part of every ARN.
   *
   * @default the one of the provider's region, `aws` where none is named
   */
  readonly partition?: string;
  /**
   * Values of Terraform variables, which a `cdk.tf.json` doesn't hold.
   *
   * @default the variables' own defaults; a variable without one is unknown
   */
  readonly variables?: Readonly<Record<string, unknown>>;
  /**
   * The configuration that a Terraform plan was made of, as `readAccessFile` finds it. A plan of something new doesn't tell the policies in which
   * that is named; its configuration does.
   *
   * @default - none
   * @internal
   */
  readonly configuration?: Configuration;
  /**
   * Who has the policy, where the source is one policy of an identity.
   *
   * @default - the name that the source has; `somebody`, where it has none; for `readAccessFile`, the name of the file
   */
  readonly user?: string;
  /**
   * The bucket that has the policy, where the source is one policy.
   *
   * @default - the bucket that the policy's resources are in
   */
  readonly bucket?: string;
  /**
   * The environment, where the source is a plan file that names environments.
   *
   * @default - none
   */
  readonly env?: string;
  /**
   * The platform by whose rules requests are judged, whatever the source says.
   *
   * @default the platform of a plan; what a synthesized stack, or a program of Pulumi in a preview or an export, was declared for by a
   * StorageProvider; DeltaGlider Proxy for its file; AWS for every other source, since none tells it
   */
  readonly platform?: Platform;
}

/** One form of source: a file of its own, and a line in the table of `read-access.ts`. */
export interface SourceReader {
  /** What it is called in error messages. */
  readonly name: string;
  /** Whether parsed JSON has this form. Looks at the outermost keys only, so that a large file costs nothing. */
  recognises(json: JsonObject): boolean;
  /** Reads it. */
  read(json: JsonObject, options: ReadAccessOptions): AccessState;
}

/** A resource of any engine, under the name and with the attributes that Terraform's AWS provider gives it. */
export interface SourceResource {
  /** Its address in the source, for people. */
  readonly where: string;
  /** Terraform's resource type; `data.` stands before the type of a data source. */
  readonly type: string;
  /** The token that stands for this resource's name or ARN where the source doesn't tell it. */
  readonly token: string;
  /** The platform that it is declared for, where the source tells that. */
  readonly platform?: Platform;
  /** An attribute's value. Text in it may hold tokens of unknown values; `undefined` where it isn't set. */
  get(attribute: string): unknown;
  /**
   * All that it sets, to compare what isn't read.
   *
   * @default - nothing is set that isn't read
   */
  contents?(): unknown;
}

/** The policy of a resource, as AWS would have it written. */
export function policyOf(resource: SourceResource): unknown {
  const policy = resource.get('policy');
  return resource.type.startsWith('minio_') ? asAwsWrites(policy) : policy;
}

/**
 * Makes resources of plain values, for sources that are not engine's.
 *
 * @param platform the one that they are declared for, where the source tells it
 */
export function resourceIn(tokens: Unknowns, platform?: Platform): (where: string, type: string, values: JsonObject) => SourceResource {
  return (where, type, values) => ({
    where,
    type,
    platform,
    get token() { return tokens.token(where, "the source doesn't tell its name"); },
    get: (attribute) => own(values, attribute),
    contents: () => values,
  });
}
