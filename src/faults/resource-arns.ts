import { parseArn, PARTITIONS, type Arn } from '../policy/arn';
import { replaceBraces } from '../policy/pattern/braces';
import { s3Arn } from '../policy/s3-arn';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import { shown } from '../shape/shown';
import { isService, meantService } from './aws-words';
import type { Found, StatementFault } from './types';

/** What is wrong with one ARN; the first thing that is. */
type Fault = Pick<Found, 'code' | 'reason' | 'remedy'>;
type Check = (arn: Arn, text: string) => Fault | undefined;

/**
 * ARNs that AWS refuses, or that no resource has. Short patterns such as `arn:aws:s3*` are left alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export const resourceArns: StatementFault = ({ statement: { resources, notResources } }, platform) => {
  if (platform.hasAwsServices !== true) return [];
  return (resources ?? notResources ?? []).flatMap((text): readonly Found[] => {
    const fault = arnFault(text);
    return fault === undefined ? [] : [{ ...fault, severity: 'error', below: resources === undefined ? '.NotResource' : '.Resource' }];
  });
};

/** What is wrong with a resource, where it is an ARN that AWS refuses or that no resource has. */
export function arnFault(text: string): Fault | undefined {
  const arn = text.includes(UNKNOWN_TEXT) ? undefined : parseArn(text);
  if (arn === undefined) return undefined;
  for (const check of CHECKS) {
    const fault = check(arn, text);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isOpen = (text: string): boolean => /[*?]/.test(text);

const partition: Check = ({ partition: own, service, resource }, text) => (isOpen(own) || PARTITIONS.some((known) => known === own) ? undefined : {
  code: 'InvalidPartition',
  reason: `${text} lies in the partition ${shown(own)}; there are ${PARTITIONS.join(', ')}`,
  remedy: service === 's3' ? `write ${s3Arn(resource)}` : 'write the partition aws, or that of your region',
});

const service: Check = ({ service: own, resource }, text) => {
  if (isOpen(own) || isService(own)) return undefined;
  const lower = own.toLowerCase();
  if (isService(lower)) {
    return {
      code: 'InvalidArnServiceCase', reason: `${text} names the service ${own} with capital letters, and matches nothing`, remedy: lower === 's3' ? `write ${s3Arn(resource)}` : `write ${lower}`,
    };
  }
  const meant = meantService(lower);
  return { code: 'InvalidService', reason: `${text} names the service ${shown(own)}, which AWS doesn't have`, remedy: meant === undefined ? 'name a service of AWS' : `write ${meant}` };
};

/** What has a region, or an account, in ARNs of S3; a bucket or an object has neither. */
const S3_REGIONAL = /^(?:accesspoint|job|storage-lens|storage-lens-group|access-grants|async-request)(?:[/:*?]|$)/;
/** Services whose resources lie in an account and not in a region. */
const GLOBAL = new Set(['iam', 'sts', 'organizations']);
const REGION = /^[a-z]{2,4}-(?:[a-z]+-){1,2}\d$/;
const ACCOUNT = /^(?:\d{12}|aws|aws-managed|cloudfront)$/;

const regionAndAccount: Check = ({ service: own, region, account, resource }, text) => {
  if (own === 's3' && !S3_REGIONAL.test(resource) && !isOpen(resource.split('/')[0])) {
    const given = region !== '' && !isOpen(region) ? 'region' : account !== '' && !isOpen(account) ? 'account' : undefined;
    return given === undefined ? undefined : {
      code: given === 'region' ? 'ArnRegionNotAllowed' : 'ArnAccountNotAllowed',
      reason: `${text} names ${given === 'region' ? `the region ${region}` : `the account ${account}`}, and ARNs of buckets and objects have none`,
      remedy: `write ${s3Arn(resource)}`,
    };
  }
  if (GLOBAL.has(own) && region !== '' && !isOpen(region)) {
    return { code: 'ArnRegionNotAllowed', reason: `${text} names the region ${region}, and ARNs of ${own} have none`, remedy: `leave it empty: ${text.replace(`:${region}:`, '::')}` };
  }
  return undefined;
};

const formats: Check = ({ service: own, region, account }, text) => {
  if (region !== '' && !isOpen(region) && !REGION.test(region)) {
    return { code: 'InvalidArnRegion', reason: `${text} names the region ${shown(region)}, which doesn't look like one`, remedy: 'write a region such as eu-west-1' };
  }
  if (own === 'kms' && region === '') {
    return { code: 'MissingArnRegion', reason: `${text} names no region, and KMS keys lie in one`, remedy: 'name the region between the third colon and the fourth, or * for all' };
  }
  return account === '' || isOpen(account) || ACCOUNT.test(account) ? undefined : {
    code: 'InvalidArnAccount', reason: `${text} names the account ${shown(account)}; an account id has twelve digits`, remedy: 'write all twelve digits, zeros at the start too',
  };
};

/** What neither names of S3's buckets have, nor patterns of them. */
const NOT_IN_NAMES = /[^A-Za-z0-9._*?-]/;

const bucketName: Check = ({ partition: own, service: name, region, account, resource }, text) => {
  if (name !== 's3' || region !== '' || account !== '') return undefined;
  const open = replaceBraces(resource, () => '*');
  const slash = open.indexOf('/');
  const bucket = slash < 0 ? open : open.slice(0, slash);
  const path = slash < 0 ? '' : open.slice(slash);
  const wrong = NOT_IN_NAMES.exec(bucket)?.[0];
  const nothing = (because: string, meant: string): Fault => ({ code: 'ResourceMatchesNothing', reason: `${text} matches nothing: ${because}`, remedy: `write ${s3Arn(meant, own)}` });
  if (bucket === '') return nothing('it names no bucket', `bucket${path}`);
  if (wrong !== undefined) {
    const end = bucket.indexOf(wrong);
    const rest = bucket.slice(end + 1) + path;
    return nothing(`no bucket has ${shown(wrong)} in its name`, `${bucket.slice(0, end)}${rest === '' || rest.startsWith('/') ? rest : `/${rest}`}`);
  }
  return path === '/' ? nothing('no object has an empty key, and the bucket itself is written without the /', `${bucket}/*`) : undefined;
};

const CHECKS: readonly Check[] = [partition, service, regionAndAccount, formats, bucketName];
