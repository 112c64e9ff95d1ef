import type { ReadType } from '../policy/operators';

/** Which requests have a condition key. */
export type KeyPresence =
  /** Every request. */
  | 'always'
  /** Every request that is signed. */
  | 'signed'
  /** Every request over HTTPS. */
  | 'https'
  /** Every request to a resource that lies in an account. */
  | 'resource'
  /** Some requests, and never one that isn't signed. */
  | 'signedOnly'
  /** Every request of a user, and no other. */
  | 'users';

/** What is known of a condition key before a request is seen. */
export interface RequestKey {
  /** As AWS writes it. */
  readonly name: string;
  /** @default - it may be there or not */
  readonly presence?: KeyPresence;
  /**
   * Whether one request may have several values.
   *
   * @default false
   */
  readonly multiValued?: true;
  /** What all its values are. @default - any text */
  readonly type?: Exclude<ReadType, 'null' | 'binary'>;
  /**
   * Whether its values are whole numbers; of dates, whole seconds.
   *
   * @default false
   */
  readonly whole?: true;
  /** The key of which it says the same in other words. @default - none */
  readonly sameAs?: string;
}

/**
 * Facts about condition keys, each once: deciding supplies what is always there, comparing and linting know that it is there. A key that
 * isn't listed may be there or not, with one value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export const REQUEST_KEYS: readonly RequestKey[] = [
  { name: 'aws:SecureTransport', presence: 'always', type: 'boolean' },
  { name: 'aws:ViaAWSService', presence: 'always', type: 'boolean' },
  { name: 'aws:CurrentTime', presence: 'always', type: 'date', whole: true },
  { name: 'aws:EpochTime', presence: 'always', type: 'date', whole: true, sameAs: 'aws:CurrentTime' },
  { name: 'aws:PrincipalAccount', presence: 'always' },
  { name: 'aws:PrincipalType', presence: 'always' },
  { name: 'aws:userid', presence: 'always' },
  { name: 'aws:PrincipalIsAWSService', presence: 'signed', type: 'boolean' },
  { name: 'aws:ResourceAccount', presence: 'resource' },
  { name: 's3:ResourceAccount', presence: 'resource', sameAs: 'aws:ResourceAccount' },
  { name: 's3:TlsVersion', presence: 'https', type: 'number' },
  { name: 'aws:username', presence: 'users' },
  { name: 'aws:PrincipalArn', presence: 'signedOnly' },
  { name: 'aws:PrincipalOrgID', presence: 'signedOnly' },
  { name: 'aws:PrincipalOrgPaths', presence: 'signedOnly', multiValued: true },
  { name: 'aws:PrincipalTag/${TagKey}', presence: 'signedOnly' },
  { name: 'aws:PrincipalServiceName', presence: 'signedOnly' },
  { name: 'aws:PrincipalServiceNamesList', presence: 'signedOnly', multiValued: true },
  { name: 'aws:FederatedProvider', presence: 'signedOnly' },
  { name: 'aws:MultiFactorAuthAge', presence: 'signedOnly', type: 'number', whole: true },
  { name: 'aws:MultiFactorAuthPresent', presence: 'signedOnly', type: 'boolean' },
  { name: 'aws:TokenIssueTime', presence: 'signedOnly', type: 'date' },
  { name: 'aws:SourceIdentity', presence: 'signedOnly' },
  { name: 'aws:CalledVia', multiValued: true },
  { name: 'aws:TagKeys', multiValued: true },
  { name: 'aws:ResourceOrgPaths', multiValued: true },
  { name: 'aws:SourceOrgPaths', multiValued: true },
  { name: 'aws:VpceOrgPaths', multiValued: true },
  { name: 's3:RequestObjectTagKeys', multiValued: true },
  { name: 'aws:SourceIp', type: 'ip' },
  { name: 'aws:VpcSourceIp', type: 'ip' },
  { name: 'aws:Ec2InstanceSourcePrivateIPv4', type: 'ip' },
  { name: 's3:max-keys', type: 'number', whole: true },
  { name: 's3:max-annotation-results', type: 'number', whole: true },
  { name: 's3:signatureAge', type: 'number', whole: true },
  { name: 's3:object-lock-remaining-retention-days', type: 'number', whole: true },
  { name: 's3:object-lock-retain-until-date', type: 'date' },
  { name: 'aws:UserAgent' },
  { name: 'aws:Referer' },
  { name: 's3:prefix' },
  { name: 's3:delimiter' },
  { name: 's3:VersionId' },
  { name: 's3:x-amz-acl' },
];

/** The two keys that tell one moment: a date, and seconds since 1970. */
export const TIME_KEYS = ['aws:currenttime', 'aws:epochtime'] as const;

const byName: ReadonlyMap<string, RequestKey> = new Map(REQUEST_KEYS.map((key) => [stem(key.name), key]));

/**
 * What is known of a condition key.
 *
 * @param name in any case of letters
 */
export function requestKey(name: string): RequestKey | undefined {
  return byName.get(stem(name));
}

/** Tags are as many as there are names: what is known is known of all of them. */
function stem(name: string): string {
  const slash = name.indexOf('/');
  return (slash < 0 ? name : name.slice(0, slash + 1)).toLowerCase();
}

const SIGNED: readonly (KeyPresence | undefined)[] = ['signed', 'signedOnly', 'users'];

/**
 * Whether no request that isn't signed has a key: nobody's organization, tags and second factor are in one.
 *
 * @param name in any case of letters
 */
export function isNeverAnonymous(name: string): boolean {
  return SIGNED.includes(requestKey(name)?.presence);
}
