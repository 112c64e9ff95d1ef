import type { PolicyDocument } from '../policy/document';

/** Whose policy a document is: an identity's (a boundary is one too), a bucket's or another resource's, or the trust policy of a role. */
export type PolicyType = 'identity' | 'resource' | 'trust';

/** A policy document with the name that a reviewer knows it by. */
export interface NamedPolicy {
  /** For example `user ci-uploader, inline policy ci-uploader`. */
  readonly name: string;
  /** The document; absent where the source doesn't tell any of it. Strings in it may hold {@link UNKNOWN_TEXT}. */
  readonly document?: PolicyDocument;
  /**
   * Says that it is a managed policy of AWS's own, which nobody else can change.
   *
   * @default - it is somebody's own
   */
  readonly awsManaged?: AwsManaged;
}

/** What is known of a managed policy of AWS's own. */
export interface AwsManaged {
  /**
   * The day as of which its document is known, as YYYY-MM-DD: the package holds what AWS's policies say of S3, KMS, IAM and STS.
   *
   * @default - the source itself holds the document
   */
  readonly asOf?: string;
}
