/** A rendered policy document, who gets it, and where its file goes. */
export interface PolicyFile {
  /** Path below the output folder. */
  readonly path: string;
  /** The grantee, or the bucket. */
  readonly gets: string;
  /** What kind of policy it is. */
  readonly kind: 'inline policy' | 'managed policy' | 'rules' | 'boundary' | 'trust policy' | 'bucket policy' | 'public prefixes' | 'access point' | 'policy of another account';
  /** The name of the policy. */
  readonly name: string;
  /** What is in it. */
  readonly intents: readonly string[];
  /** Its size as the limit of its kind counts it. */
  readonly size: number;
  /** The canonical JSON. */
  readonly json: string;
}
