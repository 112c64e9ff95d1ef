import { BlockList, isIPv6 } from 'node:net';
import type { GuardProps } from '../engines/guard-options';
import type { Context } from './arbitraries';

/** A request on the guarded bucket. */
export interface GuardedRequest {
  /** Without `s3:`. */
  readonly action: string;
  /** The key, for actions on objects; undefined for those on the bucket. */
  readonly key?: string;
  readonly context: Context;
}

interface Common {
  readonly prefix?: string | readonly string[];
  readonly except?: readonly string[];
  readonly denyPolicyManagement?: boolean;
}

const MANAGEMENT = /^(Get|Put|Delete)BucketPolicy$/;
/** Those of a list of uploads in parts have no prefix. */
const LISTS = ['ListBucket', 'ListBucketVersions'];
const CHANGES_ACL = ['PutObjectAcl', 'PutObjectVersionAcl'];
const DELETES = ['DeleteObject', 'DeleteObjectVersion'];

/** What each pattern of principals that the tests use means. */
const WHO: Readonly<Record<string, RegExp>> = {
  'arn:aws:iam::111122223333:user/contractor-*': /^arn:aws:iam::111122223333:user\/contractor-/,
  'arn:aws:iam::111122223333:role/admin': /^arn:aws:iam::111122223333:role\/admin$/,
  'arn:aws:iam::444455556666:*': /^arn:aws:iam::444455556666:/,
};

const isAny = (patterns: readonly string[], { context }: GuardedRequest): boolean => patterns.some((pattern) => WHO[pattern].test(context['aws:PrincipalArn']));
const folders = ({ prefix }: Common): readonly string[] => [prefix ?? []].flat().filter((folder) => folder !== '');
const concerns = ({ except = [] }: Common, request: GuardedRequest): boolean => !isAny(except, request);

/** Whether a guard of everything speaks of a request. */
function inScope(props: Common, request: GuardedRequest): boolean {
  const { action, key, context } = request;
  if (!concerns(props, request)) return false;
  const below = (text: string | undefined) => text !== undefined && folders(props).some((folder) => text.startsWith(folder));
  if (folders(props).length > 0) return key === undefined ? LISTS.includes(action) && below(context['s3:prefix']) : below(key);
  return props.denyPolicyManagement === true || !MANAGEMENT.test(action);
}

/** Whether a guard of objects speaks of a request. */
function onObject(props: Common, request: GuardedRequest, actions: readonly string[]): boolean {
  const { action, key } = request;
  if (key === undefined || !actions.includes(action) || !concerns(props, request)) return false;
  return folders(props).length === 0 || folders(props).some((folder) => key.startsWith(folder));
}

function onBucket(props: Common, request: GuardedRequest, action: string): boolean {
  return folders(props).length === 0 && concerns(props, request) && request.action === action;
}

function isFrom(ranges: readonly string[], address: string | undefined): boolean {
  if (address === undefined) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [start, bits] = range.split('/');
    const family = isIPv6(start) ? 'ipv6' : 'ipv4';
    list.addSubnet(start, bits === undefined ? 32 : Number(bits), family);
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const isService = ({ context }: GuardedRequest): boolean => context['aws:PrincipalIsAWSService'] === 'true';
const isIntermediary = ({ context }: GuardedRequest): boolean => context['aws:ViaAWSService'] === 'true';

type Denies<Props> = (props: Props, request: GuardedRequest) => boolean;

/** What each guard on a bucket says that it denies, in its own words and not in those of its statements. */
export const denies: { readonly [Name in Exclude<keyof GuardProps, 'Quarantine'>]: Denies<GuardProps[Name]> } = {
  AllowOnlyIpRanges: (props, request) => {
    const endpoint = request.context['aws:SourceVpce'];
    const letIn = isFrom(props.ipRanges, request.context['aws:SourceIp']) || (endpoint !== undefined && (props.vpcEndpoints ?? []).includes(endpoint))
      || isService(request) || (props.allowViaAwsServices === true && isIntermediary(request));
    return inScope(props, request) && !letIn;
  },
  AllowOnlyVpcEndpoints: (props, request) => {
    const letIn = props.vpcEndpoints.includes(request.context['aws:SourceVpce']) || isService(request) || (props.allowViaAwsServices === true && isIntermediary(request));
    return inScope(props, request) && !letIn;
  },
  DenyAcls: (props, request) => {
    const acl = request.context['s3:x-amz-acl'];
    const harmless = acl !== undefined && (props.exceptAcls as readonly string[] | undefined ?? []).includes(acl);
    const named = ['read', 'full-control'].some((right) => request.context[`s3:x-amz-grant-${right}`] !== undefined);
    if (onObject(props, request, ['PutObject'])) return named || (acl !== undefined && !harmless);
    return (onObject(props, request, CHANGES_ACL) || onBucket(props, request, 'PutBucketAcl')) && !harmless;
  },
  DenyDelete: (props, request) => onObject(props, request, props.allowDeleteMarkers === true ? ['DeleteObjectVersion'] : DELETES)
    || onBucket(props, request, 'DeleteBucket') || (props.denyLifecycleChanges === true && onBucket(props, request, 'PutLifecycleConfiguration')),
  DenyEveryoneElse: (props, request) => inScope(props, request) && !isAny(props.principals, request) && !isService(request),
  DenyIpRanges: (props, request) => inScope(props, request) && isFrom(props.ipRanges, request.context['aws:SourceIp']),
  DenyPrincipals: (props, request) => inScope(props, request) && isAny(props.principals, request),
  EnforceHttps: (props, request) => {
    const tooOld = props.minimumTlsVersion !== undefined && request.context['s3:TlsVersion'] < props.minimumTlsVersion;
    return (inScope({ ...props, denyPolicyManagement: true }, request) && request.context['aws:SecureTransport'] === 'false') || (inScope(props, request) && tooOld);
  },
  MaximumSignatureAge: (props, request) => {
    const age = Number(request.context['s3:signatureAge'] ?? 0) / 1000;
    return inScope(props, request) && (age > props.maximumSeconds || request.context['s3:signatureversion'] === 'AWS');
  },
  MinimumRetention: (props, request) => {
    if (onObject(props, request, ['BypassGovernanceRetention'])) return true;
    if (!onObject(props, request, ['PutObject', 'PutObjectRetention'])) return false;
    const days = request.context['s3:object-lock-remaining-retention-days'];
    if (days === undefined) return request.action === 'PutObjectRetention' || props.allowDefault !== true;
    return Number(days) < props.minimumDays || (props.mode === 'COMPLIANCE' && request.context['s3:object-lock-mode'] !== 'COMPLIANCE');
  },
  RequireCannedAcl: (props, request) => {
    const right = ([props.acl].flat() as readonly string[]).includes(request.context['s3:x-amz-acl']);
    return onObject(props, request, ['PutObject', ...CHANGES_ACL]) && !right;
  },
  RequireEncryption: (props, request) => {
    const { encryption, kmsKey, allowDefault } = props;
    const asked = request.context['s3:x-amz-server-side-encryption'];
    const bringsKey = request.context['s3:x-amz-server-side-encryption-customer-algorithm'] !== undefined;
    if (!onObject(props, request, ['PutObject'])) return false;
    if (encryption === 'not-SSE-C') return bringsKey;
    const wanted = { 'SSE-S3': 'AES256', 'SSE-KMS': 'aws:kms', 'DSSE-KMS': 'aws:kms:dsse' }[encryption];
    if (asked === undefined) return allowDefault !== true || bringsKey;
    const wrongKey = kmsKey !== undefined && request.context['s3:x-amz-server-side-encryption-aws-kms-key-id'] !== kmsKey;
    // S3 takes no request that asks for both, so what is said of one doesn't matter
    return asked !== wanted || wrongKey || (allowDefault === true && bringsKey);
  },
  RequireMfaDelete: (props, request) => {
    const age = Number(request.context['aws:MultiFactorAuthAge'] ?? 0);
    const fresh = request.context['aws:MultiFactorAuthPresent'] === 'true' && age <= (props.maximumSeconds ?? Infinity);
    return onObject(props, request, DELETES) && !fresh;
  },
  RequireSignatureV4: (props, request) => {
    const signed = /^AWS4-/.test(request.context['s3:signatureversion'] ?? '') || isService(request);
    const inHeader = !['REST-QUERY-STRING', 'POST'].includes(request.context['s3:authType']);
    return inScope(props, request) && !(signed && (inHeader || props.allowPresigned !== false));
  },
  TimeWindow: (props, request) => {
    const now = new Date(request.context['aws:CurrentTime']);
    const { notBefore, notAfter } = props;
    const isEarly = notBefore !== undefined && now < new Date(notBefore);
    const isLate = notAfter !== undefined && now >= new Date(notAfter);
    return inScope(props, request) && (isEarly || isLate);
  },
};
