import type { AccessState, AccessStateJson } from '../state/access-state';
import { type CheckResult, nothingGained } from './check-result';
import { granted, type GrantedOptions } from './granted';
import type { FixedKeys } from './patterns';
import type { DocumentInput } from './read-document';

/** Keys by which a policy keeps the public out; a public request has none of them. */
const PRIVATE_KEYS = [
  'aws:sourcearn', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourceaccount', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths',
  'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalisawsservice', 'aws:principalservicename', 'aws:vpcsourceip',
  's3:dataaccesspointaccount', 's3:dataaccesspointarn', 's3:accesspointnetworkorigin',
];
/** The public comes from anywhere: an address that no private network has. */
const PUBLIC: FixedKeys = new Map<string, readonly string[] | null>([...PRIVATE_KEYS.map((key) => [key, null] as const), ['aws:sourceip', ['198.18.0.1']]]);

/**
 * Checks that a bucket policy, or all of an access state, gives nothing to the public: neither to anonymous requests nor to principals
 * that no policy names. A statement that asks for a network, an organization or a source that the public hasn't got isn't public.
 *
 * @param source resource policy or access state
 * @returns `ok` when it is so; `violations` say what the public may do, with a request as witness
 * @throws AccessError `InvalidPolicy`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @example
 * checkNoPublicAccess(bucketPolicy).ok; // true
 */
export function checkNoPublicAccess(source: DocumentInput | AccessState | AccessStateJson, options: Omit<GrantedOptions, 'policyType'> = {}): CheckResult {
  return nothingGained(granted(source, { ...options, policyType: 'resource' }, { who: (principal) => principal === 'anonymous' || principal === 'any other principal', assumed: PUBLIC }));
}
